// In virtual time: visitors with think time before a pool of 4 workers, at 45 % of its capacity and then at twice.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  computeMean,
  findPercentile,
  minuteMs,
  Rush,
  type RushOptions,
  rushFromMs,
} from "./waiting-room-rush.fixture.ts";

const seeds = [1, 2, 3];

function rush(options: Partial<RushOptions>): Rush {
  return new Rush({ calm: 0.45, load: 2, hasRoom: true, ...options }).run();
}

/** Means over five whole seconds; each sample is the mean of the second before it. */
function listFiveSecondMeans(utilisations: readonly number[]): number[] {
  const seconds = utilisations.filter((_sample, index) => index % 10 === 0);
  return seconds.slice(4).map((_last, index) => computeMean(seconds.slice(index, index + 5)));
}

test("without it, twice the visitors that the workers can serve get a busy page for more than a fifth of their pages", () => {
  for (const seed of seeds) {
    const { shed, pages, latenciesMs } = rush({ hasRoom: false, seed });
    assert.ok(shed / pages > 0.2, String(shed / pages));
    assert.ok(findPercentile(latenciesMs, 0.5) > 200, String(findPercentile(latenciesMs, 0.5)));
  }
});

test("with it, those inside get each page, as soon as they would at three quarters of the capacity", () => {
  for (const seed of seeds) {
    const atTarget = rush({ hasRoom: false, load: 0.75, seed });
    const contained = rush({ seed });
    assert.equal(contained.shed, 0);
    for (const share of [0.5, 0.95, 0.99]) {
      const limitMs = 1.1 * findPercentile(atTarget.latenciesMs, share);
      const gotMs = findPercentile(contained.latenciesMs, share);
      assert.ok(gotMs <= limitMs, `${share}: ${gotMs} ms, at three quarters ${limitMs / 1.1} ms`);
    }
  }
});

test("with it more visitors buy than without", () => {
  for (const seed of seeds) {
    const [contained, open] = [rush({ seed }), rush({ hasRoom: false, seed })];
    assert.ok(contained.bought > 1.2 * open.bought, `${contained.bought} and ${open.bought}`);
  }
});

test("it keeps the workers near the target, and swings past nine tenths for no five seconds", () => {
  for (const seed of seeds) {
    const { utilisations } = rush({ seed });
    const settled = computeMean(utilisations.slice(100));
    assert.ok(settled > 0.7 && settled < 0.77, String(settled));
    const means = listFiveSecondMeans(utilisations);
    assert.ok(Math.max(...means) < 0.85, `most ${Math.max(...means)}`);
    assert.ok(Math.min(...means.slice(10)) > 0.65, `least ${Math.min(...means.slice(10))}`);
    assert.ok(utilisations.filter((sample) => sample > 0.9).length / utilisations.length < 0.01);
  }
});

const crowds = [
  {},
  { isPatienceSpread: true, patienceMinutes: 20 },
  { patienceMinutes: 20 },
  { isPatienceSpread: true, patienceMinutes: 20, areBrowsers: true },
];

test("in a long rush of 1.2 times the capacity the workers stay at three quarters, whoever gives up and however late they ask", () => {
  for (const seed of seeds) {
    for (const crowd of crowds) {
      const { utilisations, shed } = rush({ ...crowd, load: 1.2, seconds: 190, seed });
      const settled = computeMean(utilisations.slice(150));
      assert.ok(settled > 0.73 && settled < 0.76, `${JSON.stringify(crowd)}: ${settled}`);
      assert.equal(shed, 0);
    }
  }
});

test("nobody who keeps asking is told to wait on after a later one came in", () => {
  for (const seed of seeds) {
    for (const options of [{}, { patienceMinutes: 20 }, { programsRatio: 0.3 }]) {
      const { inversions, waits } = rush({ ...options, seed });
      assert.equal(inversions, 0);
      assert.ok(waits.length > 1_000, String(waits.length));
    }
  }
});

/** The longest refresh that is told, 2.5 minutes, in the whole seconds of a browser. */
const refreshMs = Math.ceil((2.5 * minuteMs) / 1_000) * 1_000;

/** Who came in more than a refresh after somebody who had joined more than a refresh later. */
function countOvertaken({ entries }: Rush): number {
  return entries.filter(({ joinedMs, enteredMs }) =>
    entries.some((other) => other.joinedMs > joinedMs + refreshMs && other.enteredMs < enteredMs - refreshMs),
  ).length;
}

test("who comes first comes in first, within one refresh, and the room's own count says so", () => {
  for (const seed of seeds) {
    for (const options of [{}, { programsRatio: 0.3 }, { areBrowsers: true }]) {
      const crowd = rush({ ...options, seed });
      assert.ok(crowd.entries.length > 1_500, String(crowd.entries.length));
      assert.deepEqual([countOvertaken(crowd), crowd.counts.inversions], [0, 0]);
    }
  }
});

test("the room's counts of waits are the visitors' own", () => {
  for (const seed of seeds) {
    const { waits, counts } = rush({ seed });
    const seconds = waits.map(({ minutes }) => minutes * 60);
    for (const [name, share] of [
      ["waitP50Seconds", 0.5],
      ["waitP95Seconds", 0.95],
      ["waitP99Seconds", 0.99],
      ["waitMaxSeconds", 1],
    ] as const)
      assert.equal(counts[name], Math.round(findPercentile(seconds, share)), name);
  }
});

test("the wait that the first page says is the wait that comes, while everybody stays", () => {
  for (const seed of seeds) {
    const errors = rush({ seed }).waits.map(({ toldMinutes, minutes }) => Math.abs(toldMinutes - minutes));
    assert.ok(findPercentile(errors, 0.5) < 1, String(findPercentile(errors, 0.5)));
    assert.ok(findPercentile(errors, 0.95) < 3, String(findPercentile(errors, 0.95)));
  }
});

test("where many give up, the wait that the first page says soon is the wait of those who stay", () => {
  for (const seed of seeds) {
    const { waits, gaveUp } = rush({ isPatienceSpread: true, patienceMinutes: 20, load: 1.2, seconds: 190, seed });
    assert.ok(gaveUp > 1_000, String(gaveUp));
    const errors = waits.slice(waits.length / 2).map(({ toldMinutes, minutes }) => Math.abs(toldMinutes - minutes));
    assert.ok(findPercentile(errors, 0.5) < 1.5, String(findPercentile(errors, 0.5)));
    assert.ok(findPercentile(errors, 0.95) < 4, String(findPercentile(errors, 0.95)));
  }
});

test("while the shop has no workers somebody comes in now and then, and the line moves when they are back", () => {
  for (const seed of seeds) {
    const crowd = new Rush({ calm: 0.45, load: 2, hasRoom: true, seconds: 120, seed });
    crowd.planWorkers(rushFromMs + 20_000, 0);
    crowd.planWorkers(rushFromMs + 40_000, 4);
    crowd.run();
    const countEntries = (fromMs: number, toMs: number) =>
      crowd.entries.filter(({ enteredMs }) => enteredMs >= fromMs && enteredMs < toMs).length;
    const meanwhile = countEntries(rushFromMs + 21_000, rushFromMs + 40_000);
    assert.ok(meanwhile >= 10 && meanwhile <= 20 + 3, String(meanwhile));
    assert.ok(computeMean(crowd.utilisations.slice(600)) > 0.68, String(computeMean(crowd.utilisations.slice(600))));
    assert.equal(crowd.counts.inversions, 0);
  }
});

test("on a calm evening nobody gets a place in a line", () => {
  for (const seed of seeds) {
    const { counts, pages } = rush({ load: 0.45, seed });
    assert.ok(pages > 10_000);
    assert.deepEqual([counts.queued, counts.admitted, counts.mostWaiting], [0, 0, 0]);
  }
});

test("those who give up after the same wait stop the line little, though they are those whose turn it is", () => {
  for (const seed of seeds) {
    const { utilisations, gaveUp, shed } = rush({ patienceMinutes: 20, seed });
    assert.ok(gaveUp > 1_000);
    assert.equal(shed, 0);
    assert.ok(computeMean(utilisations.slice(100)) > 0.65, String(computeMean(utilisations.slice(100))));
  }
});

test("programs that keep no cookie wait for ever, and hold up nobody else", () => {
  for (const seed of seeds) {
    const { utilisations, counts, shed } = rush({ programsRatio: 0.3, seed });
    assert.equal(shed, 0);
    assert.ok((counts.left ?? 0) > 2_500);
    assert.ok(computeMean(utilisations.slice(100)) > 0.7);
  }
});

test("after the rush the line empties, all who waited come in, and newcomers come in at once again", () => {
  const during = rush({ rushSeconds: 10, seconds: 30 });
  const { counts, bought, shed } = rush({ rushSeconds: 10, seconds: 120 });
  assert.ok((during.counts.queued ?? 0) > (during.counts.admitted ?? 0) + 200, "a line at the end of the rush");
  const { queued = 0, admitted = 0, left, enteredAtOnce = 0 } = counts;
  assert.deepEqual([admitted, left, shed], [queued, 0, 0]);
  assert.ok(enteredAtOnce > (during.counts.enteredAtOnce ?? 0) + 200);
  assert.ok(bought > 0.95 * (queued + enteredAtOnce - 80));
});

test("each place in the line ends in coming in or in giving up", () => {
  const { queued = 0, admitted = 0, left = 0 } = rush({ patienceMinutes: 15, rushSeconds: 30, seconds: 120 }).counts;
  assert.ok(admitted > 500 && left > 100, `${admitted} and ${left}`);
  assert.equal(queued, admitted + left);
});
