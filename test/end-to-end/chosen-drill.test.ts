// Drills that were chosen: with defences by name, with an operator who answers an alert, with another shop. Short phases.
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { runTilldrill } from "./run-tilldrill.ts";
import { copyShop } from "./shop-copy.ts";
import { findRunDirectory, makeWorkingDirectory, readRecord } from "./working-directory.ts";

async function runOne(cwd: string, ...args: string[]) {
  const { exitCode, stderr } = await runTilldrill(["run", ...args, "--quiet", "--allow-short-phases"], { cwd });
  const record = readRecord(findRunDirectory(cwd) as string);
  return { exitCode, stderr, record };
}

test("defences of the shop are on for the whole drill, and the record says what each did", async () => {
  const cwd = makeWorkingDirectory();
  const { record } = await runOne(cwd, "smoke", "--pace", "120", "--defences", "load-shedding,circuit-breaker");
  assert.deepEqual([record.variant, record.judgedBy], ["defended", "objectives"]);
  assert.deepEqual(record.defences, ["circuit-breaker", "load-shedding"]);
  const [breaker, shedding] = record.recorded.defenceReports;
  assert.deepEqual([breaker?.name, breaker?.by, shedding?.name], ["circuit-breaker", "shop", "load-shedding"]);
  assert.ok(
    Object.values(breaker?.counts ?? {}).some((count) => count > 0),
    JSON.stringify(breaker),
  );
  assert.match(record.recorded.command, /--defences circuit-breaker,load-shedding /);
});

test("a page alert has the change rolled back after the reaction, before it reaches all calls", async () => {
  const cwd = makeWorkingDirectory();
  const phases = "calm=20,precursors=30,outage=20";
  const { record } = await runOne(cwd, "checkout-outage", "--defences", "auto-rollback", "--test-phases", phases);
  const { faults, actions, alerts, recorded } = record;
  const [action] = recorded.alertedActions;
  assert.deepEqual(
    faults.map(({ state, restoreVerified }) => [state, restoreVerified]),
    [
      ["restored", true],
      ["prevented", true],
    ],
    JSON.stringify({ faults, alerts }),
  );
  assert.deepEqual(
    actions.map(({ name }) => name),
    ["roll the change back"],
  );
  assert.ok(action !== undefined);
  // A timer may ring a millisecond early: a few thousandths of a minute at this pace.
  const reactedMinutes = action.actedAtMinute - action.alertedAtMinute;
  assert.ok(reactedMinutes > action.reactionMinutes - 0.01, `${reactedMinutes}`);
  assert.ok((faults[0]?.restoredAtMinute ?? 99) < 50 && (faults[1]?.requestsAffected ?? 1) === 0);
  const page = alerts.find(({ severity }) => severity === "page");
  // Seen live, an event or two may still have been on their way.
  assert.ok(Math.abs((page?.firedAtMinute ?? -99) - action.alertedAtMinute) < 2);
  const [report] = recorded.defenceReports;
  assert.deepEqual(report?.counts, { alertsAnswered: 1, stagesPrevented: 1 });
});

test("a copy of the shop whose payments no fault can touch makes the drill inconclusive, and the record says so", async () => {
  const cwd = makeWorkingDirectory();
  const shop = copyShop(join(cwd, "copy"), {
    file: "payments/endpoint.ts",
    from: "return isTouched ? (fault.value as string)",
    to: "return fault?.id === null ? (fault.value as string)",
  });
  const { exitCode, record } = await runOne(cwd, "smoke", "--pace", "120", "--test-shop", shop);
  assert.equal(exitCode, 11, record.reasons.join("\n"));
  assert.ok(record.reasons.includes("The fault payment-endpoint was never put in force."), record.reasons.join("\n"));
  assert.ok(record.recorded.warnings.includes("test option: another shop was started, not the one of this version"));
});

test("a control in other phases measures no fact and is decided by what it must miss", async () => {
  const cwd = makeWorkingDirectory();
  const { exitCode, record } = await runOne(cwd, "smoke", "--pace", "120", "--test-phases", "calm=5,outage=5");
  assert.equal(exitCode, 0, record.reasons.join("\n"));
  assert.deepEqual([record.verdict, record.facts], ["pass", []]);
  assert.match(record.reasons[0] ?? "", /^Phases were left out/);
  assert.equal(record.recorded.selection.phases?.length, 2);
});
