"use strict";
// The official release of k6 with its published SHA-256.
const { spawnSync } = require("child_process");
const { createHash } = require("crypto");
const fs = require("fs");
const http = require("http");
const https = require("https");
const path = require("path");
const { k6Version } = require("./find-k6.cjs");
const { startProgress } = require("./progress.cjs");
const { SetupError } = require("./setup-error.cjs");

const officialReleases = "https://github.com/grafana/k6/releases/download";
const connectTimeoutMs = 5000;
const idleTimeoutMs = 30000;
const redirectLimit = 5;

/** The release's archive for a platform as Node names it; null where k6 releases none. */
function computeArchiveName(platform = process.platform, arch = process.arch) {
  const system = { linux: "linux", darwin: "macos", win32: "windows" }[platform];
  const processor = { x64: "amd64", arm64: "arm64" }[arch];
  if (!system || !processor || (system === "windows" && processor === "arm64")) return null;
  return `k6-v${k6Version}-${system}-${processor}.${system === "linux" ? "tar.gz" : "zip"}`;
}

/** Puts the released k6 into `directory` and returns its path. Throws SetupError. */
async function downloadK6(directory, releases = officialReleases) {
  const archive = computeArchiveName();
  if (archive === null) throw new SetupError(`there is no release for ${process.platform} ${process.arch}`);
  const progress = startProgress(`fetching the official release of k6 ${k6Version}`);
  try {
    const base = `${releases}/v${k6Version}`;
    const checksums = path.join(directory, "checksums.txt");
    await fetchFile(`${base}/k6-v${k6Version}-checksums.txt`, checksums);
    const wanted = readChecksum(fs.readFileSync(checksums, "utf8"), archive);
    const file = path.join(directory, archive);
    const got = await fetchFile(`${base}/${archive}`, file);
    if (got !== wanted) throw new SetupError(`wrong checksum of ${archive}: expected ${wanted}, got ${got}`);
    return unpack(file, directory, archive);
  } finally {
    progress.stop();
  }
}

function readChecksum(text, archive) {
  const line = text.split("\n").find((each) => each.trim().split(/\s+\*?/)[1] === archive);
  const sum = line === undefined ? "" : line.trim().split(/\s+/)[0].toLowerCase();
  if (!/^[0-9a-f]{64}$/.test(sum)) throw new SetupError(`the release's checksums do not list ${archive}`);
  return sum;
}

function unpack(file, directory, archive) {
  // The tar of macOS and Windows reads zip files, too.
  const ran = spawnSync("tar", ["-xf", file, "-C", directory], { encoding: "utf8", timeout: 120000 });
  if (ran.error || ran.status !== 0) {
    throw new SetupError(`cannot unpack ${archive}: ${ran.error ? ran.error.message : ran.stderr.trim()}`);
  }
  const folder = path.join(directory, archive.replace(/\.(tar\.gz|zip)$/, ""));
  return path.join(folder, process.platform === "win32" ? "k6.exe" : "k6");
}

/** Resolves to the SHA-256 of what was written. */
function fetchFile(url, file, redirects = 0) {
  return new Promise((resolve, reject) => {
    const fail = (why) => reject(new SetupError(`cannot fetch ${url}: ${why}`));
    const client = url.startsWith("http:") ? http : https;
    const request = client.get(url, { agent: false, headers: { "user-agent": "tilldrill" } }, (response) => {
      const { statusCode, headers } = response;
      if (statusCode >= 300 && statusCode < 400 && headers.location) {
        response.resume();
        if (redirects >= redirectLimit) fail("too many redirects");
        else resolve(fetchFile(new URL(headers.location, url).href, file, redirects + 1));
        return;
      }
      if (statusCode !== 200) {
        response.resume();
        fail(`status ${statusCode}`);
        return;
      }
      writeBody(response, file).then(resolve, (error) => fail(error.message));
    });
    const unconnected = setTimeout(
      () => request.destroy(new Error(`no connection within ${connectTimeoutMs / 1000} s`)),
      connectTimeoutMs,
    );
    request.on("socket", (socket) => socket.once("connect", () => clearTimeout(unconnected)));
    request.setTimeout(idleTimeoutMs, () => request.destroy(new Error(`silent for ${idleTimeoutMs / 1000} s`)));
    request.on("error", (error) => {
      clearTimeout(unconnected);
      fail(error.message);
    });
  });
}

function writeBody(response, file) {
  return new Promise((resolve, reject) => {
    const hash = createHash("sha256");
    const out = fs.createWriteStream(file);
    response.on("data", (chunk) => hash.update(chunk));
    response.on("aborted", () => reject(new Error("the connection broke off")));
    response.on("error", reject);
    out.on("error", reject);
    out.on("finish", () => resolve(hash.digest("hex")));
    response.pipe(out);
  });
}

module.exports = { computeArchiveName, downloadK6, readChecksum };
