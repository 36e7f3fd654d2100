import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type TestContext, test } from "node:test";
import { checkBrowser } from "./check-browser.ts";
import { checkDisk } from "./check-disk.ts";
import { checkEsbuild } from "./check-esbuild.ts";
import { checkK6 } from "./check-k6.ts";
import { checkMachine } from "./check-machine.ts";
import { checkNode } from "./check-node.ts";
import { checkOpenFiles } from "./check-open-files.ts";
import { checkOutputDirectory } from "./check-output-directory.ts";
import { checkPorts } from "./check-ports.ts";
import { checkSqlite } from "./check-sqlite.ts";

function makeDirectory(t: TestContext): string {
  const directory = mkdtempSync(path.join(tmpdir(), "tilldrill-doctor-test-"));
  t.after(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

test("node below 24.15 is missing", () => {
  assert.equal(checkNode("24.15.0").state, "ok");
  assert.equal(checkNode("26.0.0").state, "ok");
  assert.equal(checkNode("24.14.9").state, "missing");
  assert.equal(checkNode("20.20.2").found, "20.20.2, expected 24.15 or newer");
});

test("k6 is found by its path and version, and missing with the four ways to it", (t) => {
  const directory = makeDirectory(t);
  const file = path.join(directory, "k6");
  writeFileSync(file, "#!/bin/sh\necho 'k6 v1.8.1 (go1.26.8, linux/amd64)'\n");
  chmodSync(file, 0o755);
  assert.equal(checkK6({ PATH: directory, HOME: directory }).found, `1.8.1 from PATH: ${file}`);
  const missing = checkK6({ PATH: "", HOME: directory });
  assert.equal(missing.state, "missing");
  assert.match(missing.advice ?? "", /1\. [\s\S]*2\. [\s\S]*3\. [\s\S]*4\. /);
});

test("esbuild is ok when it answers and missing when it does not load", async () => {
  assert.equal((await checkEsbuild()).state, "ok");
  const broken = await checkEsbuild(() => Promise.reject(new Error("installed for another platform")));
  assert.equal(broken.state, "missing");
  assert.equal(broken.found, "installed for another platform");
});

test("sqlite is tried with WAL in the place of the books, and leaves nothing there", async (t) => {
  const directory = makeDirectory(t);
  assert.match((await checkSqlite(directory)).found, /^3\.\d+\.\d+ with WAL$/);
  assert.deepEqual(readdirSync(directory), []);
  assert.equal((await checkSqlite(path.join(directory, "none"))).state, "missing");
});

test("ports are opened on the loopback address, and missing where they cannot be", async () => {
  assert.equal((await checkPorts()).state, "ok");
  assert.equal((await checkPorts("203.0.113.1")).state, "missing");
});

test("an output directory that does not exist yet is judged by its nearest parent", async (t) => {
  const directory = makeDirectory(t);
  assert.equal((await checkOutputDirectory(path.join(directory, "a", "b"))).state, "ok");
  assert.deepEqual(readdirSync(directory), []);
  writeFileSync(path.join(directory, "file"), "");
  assert.equal((await checkOutputDirectory(path.join(directory, "file"))).state, "missing");
});

test("less than 500 MB of free disk is a warning", async (t) => {
  const directory = makeDirectory(t);
  const withFree = (bytes: number) => checkDisk(directory, async () => ({ bavail: bytes / 4096, bsize: 4096 }));
  assert.deepEqual(await withFree(500 * 1024 * 1024), {
    name: "disk",
    found: "500 MB free",
    state: "ok",
    advice: null,
  });
  assert.equal((await withFree(499 * 1024 * 1024)).state, "warning");
  assert.match((await checkDisk(directory)).found, /^\d+ MB free$/);
});

test("a low limit of open files is a warning", () => {
  assert.equal(checkOpenFiles(1024).state, "warning");
  assert.equal(checkOpenFiles(2048).state, "ok");
  assert.equal(checkOpenFiles("unlimited").state, "ok");
  assert.match(checkOpenFiles().found, /limit/);
});

test("a machine with one core or little memory is a warning", () => {
  assert.equal(checkMachine({ cores: 2, memoryMb: 2048 }).state, "ok");
  assert.equal(checkMachine({ cores: 1, memoryMb: 8192 }).state, "warning");
  assert.equal(checkMachine({ cores: 8, memoryMb: 1024 }).state, "warning");
  assert.match(checkMachine().found, /^\d+ cores, \d+ MB$/);
});

test("a missing browser is only a warning", () => {
  const nowhere = { named: undefined, packaged: null, directories: [] };
  assert.equal(checkBrowser({ ...nowhere, packaged: "@sparticuz/chromium" }).state, "ok");
  assert.equal(checkBrowser({ ...nowhere, named: process.execPath }).found, process.execPath);
  assert.equal(checkBrowser({ ...nowhere, named: "no-such-chrome" }).state, "warning");
  assert.equal(checkBrowser(nowhere).state, "warning");
});
