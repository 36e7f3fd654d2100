"use strict";
// The one search for k6, for set-up and harness: TILLDRILL_K6, else PATH, else the cache.
const { spawnSync } = require("child_process");
const fs = require("fs");
const os = require("os");
const path = require("path");

const k6Version = "1.8.1";
const versionTimeoutMs = 20000;
const program = process.platform === "win32" ? "k6.exe" : "k6";

function computeCacheDirectory(env = process.env) {
  const base = env.XDG_CACHE_HOME || path.join(env.HOME || os.homedir(), ".cache");
  return path.join(base, "tilldrill");
}

function computeCachePath(env = process.env) {
  return path.join(computeCacheDirectory(env), `k6-v${k6Version}`, program);
}

/** The files that may be k6, in order of preference; none is run. TILLDRILL_K6, when set, is the only one. */
function locateK6(env = process.env) {
  if (env.TILLDRILL_K6) return [{ path: path.resolve(env.TILLDRILL_K6), from: "TILLDRILL_K6" }];
  const onPath = (env.PATH || env.Path || "")
    .split(path.delimiter)
    .filter((directory) => directory !== "")
    .map((directory) => ({ path: path.resolve(directory, program), from: "PATH" }));
  return [...onPath, { path: computeCachePath(env), from: "cache" }].filter((candidate) => isFile(candidate.path));
}

/** Runs `k6 version` on each located file until one is accepted; takes about 0.1 s. */
function findK6(env = process.env) {
  const rejected = [];
  for (const candidate of locateK6(env)) {
    const checked = checkK6(candidate.path);
    if (checked.version !== undefined) return { found: { ...candidate, version: checked.version }, rejected };
    rejected.push({ ...candidate, why: checked.why });
  }
  return { found: null, rejected };
}

/** Either `{ version }` or `{ why }` it cannot be used. */
function checkK6(file) {
  if (!isFile(file)) return { why: "no such file" };
  const ran = spawnSync(file, ["version"], {
    encoding: "utf8",
    timeout: versionTimeoutMs,
    stdio: ["ignore", "pipe", "pipe"],
  });
  if (ran.error) return { why: `cannot be run: ${ran.error.message}` };
  const match = /\bk6(?:\.exe)? v(\d+)\.(\d+)\.(\d+\S*)/.exec(ran.stdout || "");
  if (ran.status !== 0 || match === null) return { why: "`k6 version` does not name a version" };
  const version = `${match[1]}.${match[2]}.${match[3]}`;
  const major = Number(match[1]);
  if (major < 1 || major > 2) return { why: `version ${version}, expected 1.x or 2.x` };
  return { version };
}

/** What to tell a person who has no usable k6: the sentence, and the four ways to one. */
function describeMissingK6(rejected, env = process.env) {
  const unusable = rejected.map(({ path: file, from, why }) => `${file} (${from}): ${why}`).join("; ");
  const named = env.TILLDRILL_K6 ? "correct or unset `TILLDRILL_K6`; " : "";
  const hint = [
    `${named}there are four ways to k6:`,
    "  1. set `TILLDRILL_K6` to the path of k6 1.x or 2.x, or put it on the PATH",
    `  2. put a k6 at ${computeCachePath(env)}`,
    "  3. with internet access, `npm run setup` fetches the official release and checks it",
    `  4. with Go on the PATH and a module proxy, \`npm run setup\` builds k6 ${k6Version} in about 90 s`,
  ].join("\n");
  return { what: rejected.length === 0 ? "k6 is missing" : `no usable k6: ${unusable}`, hint };
}

function isFile(file) {
  try {
    return fs.statSync(file).isFile();
  } catch {
    return false;
  }
}

module.exports = { k6Version, computeCacheDirectory, computeCachePath, locateK6, findK6, checkK6, describeMissingK6 };
