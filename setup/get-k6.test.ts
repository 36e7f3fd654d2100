import assert from "node:assert/strict";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { type TestContext, test } from "node:test";
import { computeCacheDirectory, computeCachePath } from "./find-k6.cjs";

const require = createRequire(import.meta.url);
const { ensureK6 } = require("./get-k6.cjs");
const { SetupError } = require("./setup-error.cjs");

interface Way {
  readonly name: string;
  readonly fetch: (directory: string) => Promise<string>;
}

const failing: Way = { name: "failing", fetch: () => Promise.reject(new SetupError("no network")) };

function giving(prints: string): Way & { calls: number } {
  const way = {
    name: "giving",
    calls: 0,
    fetch: async (directory: string) => {
      way.calls++;
      const file = path.join(directory, "k6");
      writeFileSync(file, `#!/bin/sh\necho '${prints}'\n`);
      chmodSync(file, 0o755);
      return file;
    },
  };
  return way;
}

function makeEnv(t: TestContext): NodeJS.ProcessEnv {
  const home = mkdtempSync(path.join(tmpdir(), "tilldrill-get-k6-"));
  t.after(() => rmSync(home, { recursive: true, force: true }));
  return { HOME: home, PATH: "" };
}

const good = "k6 v1.8.1 (go1.26.8, linux/amd64)";

test("the next way is tried when one fails, and the cache holds nothing but the result", async (t) => {
  const env = makeEnv(t);
  const { found } = await ensureK6(env, [failing, giving(good)]);
  assert.deepEqual(found, { path: computeCachePath(env), from: "cache", version: "1.8.1" });
  assert.deepEqual(readdirSync(computeCacheDirectory(env)), ["k6-v1.8.1"]);
});

test("a k6 that is already there is not fetched again", async (t) => {
  const env = makeEnv(t);
  await ensureK6(env, [giving(good)]);
  const again = giving(good);
  await ensureK6(env, [again]);
  assert.equal(again.calls, 0);
});

test("two at once fetch it once", async (t) => {
  const env = makeEnv(t);
  const way = giving(good);
  const [one, other] = await Promise.all([ensureK6(env, [way]), ensureK6(env, [way])]);
  assert.equal(way.calls, 1);
  assert.deepEqual(one.found, other.found);
});

test("what a way gives is run before it is put into the cache", async (t) => {
  const env = makeEnv(t);
  assert.equal((await ensureK6(env, [giving("not k6")])).found, null);
  assert.deepEqual(readdirSync(computeCacheDirectory(env)), []);
});

test("when every way fails, nothing is found and nothing left behind", async (t) => {
  const env = makeEnv(t);
  assert.deepEqual(await ensureK6(env, [failing, failing]), { found: null, rejected: [] });
  assert.deepEqual(readdirSync(computeCacheDirectory(env)), []);
});

test("what a killed set-up left is removed", async (t) => {
  const env = makeEnv(t);
  mkdirSync(path.join(computeCacheDirectory(env), ".k6-999-abc"), { recursive: true });
  await ensureK6(env, [failing]);
  assert.deepEqual(readdirSync(computeCacheDirectory(env)), []);
});

test("a bad TILLDRILL_K6 is not replaced", async (t) => {
  const env = { ...makeEnv(t), TILLDRILL_K6: path.join(tmpdir(), "no-such-k6") };
  const way = giving(good);
  assert.equal((await ensureK6(env, [way])).found, null);
  assert.equal(way.calls, 0);
});
