import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { buildFigures } from "../../scenarios/figures.fixture.ts";
import type { Fact } from "../../scenarios/incident.ts";
import { describeFacts, explainFacts, judgeFact } from "./judge-facts.ts";

function buildFact(measured: number | null, detail?: Fact["detail"]): Fact {
  return {
    id: "X-1",
    says: "something happened",
    origin: "emergent",
    expected: "at least 1/3",
    why: "because",
    unit: "x",
    measure: () => measured,
    holds: (value) => value >= 1 / 3,
    ...(detail === undefined ? {} : { detail }),
  };
}
const judge = (measured: number | null) => {
  const { verdict, measured: printed } = judgeFact(buildFact(measured), buildFigures());
  return [verdict, printed];
};

describe("a fact", () => {
  it("is reproduced where its figure meets the expectation, else not", () => {
    assert.deepEqual(judge(0.5), ["reproduced", 0.5]);
    assert.deepEqual(judge(0.3), ["not-reproduced", 0.3]);
  });

  it("is undecided where there is no figure", () => {
    for (const nothing of [null, Number.NaN, Number.POSITIVE_INFINITY])
      assert.deepEqual(judge(nothing), ["undecided", null]);
  });

  it("is judged by the figure as it is, and printed to the millionth", () => {
    assert.deepEqual(judge(1 / 3), ["reproduced", 0.333333]);
    assert.deepEqual(judge(0.333_333_3), ["not-reproduced", 0.333333]);
  });

  it("is explained by its detail; without one by nothing", () => {
    const details = describeFacts([buildFact(1, (figures) => `${figures.statusMessagesSeen} pages`)], buildFigures());
    assert.deepEqual(details, { "X-1": "0 pages" });
    assert.deepEqual(describeFacts([buildFact(1)], buildFigures()), { "X-1": "" });
  });

  it("has the reason of its expectation", () => {
    assert.deepEqual(explainFacts([buildFact(1), { ...buildFact(null), id: "X-2", why: "so it is" }]), {
      "X-1": "because",
      "X-2": "so it is",
    });
  });
});
