"use strict";
// What the last set-up left, so that the next one has nothing to do. Reading it costs a few file look-ups.
const { createHash } = require("crypto");
const fs = require("fs");
const path = require("path");
const { computeNodePath, isNewEnough } = require("./node-version.cjs");

const stampVersion = 1;

function computeStampPath(root) {
  return path.join(root, "node_modules", ".tilldrill-setup.json");
}

function readStamp(root) {
  const stamp = readJson(computeStampPath(root));
  return stamp !== null && stamp.stampVersion === stampVersion ? stamp : null;
}

function writeStamp(root, stamp) {
  const temporary = `${computeStampPath(root)}.${process.pid}`;
  fs.writeFileSync(temporary, `${JSON.stringify({ stampVersion, ...stamp }, null, 2)}\n`);
  fs.renameSync(temporary, computeStampPath(root));
}

function removeStamp(root) {
  fs.rmSync(computeStampPath(root), { force: true });
}

/** Changes when other packages must be installed; a changed script or description is no reason to. */
function computePackagesHash(root) {
  const manifest = readJson(path.join(root, "package.json")) || {};
  const { dependencies, devDependencies, optionalDependencies, overrides, allowScripts } = manifest;
  const wanted = JSON.stringify({ dependencies, devDependencies, optionalDependencies, overrides, allowScripts });
  const lock = fs.readFileSync(path.join(root, "package-lock.json"));
  return createHash("sha256").update(wanted).update(lock).update(process.platform).update(process.arch).digest("hex");
}

/** True when this stamp's packages are those of the lock file and their pieces still stand. */
function arePackagesReady(root, stamp) {
  if (stamp === null || stamp.packagesHash !== computePackagesHash(root)) return false;
  if (stamp.node.inProject ? !fs.existsSync(computeNodePath(root)) : !isNewEnough(process.versions.node)) return false;
  const manifest = readJson(path.join(root, "package.json"));
  return Object.keys({ ...manifest.dependencies, ...manifest.devDependencies }).every((name) =>
    isInstalled(root, name),
  );
}

/** True when npm's own notes say that node_modules holds exactly what the lock file asks for. */
function matchesLockFile(root) {
  const lock = readJson(path.join(root, "package-lock.json"));
  const installed = readJson(path.join(root, "node_modules", ".package-lock.json"));
  if (lock === null || installed === null) return false;
  return Object.entries(lock.packages).every(([place, wanted]) => {
    if (place === "") return true;
    const found = installed.packages[place];
    if (found === undefined) return wanted.optional === true;
    return found.version === wanted.version && fs.existsSync(path.join(root, place, "package.json"));
  });
}

function isInstalled(root, name) {
  return fs.existsSync(path.join(root, "node_modules", name, "package.json"));
}

/** Tells whether a file is still the one that was checked, without running it. */
function computeFileIdentity(file) {
  const { size, mtimeMs } = fs.statSync(file);
  return `${file}|${size}|${mtimeMs}`;
}

function readJson(file) {
  try {
    return JSON.parse(fs.readFileSync(file, "utf8"));
  } catch {
    return null;
  }
}

module.exports = {
  readStamp,
  writeStamp,
  removeStamp,
  computePackagesHash,
  arePackagesReady,
  matchesLockFile,
  computeFileIdentity,
};
