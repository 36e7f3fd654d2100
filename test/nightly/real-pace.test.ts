// The pace licence against reality: five minutes of the precursors really at 1x, the precursors compressed as the drill
// compresses them (five minutes at 200x would be 37 customers, so it is all 90), and far too fast. The licence says which
// figure carries over; the real runs are held to it, and the virtual ones to the real ones. Takes seven and a half minutes.
import assert from "node:assert/strict";
import { before, describe, it, type TestContext } from "node:test";
import type { LicencedFigure, RunRecord } from "../../harness/record/run-record.ts";
import { computePaceLicence } from "../../harness/simulate/pace-licence.ts";
import { checkoutOutage } from "../../scenarios/checkout-outage/incident.ts";
import { makeWorkingDirectory } from "../end-to-end/working-directory.ts";
import { measureStretch, runStretch, type Stretch, type StretchFigures, simulateMeasured } from "./real-stretch.ts";

const cwd = makeWorkingDirectory();
const { pace, share } = checkoutOutage;
const atOne: Stretch = { name: "at-one", pace: 1, share: 0.15, calmMinutes: 1.5, minutes: 5 };
const atPace: Stretch = { name: "at-pace", pace, share, calmMinutes: 10, minutes: 90 };
const tooFast: Stretch = { name: "too-fast", pace: 20 * pace, share, calmMinutes: 40, minutes: 90 };
const stretches = [atOne, atPace, tooFast];

const records = new Map<Stretch, RunRecord>();
const measured = new Map<Stretch, StretchFigures>();
let licence: LicencedFigure[];

before(async () => {
  for (const stretch of stretches) {
    const { record, rows } = await runStretch(stretch, cwd);
    records.set(stretch, record);
    measured.set(stretch, measureStretch(stretch, rows, record.recorded.shopWorkers));
  }
  licence = computePaceLicence(checkoutOutage, atPace.pace, 1).filter(({ phase }) => phase === "precursors");
});

const figuresOf = (stretch: Stretch) => measured.get(stretch) as StretchFigures;
const licenceOf = (figure: LicencedFigure["figure"]) => licence.find((one) => one.figure === figure)?.licence;

function tell(context: TestContext, name: keyof StretchFigures): void {
  context.diagnostic(stretches.map((one) => `${one.pace}x ${figuresOf(one)[name].toFixed(4)}`).join(", "));
}

describe("the runs", () => {
  it("are of the precursors with their fault in force, and hardly a customer came too late", () => {
    for (const stretch of [atOne, atPace]) {
      const { faults, generator } = records.get(stretch) as RunRecord;
      assert.deepEqual([faults[0]?.name, faults[0]?.kind], ["payment-endpoint-partial", "config-change"]);
      assert.ok((faults[0]?.requestsAffected ?? 0) > 30, stretch.name);
      assert.ok(generator.started > 500 && generator.dropped <= generator.started / 100, JSON.stringify(generator));
    }
  });
});

describe("carries over", () => {
  it("the share of orders: licensed faithful, within 5 points", (context) => {
    tell(context, "orderShare");
    tell(context, "attempts");
    assert.equal(licenceOf("order-shares"), "faithful");
    const points = Math.abs(figuresOf(atOne).orderShare - figuresOf(atPace).orderShare) * 100;
    assert.ok(points <= 5, `${points}`);
    assert.ok(figuresOf(atOne).attempts > 300 && figuresOf(atPace).attempts > 300);
  });

  it("the share of pages that came: licensed faithful, within 1 point", (context) => {
    tell(context, "browseShare");
    assert.equal(licenceOf("browse-shares"), "faithful");
    assert.ok(Math.abs(figuresOf(atOne).browseShare - figuresOf(atPace).browseShare) <= 0.01);
  });

  it("the time between two pages at the drill's pace, to a fifth of it", (context) => {
    tell(context, "pageMinutes");
    const ratio = figuresOf(atPace).pageMinutes / figuresOf(atOne).pageMinutes;
    assert.ok(ratio > 0.8 && ratio < 1.2, `${ratio}`);
  });
});

describe("carries over by the weight alone", () => {
  it("a count: licensed scaled, the same number of buyers a minute once each stands for its weight", (context) => {
    tell(context, "buyersPerMinute");
    assert.equal(licenceOf("counts"), "scaled");
    const ratio = figuresOf(atOne).buyersPerMinute / figuresOf(atPace).buyersPerMinute;
    assert.ok(Math.abs(ratio - 1) < 0.15, `${ratio}`);
  });
});

describe("does not carry over", () => {
  it("the time between two pages where the pace is too fast: the licence refuses latency, journeys are bent", (context) => {
    tell(context, "p95ProductMs");
    const refused = computePaceLicence(checkoutOutage, tooFast.pace, 1).find(
      ({ phase, figure }) => phase === "precursors" && figure === "latency",
    );
    assert.equal(refused?.licence, "not-at-this-pace");
    const ratio = figuresOf(tooFast).pageMinutes / figuresOf(atOne).pageMinutes;
    assert.ok(ratio > 2, `${ratio}`);
  });

  it("a wait in the queue: the licence refuses it, the full shop's queue is another one", () => {
    assert.equal(licenceOf("queueing"), "not-at-this-pace");
  });
});

describe("virtual time says what really happened", () => {
  for (const stretch of [atOne, atPace])
    it(`at ${stretch.pace}x: orders within 5 points, utilisation within 3, attempts within a tenth`, (context) => {
      const real = figuresOf(stretch);
      const virtual = simulateMeasured(stretch, records.get(stretch)?.recorded.shopWorkers ?? 0);
      context.diagnostic(`real ${JSON.stringify(real)}, virtual ${JSON.stringify(virtual)}`);
      assert.ok(Math.abs(real.orderShare - (virtual.orderShare ?? 0)) <= 0.05);
      assert.ok(Math.abs(real.utilisation - virtual.utilisation) <= 0.03);
      assert.ok(Math.abs(real.attempts / virtual.attempts - 1) <= 0.1);
      assert.equal(virtual.browseShare, 1);
    });
});
