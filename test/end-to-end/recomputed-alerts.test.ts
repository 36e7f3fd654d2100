// Our alerts against docs/recompute-alerts.py: another language, no code of ours, from the raw samples.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, describe, test } from "node:test";
import type { RunResult } from "../../harness/record/drill-result.ts";
import type { RunRecord } from "../../harness/record/run-record.ts";
import { type StepGiver, writeGeneratedDrill } from "./generated-drill.ts";
import { runTilldrill } from "./run-tilldrill.ts";
import { makeWorkingDirectory } from "./working-directory.ts";

const script = join(import.meta.dirname, "../../docs/recompute-alerts.py");
const hasPython = spawnSync("python3", ["--version"]).status === 0;
const skip = hasPython ? false : "python3 is not installed";
const cwd = makeWorkingDirectory();

function recompute(directory: string): { exitCode: number | null; said: string } {
  const { status, stdout, stderr } = spawnSync("python3", [script, directory], { encoding: "utf8" });
  return { exitCode: status, said: stdout + stderr };
}

function assertAgrees(directory: string): void {
  const { exitCode, said } = recompute(directory);
  assert.equal(exitCode, 0, said);
  assert.match(said, /^agrees$/m);
}

/** A copy of the drill whose record says something else. */
function writeMutant(directory: string, name: string, change: (record: RunRecord) => void): string {
  const mutant = join(cwd, name);
  cpSync(directory, mutant, { recursive: true });
  const path = join(mutant, "record.json");
  const record = JSON.parse(readFileSync(path, "utf8")) as RunRecord;
  change(record);
  writeFileSync(path, JSON.stringify(record));
  return mutant;
}

const listFired = ({ alerts }: RunRecord) => [
  ...new Set(alerts.map(({ objective, longWindow }) => `${objective} ${longWindow}`)),
];

const isOrder = (step: string) => step === "place-order";
const good = { outcome: "ok", latencyMs: 20 } as const;

/** A quarter of the orders from 60, all from 150 to 330; some hang at the night's end, over the jump to the morning. */
const outage: StepGiver = (step, minute, chance) => {
  if (!isOrder(step)) return chance < 0.02 ? { outcome: "queued", latencyMs: 5 } : { ...good, latencyMs: 10 + chance };
  const share = minute < 60 ? 0.001 : minute < 150 ? 0.25 : minute < 330 ? 1 : minute > 430 ? 0.3 : 0.02;
  if (chance >= share) return { ...good, latencyMs: 20 + 400 * chance };
  return minute > 430 ? { outcome: "timeout", latencyMs: 3000 } : { outcome: "error-page", latencyMs: 50 };
};

/** Every eightieth order fails all evening: too few for a page, not for a ticket. */
function buildSlowBurn(): StepGiver {
  let orders = 0;
  return (step, minute) => {
    if (!isOrder(step) || minute < 60) return good;
    orders++;
    return orders % 80 === 0 ? { outcome: "wrong", latencyMs: 40 } : good;
  };
}

describe("alerts computed again from the samples of a made-up drill", { skip }, () => {
  for (const seed of [1, 2, 3]) {
    test(`agree for an outage with precursors, seed ${seed}`, async () => {
      const directory = join(cwd, `outage-${seed}`);
      const fired = listFired(await writeGeneratedDrill(directory, seed, outage));
      for (const longWindow of ["1h", "6h", "24h"]) assert.ok(fired.includes(`checkout-availability ${longWindow}`));
      assertAgrees(directory);
    });

    test(`agree for a slow burn, seed ${seed}`, async () => {
      const directory = join(cwd, `slow-${seed}`);
      const fired = listFired(await writeGeneratedDrill(directory, seed, buildSlowBurn()));
      assert.deepEqual(fired, ["checkout-availability 24h", "checkout-availability 3d"]);
      assertAgrees(directory);
    });
  }

  test("agree where none fires", async () => {
    const directory = join(cwd, "calm");
    assert.deepEqual((await writeGeneratedDrill(directory, 1, () => good)).alerts, []);
    assertAgrees(directory);
    assert.match(recompute(directory).said, /no alert fires/);
  });
});

describe("alerts computed again from the samples of a drill", { skip }, () => {
  let directory: string;

  before(async () => {
    const { stdout, stderr } = await runTilldrill(["run", "smoke", "--json", "--keep-samples"], { cwd });
    assert.notEqual(stdout, "", stderr);
    directory = join(cwd, (JSON.parse(stdout) as RunResult).runDirectory);
  });

  test("agree, and its outage paged", () => {
    assertAgrees(directory);
    assert.match(recompute(directory).said, /same +checkout-availability page 1h\/5m: computed minute/);
  });

  test("refuse a record whose alert fired a minute later", () => {
    const mutant = writeMutant(directory, "shifted", ({ alerts }) => {
      assert.ok(alerts[0] !== undefined);
      alerts[0].firedAtMinute += 1;
    });
    const { exitCode, said } = recompute(mutant);
    assert.equal(exitCode, 1);
    assert.match(said, /DIFFERS checkout-availability page/);
  });

  test("refuse a record that lacks an alert, and one that counted an attempt less", () => {
    const lacking = writeMutant(directory, "lacking", ({ alerts }) => void alerts.pop());
    assert.match(recompute(lacking).said, /DIFFERS .* record does not fire/);
    assert.equal(recompute(lacking).exitCode, 1);
    const miscounted = writeMutant(directory, "miscounted", ({ recorded }) => {
      const [count] = recorded.objectiveCounts;
      assert.ok(count !== undefined);
      Object.assign(count, { bad: count.bad - 1 });
    });
    assert.equal(recompute(miscounted).exitCode, 1);
  });

  test("refuse a record whose p99 is two in a hundred too small", () => {
    const mutant = writeMutant(directory, "faster", ({ phases }) => {
      const step = phases[0]?.steps["place-order"];
      assert.ok(step !== undefined && step.latencyMs.p99 !== null);
      step.latencyMs.p99 *= 0.98;
    });
    assert.match(recompute(mutant).said, /DIFFERS place-order in calm: .*p99/);
  });

  test("say that nothing can be computed without samples", () => {
    assert.deepEqual(recompute(join(cwd, "nowhere")).exitCode, 2);
  });
});
