// Arrivals are a Poisson process: customers do not know of each other. An even stream would flatter a
// shop (no queue ever builds up), so the test is also shown even streams, and must refuse them.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { draw } from "../../scenarios/chance.ts";
import { checkoutOutage } from "../../scenarios/checkout-outage/incident.ts";
import type { Incident } from "../../scenarios/incident.ts";
import { buildPlan, computeArrivalRatePerSecond, computeExpectedArrivals } from "../../scenarios/plan.ts";
import { buildIncidentClock } from "../../scenarios/time.ts";
import {
  computeChiSquareBounds,
  computeDispersion,
  computeKolmogorov,
  countInWindows,
  isPoissonDispersed,
  kolmogorovLimit,
} from "./statistics.ts";

const seeds = Array.from({ length: 100 }, (_, index) => index + 1);
const windowsMs = [100, 300, 1000, 3000, 10_000];
const [buyers] = checkoutOutage.populations;
assert.ok(buyers !== undefined);
const ratePerMs = computeArrivalRatePerSecond(buyers, checkoutOutage.share, 1) / 1000;
const clock = buildIncidentClock(checkoutOutage.phases, checkoutOutage.pace);

/** Buyers' arrival times, one list a seed; wall ms. */
function listArrivals(incident: Incident, population = "buyers"): number[][] {
  return seeds.map((seed) =>
    buildPlan(incident, seed)
      .customers.filter((customer) => customer.population === population)
      .map(({ arrivesAtMs }) => arrivesAtMs),
  );
}
const arrivals = listArrivals(checkoutOutage);

function disperse(streams: readonly (readonly number[])[], windowMs: number) {
  return computeDispersion(streams.flatMap((stream) => countInWindows(stream, windowMs, clock.wallMs)));
}

/** Gaps in units of the mean gap. */
function listGaps(streams: readonly (readonly number[])[]): number[] {
  return streams.flatMap((stream) =>
    stream.slice(1).map((timeMs, index) => (timeMs - (stream[index] as number)) * ratePerMs),
  );
}
const exponential = (gap: number) => -Math.expm1(-gap);

/** As many arrivals as planned, made by a rule from their number; each stream with a phase of its own. */
function buildStreams(timeOf: (index: number, uniform: number) => number): number[][] {
  const gapMs = 1 / ratePerMs;
  return seeds.map((seed) => {
    const shift = draw(seed, "buyers", 0, "shift", 0);
    const count = Math.floor(clock.wallMs / gapMs) - 2;
    return Array.from(
      { length: count },
      (_, index) => (timeOf(index, draw(seed, "buyers", index, "jitter", 0)) + shift) * gapMs,
    ).toSorted((a, b) => a - b);
  });
}

describe("planned arrivals", () => {
  for (const windowMs of windowsMs)
    it(`vary from window to window as Poisson counts do, at ${windowMs / 1000} s`, () => {
      const dispersion = disperse(arrivals, windowMs);
      assert.ok(isPoissonDispersed(dispersion), JSON.stringify(dispersion));
    });

  it("have exponential gaps", () => {
    const statistic = computeKolmogorov(listGaps(arrivals), exponential);
    assert.ok(statistic < kolmogorovLimit, `${statistic}`);
  });

  it("of browsers are a process of their own: counts of both do not go together", () => {
    const browsers = listArrivals(checkoutOutage, "browsers").flatMap((stream) =>
      countInWindows(stream, 1000, clock.wallMs),
    );
    const counts = arrivals.flatMap((stream) => countInWindows(stream, 1000, clock.wallMs));
    assert.ok(isPoissonDispersed(computeDispersion(browsers)));
    const mean = (list: readonly number[]) => list.reduce((sum, count) => sum + count, 0) / list.length;
    const [a, b] = [mean(counts), mean(browsers)];
    const together = mean(counts.map((count, index) => (count - a) * ((browsers[index] as number) - b)));
    const correlation = together / Math.sqrt(a * b);
    assert.ok(Math.abs(correlation) < 4 / Math.sqrt(counts.length), `${correlation}`);
  });
});

describe("an uneven curve", () => {
  const uneven: Incident = {
    ...checkoutOutage,
    phases: [
      { name: "calm", fromMinute: 0, toMinute: 60, says: "", traffic: 1, normal: true },
      { name: "rush", fromMinute: 60, toMinute: 90, says: "", traffic: 3, normal: true },
      { name: "nobody", fromMinute: 90, toMinute: 120, says: "", traffic: 0, normal: false },
      { name: "few", fromMinute: 120, toMinute: 240, says: "", traffic: 0.25, normal: false },
      { name: "morning", fromMinute: 700, toMinute: 760, says: "", traffic: 2, normal: true },
    ],
  };
  const unevenClock = buildIncidentClock(uneven.phases, uneven.pace);
  const streams = listArrivals(uneven);
  const expected = computeExpectedArrivals(uneven, buyers, uneven.pace, uneven.share);
  const times = streams.flat();

  it("gives each phase its expected number of arrivals", () => {
    for (const [index, phase] of uneven.phases.entries()) {
      const found = times.filter((timeMs) => unevenClock.phaseAt(timeMs) === phase.name).length;
      const wanted = (expected[index] as number) * seeds.length;
      // Four standard deviations of a Poisson count.
      assert.ok(Math.abs(found - wanted) <= 4 * Math.sqrt(wanted), `${phase.name}: ${found}, expected ${wanted}`);
    }
  });

  it("spreads them evenly inside each phase, in none of its seeds alike", () => {
    for (const phase of uneven.phases.filter(({ traffic }) => traffic > 0)) {
      const from = unevenClock.wallMsAt(phase.fromMinute);
      const length = ((phase.toMinute - phase.fromMinute) * 60_000) / uneven.pace;
      const inside = times
        .filter((timeMs) => unevenClock.phaseAt(timeMs) === phase.name)
        .map((timeMs) => (timeMs - from) / length);
      const statistic = computeKolmogorov(inside, (ratio) => Math.min(1, Math.max(0, ratio)));
      assert.ok(statistic < kolmogorovLimit, `${phase.name}: ${statistic}`);
    }
  });

  it("is seen as no steady stream", () => {
    const counts = streams.flatMap((stream) => countInWindows(stream, 3000, unevenClock.wallMs));
    assert.ok(computeDispersion(counts).index > 2);
  });
});

describe("the detector", () => {
  const streams: Record<string, number[][]> = {
    "an evenly spaced stream": buildStreams((index) => index),
    "an even stream with jitter": buildStreams((index, uniform) => index + uniform),
    "an even stream with a whole second of jitter": buildStreams((index, uniform) => index + uniform * 16.4),
  };

  for (const [name, even] of Object.entries(streams)) {
    it(`refuses ${name}`, () => {
      const isRefused = windowsMs.map((windowMs) => !isPoissonDispersed(disperse(even, windowMs)));
      // Jitter over a second hides the even spacing from windows far below it, never from those above.
      assert.ok(isRefused.slice(1).every(Boolean), `${isRefused}`);
    });
  }

  it("refuses the gaps of even streams", () => {
    for (const name of ["an evenly spaced stream", "an even stream with jitter"])
      assert.ok(computeKolmogorov(listGaps(streams[name] as number[][]), exponential) > kolmogorovLimit, name);
  });

  it("refuses couples who come together, and a rate that is 2 % off", () => {
    const couples = arrivals.map((stream, seed) =>
      stream.filter((_, index) => draw(seed, "buyers", index, "couple", 0) < 0.5).flatMap((timeMs) => [timeMs, timeMs]),
    );
    for (const windowMs of windowsMs) assert.ok(!isPoissonDispersed(disperse(couples, windowMs)), `${windowMs}`);
    const off = listGaps(arrivals).map((gap) => gap * 1.02);
    assert.ok(computeKolmogorov(off, exponential) > kolmogorovLimit);
  });
});

describe("chi-square bounds", () => {
  it("are those of the table", () => {
    const { low, high } = computeChiSquareBounds(100);
    assert.ok(Math.abs(low - 59.9) < 0.3, `${low}`);
    assert.ok(Math.abs(high - 153.2) < 0.3, `${high}`);
  });
});
