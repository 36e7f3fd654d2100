// One drill of smoke, and what it leaves: the contract of `run --json` and of the run directory.
import assert from "node:assert/strict";
import { cpSync, existsSync, readdirSync, readFileSync, renameSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { before, test } from "node:test";
import { type DrillResult, type RunResult, runResultSchema } from "../../harness/record/drill-result.ts";
import { parseOrderLines } from "../../harness/record/order-lines.ts";
import { buildPlan } from "../../scenarios/plan.ts";
import { smoke } from "../../scenarios/smoke/incident.ts";
import { computeByNearestRank, countOutcomes, groupSteps, readSamples, type SampleRow } from "./recomputed-steps.ts";
import { listKeyPaths, resultExample } from "./result-example.ts";
import { type Ended, runTilldrill } from "./run-tilldrill.ts";
import { runUndisturbed } from "./run-undisturbed.ts";
import { listLeftovers, makeWorkingDirectory, readRecord } from "./working-directory.ts";

const cwd = makeWorkingDirectory();
let ended: Ended;
let result: RunResult;
let drill: DrillResult;
let directory: string;

before(async () => {
  ended = await runUndisturbed(["run", "smoke", "--json", "--keep-samples"], { cwd });
  result = JSON.parse(ended.stdout);
  drill = result.drills[0] as DrillResult;
  directory = join(cwd, drill.directory);
});

test("the control passes: facts reproduced, its objective missed, no arrival dropped, clean books", () => {
  assert.equal(ended.exitCode, 0, ended.stderr);
  assert.deepEqual([result.verdict, result.exitCode, drill.reasons], ["pass", 0, []]);
  assert.deepEqual(
    drill.facts.map(({ id, verdict }) => `${id} ${verdict}`),
    ["SM-1 reproduced", "SM-2 reproduced", "SM-3 reproduced"],
  );
  assert.equal(drill.objectives.find(({ name }) => name === "checkout-availability")?.verdict, "missed");
  assert.equal(drill.generator.dropped, 0);
  assert.equal(drill.generator.started, drill.generator.planned);
  assert.deepEqual(drill.audit.violations, []);
  assert.ok(drill.audit.attempts > 0);
});

test("the fault is proved in force, and proved gone", () => {
  const [fault, ...others] = drill.faults;
  assert.deepEqual(others, []);
  assert.deepEqual([fault?.state, fault?.restoreVerified], ["restored", true]);
  assert.ok((fault?.requestsAffected ?? 0) > 0);
});

test("stdout is one JSON object with exactly the contract's keys", () => {
  runResultSchema.parse(result);
  assert.deepEqual(listKeyPaths(result), listKeyPaths(resultExample));
});

test("progress goes to stderr, without escape codes where nobody looks", () => {
  assert.match(ended.stderr, /smoke: starting shop, payment provider and k6/);
  assert.doesNotMatch(ended.stderr + ended.stdout, new RegExp(String.fromCharCode(27)));
});

test("paths in the result are usable from the working directory", () => {
  assert.equal(result.runDirectory, drill.directory);
  assert.ok(existsSync(join(cwd, result.runDirectory, "report.html")));
});

test("record.json has the same fields, and more; its directory is where it lies", () => {
  const { recorded, schemaVersion, ...fixed } = readRecord(directory);
  assert.deepEqual(fixed, { ...drill, directory: "." });
  assert.equal(schemaVersion, 1);
  assert.deepEqual([recorded.complete, recorded.incompleteBecause, recorded.audited], [true, null, true]);
});

test("the run directory holds the contract's files and nothing else, and nothing lies beside it", () => {
  assert.deepEqual(readdirSync(directory).sort(), [
    "harness.pid",
    "junit.xml",
    "k6.log",
    "ledger.sqlite",
    "orders.jsonl",
    "payments.sqlite",
    "plan.json",
    "record.json",
    "report.html",
    "samples.csv.gz",
    "summary.md",
  ]);
  assert.deepEqual([listLeftovers(directory), readdirSync(cwd)], [[], ["drills"]]);
});

test("plan.json depends on incident, seed and pace alone", () => {
  assert.equal(readFileSync(join(directory, "plan.json"), "utf8"), `${JSON.stringify(buildPlan(smoke, 1, 60))}\n`);
});

test("samples.csv.gz has the contract's header", () => {
  assert.equal(
    readSamples(join(directory, "samples.csv.gz")).header,
    "startedAtUs,clockMinute,phase,population,weight,customer,attempt,step,outcome,status,latencyMs",
  );
});

function assertClose(measured: number | null, exact: number | null, says: string): void {
  if (measured === null || exact === null) assert.equal(measured, exact, says);
  // To 0.1 %, and half of the microsecond in which a histogram counts.
  else assert.ok(Math.abs(measured - exact) <= exact * 0.001 + 0.0005, `${says}: expected ${exact}, got ${measured}`);
}

test("counts and percentiles computed from the samples are the record's", () => {
  const groups = groupSteps(readSamples(join(directory, "samples.csv.gz")).rows);
  const recorded = drill.phases.flatMap(({ name, steps }) =>
    Object.entries(steps).map(([step, found]) => [`${name}/${step}`, found] as const),
  );
  assert.deepEqual([...groups.keys()].sort(), recorded.map(([id]) => id).sort());
  for (const [id, { count, outcomes, latencyMs, latencyMsOk }] of recorded) {
    const rows = groups.get(id) as SampleRow[];
    assert.equal(count, rows.length, id);
    assert.deepEqual(outcomes, countOutcomes(rows), id);
    const all = computeByNearestRank(rows);
    const ok = computeByNearestRank(rows.filter(({ outcome }) => outcome === "ok"));
    for (const name of ["p50", "p90", "p95", "p99", "p999"] as const) {
      assertClose(latencyMs[name], all[name], `${id} ${name}`);
      assertClose(latencyMsOk[name], ok[name], `${id} ${name} of ok`);
    }
    assert.deepEqual([latencyMs.max, latencyMsOk.max], [all.max, ok.max], id);
  }
});

test("the order history has the place-order rows of the samples, one for one", () => {
  const rows = readSamples(join(directory, "samples.csv.gz")).rows.filter(({ step }) => step === "place-order");
  const attempts = parseOrderLines(readFileSync(join(directory, "orders.jsonl"), "utf8")).flatMap((customer) =>
    customer.attempts.map((one) => [customer.customer, one.attempt, one.outcome, one.status].join(" ")),
  );
  assert.deepEqual(
    attempts.sort(),
    rows.map((row) => [row.customer, row.attempt, row.outcome, row.status].join(" ")).sort(),
  );
  assert.equal(drill.audit.attempts, rows.length);
});

test("a drill that was moved is judged, audited and drawn as before", async () => {
  const moved = join(cwd, "moved");
  cpSync(directory, join(cwd, "copy"), { recursive: true });
  renameSync(join(cwd, "copy"), moved);
  const report = readFileSync(join(moved, "report.html"), "utf8");
  const judged = await runTilldrill(["judge", "moved", "--json"], { cwd });
  assert.deepEqual(JSON.parse(judged.stdout), {
    ...result,
    runDirectory: "moved",
    drills: [{ ...drill, directory: "moved" }],
  });
  const audited = await runTilldrill(["audit", "moved", "--json"], { cwd });
  assert.deepEqual(JSON.parse(audited.stdout), { audit: drill.audit, money: drill.money });
  const drawn = await runTilldrill(["report", "moved"], { cwd });
  assert.deepEqual([drawn.stdout, drawn.stderr], ["moved/report.html\n", ""]);
  assert.deepEqual([judged.exitCode, audited.exitCode, drawn.exitCode], [0, 0, 0]);
  assert.equal(readFileSync(join(moved, "report.html"), "utf8"), report);
  assert.deepEqual(listLeftovers(moved), []);
});

test("an order that is taken out of the books is reported lost, by its number", async () => {
  cpSync(directory, join(cwd, "tampered"), { recursive: true });
  const ledger = new DatabaseSync(join(cwd, "tampered", "ledger.sqlite"));
  const row = ledger.prepare("SELECT order_number FROM orders ORDER BY order_number LIMIT 1").get();
  const orderNumber = String(row?.order_number);
  ledger.prepare("DELETE FROM orders WHERE order_number = ?").run(orderNumber);
  ledger.close();
  const { exitCode, stdout } = await runTilldrill(["audit", "tampered", "--json"], { cwd });
  const { audit } = JSON.parse(stdout);
  assert.deepEqual([exitCode, audit.lost], [10, 1]);
  assert.ok(audit.violations.some((one: { orderNumber: string }) => one.orderNumber === orderNumber));
});
