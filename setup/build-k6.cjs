"use strict";
// k6 from source, through the Go module proxy and its checksum database.
const { spawnSync } = require("child_process");
const path = require("path");
const { k6Version } = require("./find-k6.cjs");
const { runChild } = require("./run-child.cjs");
const { SetupError } = require("./setup-error.cjs");

const moduleName = `go.k6.io/k6@v${k6Version}`;

/** Builds k6 into `directory` and returns its path. Throws SetupError. */
async function buildK6(directory, env) {
  if (spawnSync("go", ["version"], { env, timeout: 20000 }).status !== 0)
    throw new SetupError("there is no `go` on the PATH");
  const buildEnv = { ...env, GOBIN: directory, CGO_ENABLED: "0" };
  for (const name of ["GOOS", "GOARCH", "GOWORK"]) delete buildEnv[name];
  const what = `building k6 ${k6Version} with Go (go install ${moduleName}, about 90 s)`;
  await runChild({ command: "go", args: ["install", moduleName], cwd: directory, env: buildEnv, what });
  return path.join(directory, process.platform === "win32" ? "k6.exe" : "k6");
}

module.exports = { buildK6 };
