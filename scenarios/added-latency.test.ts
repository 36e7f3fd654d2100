import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { buildAddedLatencyFacts } from "./added-latency.ts";
import { buildFigures } from "./figures.fixture.ts";
import { selectIncident, selectWhole } from "./selection.ts";

const facts = new Map([...buildAddedLatencyFacts(0), ...buildAddedLatencyFacts(300)].map((fact) => [fact.id, fact]));

function judge(id: string, changes: Parameters<typeof buildFigures>[0]): boolean | null {
  const fact = facts.get(id);
  assert.ok(fact);
  const figures = buildFigures(changes);
  const measured = fact.measure(figures);
  return measured === null ? null : fact.holds(measured, figures);
}

describe("the facts of a pair with added latency", () => {
  it("see whether pages were slowed, and by as much as was meant", () => {
    assert.deepEqual(
      [15, 100, 101].map((calmPageMs) => judge("CO-9-plain", { calmPageMs })),
      [true, true, false],
    );
    assert.deepEqual(
      [15, 299, 312, 401].map((calmPageMs) => judge("CO-9-slowed", { calmPageMs })),
      [false, false, true, false],
    );
    assert.equal(judge("CO-9-slowed", { calmPageMs: null }), null);
  });

  const interval = (low: number, high: number) => ({ pairedSalesLost: { value: (low + high) / 2, low, high } });

  it("are reproduced where 0.8 to 1.2 % for each 100 ms meet an interval of at most 1 percentage point", () => {
    assert.equal(judge("CO-9-paired", interval(0.007, 0.013)), true);
    assert.equal(judge("CO-9-paired", interval(0.012, 0.02)), true);
    assert.equal(judge("CO-9-paired", interval(0.007, 0.017)), true);
  });

  it("are not reproduced where the whole interval lies outside, however wide it is", () => {
    assert.equal(judge("CO-9-paired", interval(0.0121, 0.02)), false);
    assert.equal(judge("CO-9-paired", interval(0.0121, 0.05)), false);
    assert.equal(judge("CO-9-paired", interval(0.003, 0.0079)), false);
    assert.equal(judge("CO-9-paired", interval(-0.01, 0.0079)), false);
  });

  it("are undecided where the interval is too wide to say anything, cannot be told from no cost, or is of no pair", () => {
    assert.equal(judge("CO-9-paired", interval(0.007, 0.0171)), null);
    assert.equal(judge("CO-9-paired", interval(0.001, 0.03)), null);
    assert.equal(judge("CO-9-paired", interval(-0.001, 0.0085)), null);
    assert.equal(judge("CO-9-paired", { pairedSalesLost: null }), null);
  });

  it("say what was measured, and why it decides nothing", () => {
    const tell = (low: number, high: number) => facts.get("CO-9-paired")?.detail?.(buildFigures(interval(low, high)));
    assert.equal(tell(0.007, 0.013), "measured 1.00 % of sales for each 100 ms, 95 % interval 0.70 % to 1.30 %");
    assert.match(tell(0.001, 0.03) ?? "", /0\.10 % to 3\.00 %; wider than 1 percentage point, so it decides nothing/);
    assert.match(tell(-0.001, 0.0085) ?? "", /; it reaches 0/);
  });

  it("are those of the incident without its cause, each drill with its own", () => {
    const ids = (addedLatencyMs: number) =>
      selectIncident({ ...selectWhole("checkout-outage"), addedLatencyMs }).facts.map(({ id }) => id);
    assert.deepEqual([ids(0), ids(300)], [["CO-9-plain"], ["CO-9-slowed", "CO-9-paired"]]);
  });
});
