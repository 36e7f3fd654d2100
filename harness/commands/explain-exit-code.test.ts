import assert from "node:assert/strict";
import { test } from "node:test";
import { buildSampleRecord } from "../../reports/sample-record.ts";
import type { RunRecord } from "../record/run-record.ts";
import { explainExitCode } from "./explain-exit-code.ts";

const build = (verdict: RunRecord["verdict"], defences: string[]) => ({
  record: {
    ...buildSampleRecord(),
    verdict,
    defences,
    variant: defences.length === 0 ? ("as-it-happened" as const) : ("defended" as const),
  },
});

test("a run that passed, or whose code says something else, needs no word", () => {
  assert.equal(explainExitCode([build("pass", [])], 0), "");
  assert.equal(explainExitCode([build("pass", [])], 130), "");
});

test("a single defence that missed the objectives is named, with why that is no surprise", () => {
  assert.equal(
    explainExitCode([build("pass", []), build("fail", ["load-shedding"]), build("pass", ["a", "b", "c"])], 10),
    "exit code 10 (failed): load-shedding; a defence alone may miss the objectives: what it is worth stands in the table\n",
  );
});

test("a control that failed is named without an excuse", () => {
  assert.equal(
    explainExitCode([build("fail", []), build("inconclusive", ["a"])], 10),
    "exit code 10 (failed): as it happened\n",
  );
});

test("drills that cannot carry a verdict are named", () => {
  assert.equal(
    explainExitCode([build("inconclusive", []), build("pass", ["a"])], 11),
    "exit code 11 (inconclusive): as it happened\n",
  );
});
