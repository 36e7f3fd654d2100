import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { buildPayment } from "../audit/history.fixture.ts";
import { buildSlice } from "../measure/slices.fixture.ts";
import { parseRunRecord } from "../record/parse-run-record.ts";
import { judgeRecording } from "./judge-recording.ts";
import { buildObjectiveCount, buildRecorded, buildRecording, fault } from "./recording.fixture.ts";
import type { Recording } from "./recording.ts";

function judge(changes: Partial<Recording> = {}) {
  const { verdict, reasons } = judgeRecording(buildRecording(changes));
  return { verdict, reasons: reasons.join(" ") };
}

const defended: Partial<Recording> = {
  variant: "defended",
  defences: ["circuit-breaker"],
  judgedBy: "objectives",
  recorded: buildRecorded({ objectiveCounts: [buildObjectiveCount({ good: 3, bad: 0 })] }),
};

describe("the positive control", () => {
  it("passes when its facts are reproduced and its objectives missed", () => {
    const record = judgeRecording(buildRecording());
    assert.deepEqual(
      record.facts.map(({ id, verdict, measured }) => [id, verdict, measured]),
      [
        ["SM-1", "reproduced", 0],
        ["SM-2", "reproduced", 1],
        ["SM-3", "reproduced", 1],
      ],
    );
    assert.deepEqual(
      record.objectives.map(({ verdict, good, bad, total }) => [verdict, good, bad, total]),
      [["missed", 2, 1, 3]],
    );
    assert.deepEqual([record.verdict, record.reasons], ["pass", []]);
  });

  it("fails, naming the fact, when one is not reproduced", () => {
    const [calm, , after] = buildRecorded().stepCounts;
    const outage = { phase: "outage", population: "buyers", step: "place-order", outcomes: { ok: 1 } } as const;
    assert.ok(calm !== undefined && after !== undefined);
    const { verdict, reasons } = judge({ recorded: buildRecorded({ stepCounts: [calm, outage, after] }) });
    assert.equal(verdict, "fail");
    assert.match(
      reasons,
      /Fact SM-1 was not reproduced: expected 0 acknowledged orders in the outage, measured 1 orders/,
    );
  });

  it("fails when it meets the objective that it must miss", () => {
    const objectiveCounts = [buildObjectiveCount({ good: 3, bad: 0 })];
    const { verdict, reasons } = judge({ recorded: buildRecorded({ objectiveCounts }) });
    assert.equal(verdict, "fail");
    assert.match(reasons, /checkout-availability was met, and the positive control must miss it/);
  });

  it("is inconclusive when a fact is left open", () => {
    const { verdict, reasons } = judge({ recorded: buildRecorded({ stepCounts: [] }) });
    assert.equal(verdict, "inconclusive");
    assert.match(reasons, /Fact SM-1 is undecided/);
  });

  it("passes in spite of an audit violation, and reports it", () => {
    const { verdict, reasons } = judge({ books: { orders: [], payments: [] } });
    assert.equal(verdict, "pass");
    assert.match(reasons, /The audit found lost: .* Reported only/);
  });
});

describe("a recording that cannot carry a verdict", () => {
  it("is inconclusive, whatever its facts say", () => {
    const incomplete = judge({ recorded: buildRecorded({ complete: false, incompleteBecause: "the shop ended" }) });
    assert.deepEqual(incomplete, { verdict: "inconclusive", reasons: "The drill is incomplete: the shop ended." });
    const late = judge({ generator: { planned: 3, started: 3, dropped: 1, startLatenessMs: { p99: 400, max: 400 } } });
    assert.equal(late.verdict, "inconclusive");
    assert.equal(judge({ faults: [{ ...fault, requestsAffected: 0 }] }).verdict, "inconclusive");
    assert.equal(judge({ faults: [{ ...fault, state: "not-injected" }] }).verdict, "inconclusive");
    assert.equal(
      judge({ faults: [{ ...fault, state: "not-restored", restoreVerified: false }] }).verdict,
      "inconclusive",
    );
  });

  it("without any customer or count is judged all the same, and never passes", () => {
    const empty: Partial<Recording> = {
      history: [],
      books: null,
      populations: [],
      generator: { planned: 0, started: 0, dropped: 0, startLatenessMs: { p99: null, max: null } },
      recorded: buildRecorded({ stepCounts: [], objectiveCounts: [] }),
    };
    assert.equal(judge(empty).verdict, "inconclusive");
    assert.equal(judge({ ...defended, ...empty }).verdict, "inconclusive");
  });
});

describe("a defended drill", () => {
  it("passes when its objectives are met and its books are in order", () => {
    assert.deepEqual(judge(defended), { verdict: "pass", reasons: "" });
  });

  it("fails when an objective is missed, whatever the facts", () => {
    const { verdict, reasons } = judge({ ...defended, recorded: buildRecorded() });
    assert.equal(verdict, "fail");
    assert.match(
      reasons,
      /checkout-availability was missed: 1 of 3 bad, 11.6 % of the 30-day error budget used, 5 % allowed/,
    );
  });

  it("fails when an order was lost", () => {
    const { verdict, reasons } = judge({ ...defended, books: { orders: [], payments: [] } });
    assert.equal(verdict, "fail");
    assert.match(reasons, /The audit found lost/);
  });

  it("fails when money stays reserved for nobody after a drill that ran to its end, and only then", () => {
    const { books } = buildRecording();
    const stray = { ...buildPayment({ paymentId: "P-9", orderNumber: "A-9", capturedCents: 0 }), reservedCents: 5200 };
    const withStray = { ...books, orders: books?.orders ?? [], payments: [...(books?.payments ?? []), stray] };
    const list = (recorded: Recording["recorded"]) =>
      judgeRecording(buildRecording({ ...defended, books: withStray, recorded })).audit.violations.map(
        ({ invariant }) => invariant,
      );
    assert.deepEqual(list(buildRecorded({ complete: true })), ["reserved-not-released"]);
    assert.deepEqual(list(buildRecorded({ complete: false })), []);
  });

  it("is inconclusive without books, and never says that they were audited", () => {
    const record = judgeRecording(buildRecording({ ...defended, books: null }));
    assert.equal(record.verdict, "inconclusive");
    assert.equal(record.recorded.audited, false);
    assert.equal(judgeRecording(buildRecording(defended)).recorded.audited, true);
  });

  it("is inconclusive where a latency objective rests on a phase that was too short", () => {
    const latency = buildObjectiveCount({
      name: "fast",
      kind: "latency",
      limitMs: 300,
      phase: "calm",
      bad: 0,
      alerting: false,
    });
    const objectiveCounts = [buildObjectiveCount({ good: 3, bad: 0 }), latency];
    assert.equal(judge({ ...defended, recorded: buildRecorded({ objectiveCounts }) }).verdict, "pass");
    const short = judge({ ...defended, recorded: buildRecorded({ objectiveCounts, shortPhases: ["calm"] }) });
    assert.equal(short.verdict, "inconclusive");
    assert.match(short.reasons, /Objective fast is undecidable: phase calm is shorter than 5 response timeouts/);
  });
});

/** Smoke drilled for half an hour, in which nothing came back after its outage, or all of it did. */
function judgeLongAfter(isBack: boolean, changes: Partial<Recording> = {}) {
  const timeSlices = Array.from({ length: 30 }, (_, minute) =>
    minute < 5 || (isBack && minute >= 10) ? buildSlice(minute, 20, 0) : buildSlice(minute, 0, 20),
  );
  const { phases } = buildRecording();
  const longer = phases.map((phase) => (phase.name === "after" ? { ...phase, toMinute: 30 } : phase));
  const recorded = { ...buildRecorded(), ...changes.recorded, timeSlices };
  return judgeRecording(buildRecording({ ...changes, phases: longer, recorded }));
}

describe("a shop that stays down after its cause", () => {
  it("is found metastable, and one that comes back is not", () => {
    const { findings } = judgeLongAfter(false).recorded;
    assert.deepEqual(
      findings.map(({ kind }) => kind),
      ["metastable"],
    );
    assert.match(findings[0]?.says ?? "", /the cause was gone at minute 10\.6, and the service was not back/);
    assert.deepEqual(judgeLongAfter(true).recorded.findings, []);
  });

  it("is reported where objectives decide, and changes no verdict", () => {
    const { verdict, reasons } = judgeLongAfter(false, defended);
    assert.equal(verdict, "pass");
    assert.equal(reasons.length, 1);
    assert.match(reasons[0] ?? "", /^Metastable: .* Reported only/);
    assert.deepEqual(judgeLongAfter(true, defended).reasons, []);
    assert.deepEqual(judgeLongAfter(false).reasons, []);
  });
});

describe("a judged record", () => {
  const record = judgeRecording(buildRecording());

  it("has the times of the incident, from the first harm and from the outage", () => {
    assert.equal(record.times.firstHarmMinute, 7.1);
    assert.equal(record.times.outageMinute, 5);
    assert.deepEqual(record.times.act, { sinceFirstHarm: 2.9, sinceOutage: 5 });
    assert.deepEqual(record.times.causeGone, { sinceFirstHarm: 3.45, sinceOutage: 5.55 });
  });

  it("has the money at full scale: three baskets intended, two sold, one lost", () => {
    const { counterfactualCents, soldCents, lostCents, regainedCents, netLossCents } = record.money;
    assert.deepEqual(
      [counterfactualCents, soldCents, lostCents, regainedCents, netLossCents],
      [936_000, 624_000, 312_000, 0, 312_000],
    );
    assert.equal(record.money.rehearsed.soldCents, 10_400);
  });

  it("lists the incident's assumptions, and the mean of sold baskets where a customer is valued by it", () => {
    assert.deepEqual(record.assumptions, buildRecording().incident.assumptions);
    const [first, lost, last] = buildRecording().history;
    assert.ok(first !== undefined && lost !== undefined && last !== undefined);
    const unseen = { ...lost, seenCents: null, listCents: null };
    const assumption = judgeRecording(buildRecording({ history: [first, unseen, last] })).assumptions.at(-1);
    assert.deepEqual([assumption?.id, assumption?.value, assumption?.unit], ["mean-basket-value", 52, "USD"]);
  });

  it("has the reason of each fact's expectation", () => {
    const { factReasons } = record.recorded;
    assert.deepEqual(Object.keys(factReasons ?? {}), ["SM-1", "SM-2", "SM-3"]);
    assert.match(factReasons?.["SM-1"] ?? "", /only acknowledged after its payment is authorised/);
  });

  it("names no outage minute where the faults were left out", () => {
    assert.equal(judgeRecording(buildRecording({ faults: [] })).times.outageMinute, null);
  });

  it("names none where a preventive defence forestalled it, nor a cause that acted", () => {
    const prevented = {
      ...fault,
      state: "prevented",
      injectedAtMinute: null,
      restoredAtMinute: null,
      requestsAffected: 0,
    } as const;
    const { outageMinute, causeGone } = judgeRecording(buildRecording({ faults: [prevented] })).times;
    assert.equal(outageMinute, null);
    assert.deepEqual(causeGone, { sinceFirstHarm: null, sinceOutage: null });
  });

  it("is read back as it was written, and judged again to the same", () => {
    const text = JSON.stringify(record);
    assert.deepEqual(parseRunRecord(JSON.parse(text)), JSON.parse(text));
    const { recorded } = parseRunRecord(JSON.parse(text));
    assert.equal(JSON.stringify(judgeRecording(buildRecording({ recorded }))), text);
  });
});
