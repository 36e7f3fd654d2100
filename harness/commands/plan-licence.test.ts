import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { LicencedFigure } from "../record/run-record.ts";
import { renderLicence } from "./plan-licence.ts";

const base: LicencedFigure = {
  phase: "calm",
  figure: "order-shares",
  licence: "faithful",
  atOne: 1,
  atPace: 0.989,
  unit: "share",
  why: "1.1 points apart, within 5 points",
};

describe("the licence as text", () => {
  it("is a table of phases and figures, then what is refused with values and reason", () => {
    const lines = renderLicence(
      [
        base,
        { ...base, figure: "queueing", licence: "not-at-this-pace", atOne: 0, atPace: 4.4, unit: "ms", why: "too far" },
        { ...base, phase: "after", licence: "not-at-this-pace", why: "7.0 points apart" },
        { ...base, phase: "after", figure: "queueing", atOne: null, atPace: null, unit: "", licence: "scaled" },
      ],
      200,
    );
    assert.deepEqual(lines, [
      "",
      "what a figure measured at 200x says of the full incident at 1x (docs/pace.md)",
      "phase         order-shares  queueing",
      "calm          faithful      no",
      "after         no            scaled",
      "",
      "not at this pace",
      "calm          queueing      0 ms at 1x, 4.4 ms here; too far",
      "after         order-shares  100.0 % at 1x, 98.9 % here; 7.0 points apart",
    ]);
  });

  it("is nothing at 1x", () => {
    assert.deepEqual(renderLicence([], 1), []);
  });
});
