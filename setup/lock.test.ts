import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { type TestContext, test } from "node:test";

const { withLock } = createRequire(import.meta.url)("./lock.cjs");

function makeLock(t: TestContext): string {
  const directory = mkdtempSync(path.join(tmpdir(), "tilldrill-lock-"));
  t.after(() => rmSync(directory, { recursive: true, force: true }));
  return path.join(directory, "setup.lock");
}

test("the lock names its owner while the work goes on, and goes with it", async (t) => {
  const lock = makeLock(t);
  const owner = await withLock(lock, async () => readFileSync(lock, "utf8"));
  assert.equal(owner, String(process.pid));
  assert.equal(existsSync(lock), false);
});

test("failed work gives the lock back", async (t) => {
  const lock = makeLock(t);
  await assert.rejects(
    withLock(lock, () => Promise.reject(new Error("failed work"))),
    /failed work/,
  );
  assert.equal(existsSync(lock), false);
});

test("two never work at once", async (t) => {
  const lock = makeLock(t);
  const seen: string[] = [];
  const work = (name: string) =>
    withLock(lock, async () => {
      seen.push(`${name} in`);
      await new Promise((resolve) => setImmediate(resolve));
      seen.push(`${name} out`);
    });
  await Promise.all([work("a"), work("b")]);
  assert.deepEqual(seen, ["a in", "a out", "b in", "b out"]);
});

test("the lock of a dead process is taken over", async (t) => {
  const lock = makeLock(t);
  const { pid } = spawnSync(process.execPath, ["--version"]);
  writeFileSync(lock, String(pid));
  assert.equal(await withLock(lock, async () => "worked"), "worked");
});
