import assert from "node:assert/strict";
import { test } from "node:test";
import { describeCarrying } from "./carrying-capacity.ts";

const capacity = {
  workers: 6,
  ownRatio: 0.068,
  rightRatio: 0,
  withRightCode: true,
  tooFew: 8,
  enough: 9,
  objectives: ["browse-availability", "browse-latency"],
  seeds: [1, 2, 3, 4],
  carriedTooFew: 1,
  carriedEnough: 4,
  carriedRight: 4,
};

test("the bracket is told with its evenings and what was judged", () => {
  assert.equal(
    describeCarrying(capacity),
    "Yes, with 9 workers: 1.5 times its own 6 (4 of 4 evenings carried); 8 would have been too few (1 of 4 evenings carried). But with the voucher decided rightly its own 6 workers would have done (0 % of the buyers’ steps turned away, against 6.8 %). By the capacity model, with nobody pulling the plug; carried means that browse-availability, browse-latency hold their targets within the evening (seeds 1, 2, 3, 4).",
  );
});

test("defences are told with the evenings that each carries alone, and those that the model does not play", () => {
  const told = describeCarrying({
    ...capacity,
    carriedByDefence: [
      { name: "voucher-cap", carried: 4 },
      { name: "voucher-budget", carried: 1 },
    ],
    defencesNotSimulated: ["waiting-room"],
  });
  assert.match(
    told,
    /Evenings carried by its own workers with the bug in and one defence alone: voucher-cap 4 of 4, voucher-budget 1 of 4; not simulated: waiting-room\. By the capacity model/,
  );
});

test("where no size was enough, none is said to be", () => {
  const told = describeCarrying({ ...capacity, tooFew: 48, enough: null, carriedTooFew: 0, carriedEnough: null });
  assert.match(told, /^No: even 48 workers, 8 times its own, would have been too few \(0 of 4 evenings carried\);/);
  assert.doesNotMatch(told, /enough/);
});
