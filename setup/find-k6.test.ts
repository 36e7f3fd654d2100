import assert from "node:assert/strict";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type TestContext, test } from "node:test";
import { computeCachePath, describeMissingK6, findK6 } from "./find-k6.cjs";

function makeDirectory(t: TestContext): string {
  const directory = mkdtempSync(path.join(tmpdir(), "tilldrill-k6-"));
  t.after(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

function writeK6(file: string, prints: string): string {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `#!/bin/sh\necho '${prints}'\n`);
  chmodSync(file, 0o755);
  return file;
}

test("the order is TILLDRILL_K6, PATH, cache", (t) => {
  const home = makeDirectory(t);
  const cached = writeK6(computeCachePath({ HOME: home }), "k6 v1.8.1 (go1.26.8, linux/amd64)");
  assert.deepEqual(findK6({ HOME: home }).found, { path: cached, from: "cache", version: "1.8.1" });
  const onPath = writeK6(path.join(home, "bin", "k6"), "k6 v2.0.3 (go1.27.0, linux/arm64)");
  const env = { HOME: home, PATH: `${path.join(home, "none")}${path.delimiter}${path.dirname(onPath)}` };
  assert.deepEqual(findK6(env).found, { path: onPath, from: "PATH", version: "2.0.3" });
  const named = writeK6(path.join(home, "named"), "k6 v1.0.0 (commit/abc, go1.24, darwin/arm64)");
  assert.deepEqual(findK6({ ...env, TILLDRILL_K6: named }).found, {
    path: named,
    from: "TILLDRILL_K6",
    version: "1.0.0",
  });
});

test("a k6 of an unknown major version is passed over for the next one, and named", (t) => {
  const home = makeDirectory(t);
  const old = writeK6(path.join(home, "old", "k6"), "k6 v0.57.0 (go1.23, linux/amd64)");
  const cached = writeK6(computeCachePath({ HOME: home }), "k6 v1.8.1 (go1.26.8, linux/amd64)");
  const { found, rejected } = findK6({ HOME: home, PATH: path.dirname(old) });
  assert.equal(found?.path, cached);
  assert.deepEqual(rejected, [{ path: old, from: "PATH", why: "version 0.57.0, expected 1.x or 2.x" }]);
});

test("a TILLDRILL_K6 that cannot be used is never silently replaced by another k6", (t) => {
  const home = makeDirectory(t);
  writeK6(computeCachePath({ HOME: home }), "k6 v1.8.1 (go1.26.8, linux/amd64)");
  const missing = findK6({ HOME: home, TILLDRILL_K6: path.join(home, "none") });
  assert.equal(missing.found, null);
  assert.deepEqual(missing.rejected, [{ path: path.join(home, "none"), from: "TILLDRILL_K6", why: "no such file" }]);
  const other = findK6({ HOME: home, TILLDRILL_K6: writeK6(path.join(home, "other"), "hello") });
  assert.equal(other.rejected[0]?.why, "`k6 version` does not name a version");
});

test("a missing k6 is described with the four ways to one", () => {
  const { what, hint } = describeMissingK6([], { HOME: "/h" });
  assert.equal(what, "k6 is missing");
  assert.deepEqual(hint.match(/^ {2}\d\./gm), ["  1.", "  2.", "  3.", "  4."]);
});
