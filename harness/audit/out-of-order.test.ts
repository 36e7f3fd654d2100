import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { countOutOfOrder } from "./out-of-order.ts";

const inOrder = Array.from({ length: 1000 }, (_, index) => index * 100);

describe("leaving a line out of turn", () => {
  it("does not happen where the first come are the first served, nor to nobody", () => {
    assert.equal(countOutOfOrder(inOrder, 0), 0);
    assert.equal(countOutOfOrder([5, 5, 5], 0), 0);
    assert.equal(countOutOfOrder([], 0), 0);
  });

  it("counts once for one that overtakes all, and for one that all overtake, also both at once", () => {
    assert.equal(countOutOfOrder([200_000, ...inOrder], 10_000), 1);
    assert.equal(countOutOfOrder([...inOrder, -50_000], 10_000), 1);
    assert.equal(countOutOfOrder([200_000, ...inOrder, -50_000], 10_000), 2);
  });

  it("begins beyond the tolerance", () => {
    assert.equal(countOutOfOrder([0, 20, 30, 9, 40], 20), 1);
    assert.equal(countOutOfOrder([0, 20, 30, 9, 40], 21), 0);
  });

  it("counts nearly all where the last come are the first served", () => {
    assert.equal(countOutOfOrder(inOrder.toReversed(), 10_000), 899);
  });
});
