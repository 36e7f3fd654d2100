import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { buildAttempt } from "../audit/history.fixture.ts";
import { judgeRecording } from "../judge/judge-recording.ts";
import { buildRecorded, buildRecording, history } from "../judge/recording.fixture.ts";
import { runComparisonSchema } from "../record/comparison.ts";
import type { CustomerHistory } from "../record/customer-history.ts";
import { renderOrderLines } from "../record/order-lines.ts";
import type { Recorded } from "../record/run-record.ts";
import { compareRun, type FinishedDrill, writeComparison } from "./write-comparison.ts";

const parent = mkdtempSync(join(tmpdir(), "tilldrill-parent-"));
after(() => rmSync(parent, { recursive: true, force: true }));

const assets = { uplotJs: "", uplotCss: "", chartsJs: "" };

/** A drill's directory with what customers were told; it has no books, so that is what was sold. */
function finish(
  name: string,
  told: readonly CustomerHistory[] | null,
  variant: "as-it-happened" | "defended",
  changes: Partial<Recorded> = {},
): FinishedDrill {
  const directory = join(parent, name);
  mkdirSync(directory, { recursive: true });
  if (told !== null) writeFileSync(join(directory, "orders.jsonl"), renderOrderLines(told));
  const judgedBy = variant === "defended" ? "objectives" : "facts";
  const defences = variant === "defended" ? ["circuit-breaker"] : [];
  const recorded = buildRecorded(changes);
  return { directory, record: judgeRecording(buildRecording({ variant, judgedBy, defences, books: null, recorded })) };
}

/** The same customers, all of whom got what they wanted. */
const allBought = history.map((customer) => ({
  ...customer,
  attempts: [buildAttempt({ key: `key-${customer.customer}`, orderNumber: `A-${customer.customer}` })],
}));

test("the parent directory gets comparison.json, report.html and summary.md that agree with each other", async () => {
  const done = [finish("one", history, "as-it-happened"), finish("two", allBought, "defended")];
  const { path, comparison } = await writeComparison(parent, done, assets, 10, true);
  assert.equal(path, join(parent, "report.html"));
  const stored = runComparisonSchema.parse(JSON.parse(readFileSync(join(parent, "comparison.json"), "utf8")));
  assert.deepEqual(stored, comparison);
  const [drill] = comparison.comparisons[0]?.drills.slice(1) ?? [];
  // One of three customers missed it as it happened; the weight is 60.
  assert.equal(drill?.againstBase?.orders.value, 60);
  assert.equal(drill?.againstBase?.netLossCents.value, -60 * 5_200);
  const page = readFileSync(path, "utf8");
  assert.match(page, /href="\.\/one\/report\.html"/);
  assert.match(page, /href="\.\/two\/report\.html"/);
  assert.match(readFileSync(join(parent, "summary.md"), "utf8"), /\| circuit-breaker \|/);
});

test("a drill whose history is gone is shown, and not compared", () => {
  const done = [finish("three", history, "as-it-happened"), finish("four", null, "defended", { complete: false })];
  const [, drill] = compareRun(parent, done).comparisons[0]?.drills ?? [];
  assert.equal(drill?.directory, "four");
  assert.equal(drill?.againstBase, null);
  assert.equal(drill?.notComparedBecause, "this drill was cut short");
});

test("a base whose history is missing or broken is said to be, without its path, and nothing is compared", () => {
  const judge = (base: FinishedDrill) => {
    const { drills } = compareRun(parent, [base, finish("eight", allBought, "defended")]).comparisons[0] ?? {};
    return [drills?.[0]?.figures.customersLost, drills?.[1]?.againstBase ?? null, drills?.[1]?.notComparedBecause];
  };
  const missing = finish("seven", null, "as-it-happened");
  assert.deepEqual(judge(missing), [null, null, "of the drill it would be held against, orders.jsonl is missing"]);
  const broken = finish("nine", history, "as-it-happened");
  writeFileSync(join(broken.directory, "orders.jsonl"), `${renderOrderLines(history)}{"customer":`);
  assert.deepEqual(judge(broken), [
    null,
    null,
    "of the drill it would be held against, orders.jsonl cannot be read: line 4 is not a customer's order history",
  ]);
  assert.equal(judge(finish("ten", history, "as-it-happened"))[2], null);
});

test("drills of another plan are not held against these", () => {
  const done = [
    finish("five", history, "as-it-happened"),
    finish("six", history, "as-it-happened", { planSha256: "another" }),
  ];
  assert.equal(compareRun(parent, done).comparisons.length, 2);
});
