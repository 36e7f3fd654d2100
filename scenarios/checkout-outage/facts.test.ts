import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { buildFigures, type StepTable } from "../figures.fixture.ts";
import type { DrillFigures } from "../figures.ts";
import type { Outcome } from "../outcome.ts";
import { causes, configChange, exhaustedPool, hungProvider } from "./causes.ts";
import { buildFacts } from "./facts.ts";

const facts = buildFacts(configChange);

type Verdict = "reproduced" | "not-reproduced" | "undecided";

function judge(id: string, figures: DrillFigures): Verdict {
  const fact = facts.find((one) => one.id === id);
  assert.ok(fact !== undefined, id);
  const measured = fact.measure(figures);
  if (measured === null) return "undecided";
  return fact.holds(measured, figures) ? "reproduced" : "not-reproduced";
}

function describeDetail(id: string, figures: DrillFigures): string {
  return facts.find((one) => one.id === id)?.detail?.(figures) ?? "";
}

/** Attempts to order in the outage, and pages looked at. */
function buildOutage(
  attempts: Partial<Record<Outcome, number>>,
  home: Partial<Record<Outcome, number>> = { ok: 100 },
): StepTable {
  return { outage: { "place-order": attempts, home } };
}
const allFail = { steps: buildOutage({ "error-page": 800 }) };

/** Figures of sums over minutes that answer only when asked for the hour from minute 332. */
function inCatchUp<T>(inside: T, outside: T) {
  return (from: number, to: number) => (from === 332 && to === 392 ? inside : outside);
}
const none = { orders: 0, cents: 0 };
const catchUp = (soldCents: number) =>
  buildFigures({
    restoredAtMinute: 332,
    soldBetween: inCatchUp({ orders: 320, cents: soldCents }, none),
    counterfactualBetween: inCatchUp({ orders: 300, cents: 1_000_000 }, none),
  });
const regained = (cents: number, lostCents: number) =>
  buildFigures({
    restoredAtMinute: 332,
    regainedBetween: inCatchUp(cents, 0),
    lostIn: (phase) => (phase === "outage" ? lostCents : 0),
  });
/** 24 customers of weight 500, the twentieth at that minute; the first harm at minute 60. */
const errorsUntil = (minute: number) =>
  buildFigures({
    firstHarmMinute: 60,
    firstErrorMinutes: Array.from({ length: 24 }, (_, index) => ({ minute: index < 19 ? 61 : minute, weight: 500 })),
  });
/** One customer of weight 500 saw an error page; the first harm at minute 60, the drill observed until then. */
const quietUntil = (endMinute: number | null) =>
  buildFigures({ firstHarmMinute: 60, firstErrorMinutes: [{ minute: 61, weight: 500 }], endMinute });
const attempted = { precursors: { "place-order": { ok: 1 } }, morning: { "place-order": { ok: 1 } } } as const;
const change = (atMinute: number, key = "payment.endpointPath") => ({ atMinute, key, says: "a change" });

/** For each fact: figures that reproduce it, that do not (each at its bound), and that leave it open. */
const cases: Readonly<Record<string, Readonly<Record<Verdict, readonly DrillFigures[]>>>> = {
  "CO-1": {
    reproduced: [buildFigures(allFail)],
    "not-reproduced": [
      buildFigures({ steps: buildOutage({ "error-page": 799, ok: 1 }) }),
      buildFigures({ steps: buildOutage({ "error-page": 799, deferred: 1 }) }),
    ],
    undecided: [buildFigures()],
  },
  "CO-2": {
    reproduced: [buildFigures({ steps: buildOutage({ "error-page": 95, timeout: 5 }, { ok: 99, shed: 1 }) })],
    "not-reproduced": [
      buildFigures({ steps: buildOutage({ "error-page": 94, timeout: 6 }) }),
      buildFigures({ steps: buildOutage({ "error-page": 100 }, { ok: 98, shed: 2 }) }),
      buildFigures({ steps: buildOutage({ "error-page": 100 }, {}) }),
    ],
    undecided: [buildFigures()],
  },
  "CO-3": {
    reproduced: [10, 25, 40].map((bad) =>
      buildFigures({ steps: { precursors: { "place-order": { ok: 100 - bad, "error-page": bad } } } }),
    ),
    "not-reproduced": [9, 41].map((bad) =>
      buildFigures({ steps: { precursors: { "place-order": { ok: 100 - bad, "error-page": bad } } } }),
    ),
    undecided: [buildFigures()],
  },
  "CO-4": {
    reproduced: [buildFigures({ steps: attempted, changes: [change(59)] })],
    "not-reproduced": [
      buildFigures({ steps: attempted }),
      buildFigures({ steps: attempted, changes: [change(150), change(59, "shop.title")] }),
    ],
    undecided: [buildFigures(), buildFigures({ changes: [change(59)] })],
  },
  "CO-5": {
    reproduced: [buildFigures(allFail)],
    "not-reproduced": [
      buildFigures({
        ...allFail,
        soldBetween: (from, to) => (from === 150 && to === 330 ? { orders: 1, cents: 5200 } : none),
      }),
    ],
    undecided: [buildFigures()],
  },
  "CO-6": {
    reproduced: [catchUp(1_000_001)],
    "not-reproduced": [catchUp(1_000_000), catchUp(0)],
    undecided: [buildFigures(), buildFigures({ restoredAtMinute: 332 })],
  },
  "CO-7": {
    reproduced: [regained(999, 1000), regained(0, 1000)],
    "not-reproduced": [regained(1000, 1000)],
    undecided: [buildFigures(), regained(0, 0)],
  },
  "CO-8": {
    reproduced: [10e8, 20e8, 99e8].map((netLossCents) => buildFigures({ netLossCents })),
    "not-reproduced": [0, 10e8 - 100, 99e8 + 100, -1].map((netLossCents) => buildFigures({ netLossCents })),
    undecided: [buildFigures()],
  },
  "CO-9": {
    reproduced: [0.008, 0.01, 0.012].map((salesLostPer100Ms) => buildFigures({ salesLostPer100Ms })),
    "not-reproduced": [0.0079, 0.0121].map((salesLostPer100Ms) => buildFigures({ salesLostPer100Ms })),
    undecided: [buildFigures()],
  },
  "CO-10": {
    reproduced: [buildFigures({ defectedCents: 1 })],
    "not-reproduced": [buildFigures({ defectedCents: 0 })],
    undecided: [buildFigures()],
  },
  "CO-11": {
    reproduced: [
      buildFigures({
        steps: attempted,
        boughtInPhaseAfterFailing: (phase, before) => (phase === "morning" && before === 450 ? 1 : 0),
      }),
    ],
    "not-reproduced": [buildFigures({ steps: attempted })],
    undecided: [buildFigures()],
  },
  "CO-12": {
    reproduced: [errorsUntil(89.9)],
    "not-reproduced": [errorsUntil(90), quietUntil(90), quietUntil(810)],
    undecided: [buildFigures(), buildFigures({ endMinute: 810 }), quietUntil(89.9), quietUntil(null)],
  },
  "CO-13": {
    reproduced: [buildFigures(allFail)],
    "not-reproduced": [buildFigures({ ...allFail, statusMessagesSeen: 1 })],
    undecided: [buildFigures()],
  },
};

describe("the outage's facts", () => {
  it("are CO-1 to CO-13, each with its expectation and reason", () => {
    assert.deepEqual(
      facts.map(({ id }) => id),
      Array.from({ length: 13 }, (_, index) => `CO-${index + 1}`),
    );
    for (const { says, expected, why, unit } of facts)
      assert.ok([says, expected, why, unit].every((text) => text !== ""));
  });

  it("state the origin that the incident's description gives them", () => {
    const emergent = facts.filter(({ origin }) => origin === "emergent").map(({ id }) => id);
    const fitted = facts.filter(({ origin }) => origin === "fitted").map(({ id }) => id);
    assert.deepEqual(emergent, ["CO-2", "CO-5", "CO-6", "CO-7", "CO-12"]);
    assert.deepEqual(fitted, ["CO-8", "CO-10", "CO-11"]);
  });

  for (const { id } of facts)
    for (const verdict of ["reproduced", "not-reproduced", "undecided"] as const)
      for (const [index, figures] of (cases[id]?.[verdict] ?? []).entries())
        it(`${id} is ${verdict} by figures ${index + 1}`, () => assert.equal(judge(id, figures), verdict));

  it("are all seen to be reproduced, not reproduced, and undecided where nothing was measured", () => {
    for (const { id } of facts) {
      assert.ok((cases[id]?.reproduced.length ?? 0) > 0, id);
      assert.ok((cases[id]?.["not-reproduced"].length ?? 0) > 0, id);
      assert.ok((cases[id]?.undecided.length ?? 0) > 0, id);
    }
  });

  it("explain their figures, also where nothing is known", () => {
    for (const { detail } of facts) assert.equal(typeof (detail?.(buildFigures()) ?? ""), "string");
    assert.equal(describeDetail("CO-6", catchUp(1_100_000)), "320 orders against 300 without the incident");
    assert.equal(
      describeDetail("CO-3", buildFigures({ firstPageMinute: 81.25 })),
      "the first page alert would have fired at minute 81.3, 69 minutes before the total outage",
    );
    assert.equal(
      describeDetail("CO-12", buildFigures({ ...errorsUntil(90), firstHarmMinute: 61, firstPageMinute: 81.5 })),
      "an alert paged after 20.5 minutes",
    );
    assert.equal(
      describeDetail("CO-12", quietUntil(810)),
      "500 had seen one when the drill ended, never 10000; no alert paged",
    );
  });

  it("look for the change of the drilled cause, and for no other", () => {
    const changes = [change(59, "hang"), change(59, "payment.connections"), change(60, "payment.connections")];
    const figures = buildFigures({ steps: attempted, changes });
    const found = causes.map((cause) => {
      const fact = buildFacts(cause).find(({ id }) => id === "CO-4");
      return [fact?.measure(figures), fact?.expected];
    });
    assert.deepEqual(found, [
      [0, ">= 1 change of the payment endpoint in the change log before the outage"],
      [1, ">= 1 change of the path to the payment provider in the change log before the outage"],
      [2, ">= 1 change of the payment client's connections in the change log before the outage"],
    ]);
  });

  it("give the reasons of the drilled cause", () => {
    const explain = (cause: (typeof causes)[number], id: string) =>
      buildFacts(cause).find((fact) => fact.id === id)?.why;
    assert.equal(
      explain(exhaustedPool, "CO-3"),
      "the cause is in force for 20 %, 25 %, 35 % of the payment calls, one share after the other; each attempt makes one",
    );
    assert.match(explain(hungProvider, "CO-4") ?? "", /; hung-provider is one of three causes/);
    assert.match(explain(configChange, "CO-12") ?? "", /about 620 customers a minute at full scale$/);
    assert.match(explain(exhaustedPool, "CO-12") ?? "", /about 490 customers a minute at full scale$/);
  });

  it("print a count of zero with its 95 % upper bound, and no other count", () => {
    const bound = "; 0 means at most 0.38 % of them, with 95 % confidence";
    assert.equal(
      describeDetail("CO-1", buildFigures(allFail)),
      `800 attempts to place an order in 180 minutes${bound}`,
    );
    const oneSold = {
      steps: buildOutage({ "error-page": 799, ok: 1 }),
      soldBetween: () => ({ orders: 1, cents: 5200 }),
    };
    assert.equal(describeDetail("CO-1", buildFigures(oneSold)), "800 attempts to place an order in 180 minutes");
    assert.equal(
      describeDetail("CO-5", buildFigures(allFail)),
      `0 orders of 800 attempts${bound}; a monitor that sees 1 % of the orders says "0, at most 300 orders" (95 %)`,
    );
    assert.equal(describeDetail("CO-5", buildFigures(oneSold)), "1 orders were sold in it");
  });
});
