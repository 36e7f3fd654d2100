import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type TestContext, test } from "node:test";
import { runSection } from "./run-section.ts";
import type { Totals } from "./totals.ts";

const header = `import { describe, it, test } from "node:test"; import assert from "node:assert";\n`;

async function countTests(t: TestContext, sources: readonly string[]): Promise<Totals> {
  const directory = mkdtempSync(path.join(tmpdir(), "tilldrill-section-"));
  t.after(() => rmSync(directory, { recursive: true, force: true }));
  const files = sources.map((source, index) => {
    const file = path.join(directory, `case-${index}.test.mjs`);
    writeFileSync(file, header + source);
    return file;
  });
  return runSection({ kind: "tests", name: "case", files, concurrency: 2, timeoutMs: 60_000, quiet: true }, directory);
}

test("passed, failed and skipped tests of several files are counted, suites are not", async (t) => {
  const totals = await countTests(t, [
    `describe("suite", () => { it("a", () => {}); it("b", () => {}); });`,
    `test("c", () => assert.fail("wrong")); test.skip("d", () => {}); test.todo("e");`,
  ]);
  assert.deepEqual(totals, { passed: 2, failed: 1, skipped: 2 });
});

test("a file that crashes before its first test is a failure", async (t) => {
  assert.deepEqual(await countTests(t, [`process.exit(3);`, `test("a", () => {});`]), {
    passed: 1,
    failed: 1,
    skipped: 0,
  });
});

test("a file that does not load is a failure", async (t) => {
  assert.deepEqual(await countTests(t, [`import "./no-such-file.mjs";`]), { passed: 0, failed: 1, skipped: 0 });
});

test("a file that crashes after its tests is a failure, and its tests still count", async (t) => {
  const totals = await countTests(t, [`test("a", () => {}); process.on("exit", () => { process.exitCode = 5; });`]);
  assert.deepEqual(totals, { passed: 1, failed: 1, skipped: 0 });
});

test("a section without files counts nothing", async () => {
  const section = { kind: "tests", name: "none", files: [], concurrency: 1, timeoutMs: 1000 } as const;
  assert.deepEqual(await runSection(section, "."), { passed: 0, failed: 0, skipped: 0 });
});

test("a check whose program is missing is a failure", async () => {
  const section = { kind: "check", name: "none", command: "./no-such-program", args: [], quiet: true } as const;
  assert.deepEqual(await runSection(section, "."), { passed: 0, failed: 1, skipped: 0 });
});
