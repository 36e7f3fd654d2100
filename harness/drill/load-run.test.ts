import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { buildNoStartError, describeLoadEnd, findLogError } from "./load-run.ts";

let base = "";
before(async () => {
  base = await mkdtemp(join(tmpdir(), "tilldrill-load-"));
});
after(() => rm(base, { recursive: true, force: true }));

async function findIn(...lines: string[]): Promise<string | null> {
  const path = join(base, "k6.log");
  await writeFile(path, `${lines.join("\n")}\n`);
  return findLogError(path);
}

describe("k6's log", () => {
  it("gives its first error", async () => {
    const found = await findIn(
      '{"level":"warning","msg":"slow"}',
      '{"level":"error","msg":"TypeError: x is undefined\\n\\tat drill"}',
      '{"level":"error","msg":"second"}',
    );
    assert.equal(found, "TypeError: x is undefined\n\tat drill");
  });

  it("gives a broken line as it is, and nothing where there is no error or no log", async () => {
    assert.equal(await findIn('{"level":"error","msg":"cut o'), '{"level":"error","msg":"cut o');
    assert.equal(await findIn('{"level":"info","msg":"an error is a word"}'), null);
    assert.equal(await findLogError(join(base, "nowhere.log")), null);
  });
});

describe("k6's end", () => {
  it("is well where it ends with 0 and logs no error", () => {
    assert.equal(describeLoadEnd({ code: 0, signal: null }, null), null);
  });

  it("is told with its reason where it ends otherwise", () => {
    assert.equal(describeLoadEnd({ code: null, signal: "SIGKILL" }, null), "k6 was ended by SIGKILL");
    assert.equal(describeLoadEnd({ code: 107, signal: null }, "Error: a\nb"), "k6 ended with exit code 107: Error: a");
    assert.equal(describeLoadEnd({ code: 0, signal: null }, "Error: a"), "the scenario threw an exception: Error: a");
  });

  it("before the drill's start is an error of the environment, with a hint", () => {
    const error = buildNoStartError({ code: 0, signal: null }, null);
    assert.equal(error.exitCode, 69);
    assert.match(error.message, /did not start the drill: got it ended without a word/);
    assert.match(error.hint ?? "", /k6\.log/);
  });
});
