"use strict";
// Which Node will run tilldrill: the one in node_modules, else the machine's own if it is new enough.
const { spawnSync } = require("child_process");
const fs = require("fs");
const path = require("path");

const minimumNode = { major: 24, minor: 15 };

function computeNodePath(root) {
  return path.join(root, "node_modules", ".bin", process.platform === "win32" ? "node.cmd" : "node");
}

/** The version that `file --version` prints, without its v; null when it does not run. */
function readNodeVersion(file) {
  const windows = process.platform === "win32";
  const ran = spawnSync(windows ? `"${file}"` : file, ["--version"], {
    encoding: "utf8",
    timeout: 20000,
    shell: windows,
  });
  const match = /^v(\d+\.\d+\.\d+\S*)/.exec(ran.stdout || "");
  return ran.status === 0 && match !== null ? match[1] : null;
}

function isNewEnough(version) {
  if (version === null) return false;
  const [major, minor] = version.split(".").map(Number);
  return major > minimumNode.major || (major === minimumNode.major && minor >= minimumNode.minor);
}

/** PATH without the directories npm puts first: what the machine has outside this project. */
function computeOuterPath(env) {
  const parts = (env.PATH || env.Path || "").split(path.delimiter);
  return parts.filter((part) => !part.split(/[\\/]/).includes("node_modules")).join(path.delimiter);
}

/** A Node that is not inside node_modules, as `npm ci` deletes those while it runs; else the running one. */
function findOuterNode(env) {
  const name = process.platform === "win32" ? "node.exe" : "node";
  if (!process.execPath.split(path.sep).includes("node_modules")) return process.execPath;
  for (const directory of computeOuterPath(env).split(path.delimiter)) {
    const file = path.join(directory, name);
    if (directory !== "" && fs.existsSync(file)) return file;
  }
  return process.execPath;
}

/** `{ version, inProject }` of the Node that npm scripts will get; null when it is missing or too old. */
function findNode(root, env) {
  if (fs.existsSync(computeNodePath(root))) {
    const version = readNodeVersion(computeNodePath(root));
    return isNewEnough(version) ? { version, inProject: true } : null;
  }
  const version = readNodeVersion(findOuterNode(env));
  return isNewEnough(version) ? { version, inProject: false } : null;
}

module.exports = { minimumNode, computeNodePath, isNewEnough, computeOuterPath, findOuterNode, findNode };
