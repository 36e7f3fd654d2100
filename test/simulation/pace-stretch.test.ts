// The stretch at 1x is a short cut: in mid-phase, with the inflow of those who come again. Smoke is short enough to be run
// through at 1x from its first minute to its last, as it is: the short cut has to give the same.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { comparePaces } from "../../harness/simulate/pace-licence.ts";
import { computePhaseFigures, PhaseTally } from "../../harness/simulate/phase-tally.ts";
import { simulateDrill } from "../../harness/simulate/simulate-drill.ts";
import type { Incident } from "../../scenarios/incident.ts";
import { smoke } from "../../scenarios/smoke/incident.ts";

/** Without the lead, which is the harness's and not the incident's. */
const incident: Incident = { ...smoke, faults: smoke.faults.map((fault) => ({ ...fault, leadMinutes: 0 })) };

function simulateWhole(seed: number, workers: number) {
  const tallies = incident.phases.map(() => new PhaseTally());
  simulateDrill(
    incident,
    seed,
    1,
    workers,
    2,
    tallies,
    incident.phases.map(() => []),
  );
  return tallies.map(computePhaseFigures);
}

const distance = (a: number | null, b: number | null) => Math.abs((a ?? Number.NaN) - (b ?? Number.NaN));

describe("a stretch at 1x", () => {
  for (const seed of [1, 2, 3])
    it(`seed ${seed}: gives the whole phase's order share within 1 point, its utilisation within 2, its waits within 2 ms`, () => {
      const short = comparePaces(incident, incident.pace, seed);
      const whole = simulateWhole(seed, short[0]?.workers ?? 0);
      for (const [index, { phase, atOne }] of short.entries()) {
        const exact = whole[index];
        assert.ok(exact !== undefined);
        const says = `${phase}: ${JSON.stringify({ atOne, exact })}`;
        assert.ok(distance(atOne.orderShare, exact.orderShare) <= 0.01, says);
        assert.ok(distance(atOne.utilisation, exact.utilisation) <= 0.02, says);
        assert.ok(distance(atOne.p95WaitMs, exact.p95WaitMs) <= 2, says);
      }
    });
});
