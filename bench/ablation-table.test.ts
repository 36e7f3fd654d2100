import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import type { FactResult } from "../harness/record/drill-result.ts";
import { listMechanisms } from "../scenarios/without.ts";
import { type Ablation, type AblationRow, formatMeasured, listUnflipped, renderAblation } from "./ablation-table.ts";

function buildFact(id: string, verdict: FactResult["verdict"], changes: Partial<FactResult> = {}): FactResult {
  const measured = verdict === "undecided" ? null : 0.5;
  return { id, says: `says ${id}`, origin: "emergent", expected: "> 0", measured, unit: "x", verdict, ...changes };
}

const whole: AblationRow = {
  mechanism: null,
  facts: [buildFact("F-1", "reproduced", { origin: "set" }), buildFact("F-2", "reproduced")],
  reasons: [],
};
const build = (...rows: AblationRow[]): Ablation => ({
  incident: "smoke",
  seed: 1,
  pace: 60,
  date: "2026-11-22",
  machine: "2 cores, 24 GB",
  versions: "Node 24.0.0",
  rows: [whole, ...rows],
});
const without = (mechanism: AblationRow["mechanism"], ...facts: FactResult[]): AblationRow => ({
  mechanism,
  facts,
  reasons: [],
});
const unharmed = buildFact("F-1", "reproduced");

describe("emergent facts that nothing flips", () => {
  it("are none where each is not reproduced without some mechanism", () => {
    const row = without("the-fault", unharmed, buildFact("F-2", "not-reproduced"));
    assert.deepEqual(listUnflipped(build(row)), []);
  });

  it("are those that are reproduced or undecided in every row", () => {
    assert.deepEqual(listUnflipped(build(without("the-fault", unharmed, buildFact("F-2", "undecided")))), ["F-2"]);
    assert.deepEqual(listUnflipped(build(without("the-reach", unharmed, buildFact("F-2", "reproduced")))), ["F-2"]);
  });

  it("are those that were not reproduced to begin with", () => {
    const never = { ...whole, facts: [buildFact("F-2", "not-reproduced")] };
    const rows = [never, without("the-fault", buildFact("F-2", "not-reproduced"))];
    assert.deepEqual(listUnflipped({ ...build(), rows }), ["F-2"]);
  });

  it("do not include facts that were set or fitted", () => {
    assert.ok(!listUnflipped(build()).includes("F-1"));
  });
});

describe("the page", () => {
  const page = renderAblation(
    build(without("the-fault", buildFact("F-1", "undecided"), buildFact("F-2", "not-reproduced", { measured: 0 })), {
      ...without("the-reach", unharmed, buildFact("F-2", "reproduced")),
      reasons: ["a fault showed no effect"],
    }),
  );

  it("has a row a drill and a column a fact; emergent ones are bold, flips are marked", () => {
    assert.ok(
      page.includes(
        [
          "| switched off | F-1 | **F-2** |",
          "| --- | --- | --- |",
          "| nothing | 0.5 | 0.5 |",
          "| `the-fault` | ? | **✗ 0** |",
          "| `the-reach` | 0.5 | 0.5 |",
        ].join("\n"),
      ),
      page,
    );
  });

  it("says when, with which seed, at which pace and on what machine it was made", () => {
    assert.match(page, /on 2026-11-22, seed 1, pace 60x, the variant as it happened; 2 cores, 24 GB; Node 24\.0\.0\./);
  });

  it("names what flips each emergent fact, what is off in each row, and what the drills said besides", () => {
    const fallen = buildFact("F-2", "not-reproduced");
    const two = renderAblation(build(without("the-fault", unharmed, fallen), without("the-reach", unharmed, fallen)));
    assert.ok(two.includes("* **F-2** (says F-2): flips without `the-fault`, `the-reach`\n"));
    assert.ok(page.includes("* `the-fault`: nothing is broken\n"));
    assert.ok(page.includes("* `the-reach` off: a fault showed no effect\n"));
    assert.ok(renderAblation(build()).includes("* **F-2** (says F-2): **nothing flips it**\n"));
  });

  it("says so where a fact falls with its cause alone", () => {
    assert.match(
      page,
      /\* \*\*F-2\*\* \(says F-2\): flips without `the-fault` alone, where nothing is broken: no other mechanism/,
    );
  });

  it("tells of the incident's own mechanisms, those that cannot be switched off among them", () => {
    const { rows } = build(without("the-plug", unharmed));
    const ofDeal = renderAblation({ ...build(), incident: "viral-deal", rows });
    assert.ok(ofDeal.includes("* `the-plug`: nobody pulls the plug"), ofDeal);
    assert.ok(ofDeal.includes("* the hunters' own posts: "));
    assert.ok(!ofDeal.includes("retries of the shop's payment client"));
    assert.ok(page.includes("* retries of the shop's payment client: "));
  });

  it("of the outage in docs/ has all its mechanisms, in their order and words", () => {
    const stored = readFileSync(join(import.meta.dirname, "../docs/checkout-outage-ablation.md"), "utf8");
    const rows = listMechanisms("checkout-outage").map((mechanism) => without(mechanism, unharmed));
    const rendered = renderAblation({ ...build(...rows), incident: "checkout-outage" });
    const cut = (text: string) => text.slice(text.indexOf("## What is switched off"), text.indexOf("## The facts"));
    assert.equal(cut(stored), cut(rendered));
  });
});

describe("a measured figure", () => {
  it("is short: millions of USD and EUR, whole numbers from a hundred on, else three places", () => {
    const format = (measured: number | null, unit = "x") => formatMeasured({ measured, unit });
    assert.equal(format(19_273_456, "USD"), "19.3 M");
    assert.equal(format(1_074_969, "EUR"), "1.1 M");
    assert.equal(format(999_999, "USD"), "999999");
    assert.equal(format(142.4), "142");
    assert.equal(format(1.20512), "1.21");
    assert.equal(format(0.01), "0.01");
    assert.equal(format(0), "0");
    assert.equal(format(null), "?");
  });
});
