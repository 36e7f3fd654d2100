import assert from "node:assert/strict";
import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { LogFollower } from "./log-follower.ts";

const directory = mkdtempSync(join(tmpdir(), "tilldrill-log-"));
after(() => rmSync(directory, { recursive: true }));

test("what is added to a log is told once, in whole lines, and the rest at the end", async () => {
  const path = join(directory, "shop.log");
  const told: string[] = [];
  const first = Promise.withResolvers<void>();
  {
    using _follower = new LogFollower(path, (lines) => {
      told.push(lines);
      first.resolve();
    });
    appendFileSync(path, "one\ntwo\nthr");
    await first.promise;
    appendFileSync(path, "ee\nf\u00fcnf");
  }
  assert.deepEqual(told.join(""), "one\ntwo\nthree\nf\u00fcnf\n");
  assert.equal(told[0], "one\ntwo\n");
});

test("a log that is never written tells nothing", () => {
  const told: string[] = [];
  {
    using _follower = new LogFollower(join(directory, "none.log"), (lines) => told.push(lines));
  }
  assert.deepEqual(told, []);
});
