import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { type TestContext, test } from "node:test";
import { runDoctor } from "./doctor.ts";

async function readDoctor(t: TestContext, json: boolean): Promise<{ exitCode: number; printed: string }> {
  const outputDirectory = mkdtempSync(path.join(tmpdir(), "tilldrill-doctor-test-"));
  t.after(() => rmSync(outputDirectory, { recursive: true, force: true }));
  const stdout = new PassThrough();
  const exitCode = await runDoctor({ json, stdout, outputDirectory });
  stdout.end();
  return { exitCode, printed: await text(stdout) };
}

test("`doctor --json` prints one object whose `ok` agrees with the exit code", async (t) => {
  const { exitCode, printed } = await readDoctor(t, true);
  const report = JSON.parse(printed);
  assert.equal(exitCode, report.ok ? 0 : 69);
  assert.deepEqual(
    report.checks.map(({ name }: { name: string }) => name),
    [
      "node",
      "k6",
      "esbuild",
      "sqlite",
      "loopback ports",
      "output directory",
      "disk",
      "open files",
      "machine",
      "browser for tests",
    ],
  );
});

test("a TILLDRILL_K6 that does not exist makes `doctor` exit with 69 and say so", async (t) => {
  const before = process.env.TILLDRILL_K6;
  process.env.TILLDRILL_K6 = path.join(tmpdir(), "no-such-k6");
  t.after(() => {
    if (before === undefined) delete process.env.TILLDRILL_K6;
    else process.env.TILLDRILL_K6 = before;
  });
  const { exitCode, printed } = await readDoctor(t, false);
  assert.equal(exitCode, 69);
  assert.match(printed, /missing {2}k6 +no usable k6: .*no-such-k6 \(TILLDRILL_K6\): no such file\n {9}hint: /);
});
