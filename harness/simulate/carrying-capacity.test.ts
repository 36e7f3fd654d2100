import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { findBracket } from "./carrying-capacity.ts";

const from = (least: number) => (workers: number) => workers >= least;

describe("the bracket of workers", () => {
  it("ends at the fewest that carry the evening", () => {
    assert.deepEqual(findBracket(6, from(9), from(9)), { tooFew: 8, enough: 9 });
    assert.deepEqual(findBracket(6, from(20), from(20)), { tooFew: 19, enough: 20 });
  });

  it("is the shop's own size where that carries all evenings, and open where nothing does", () => {
    assert.deepEqual(findBracket(6, from(1), from(1)), { tooFew: 0, enough: 6 });
    assert.deepEqual(findBracket(6, from(100), from(100)), { tooFew: 48, enough: null });
  });

  it("grows until every evening is carried, and not only the drill's", () => {
    assert.deepEqual(findBracket(6, from(8), from(10)), { tooFew: 9, enough: 10 });
    assert.deepEqual(findBracket(6, from(6), from(8)), { tooFew: 7, enough: 8 });
  });

  it("passes a size that carries by luck, a worker more not doing so", () => {
    const carries = (workers: number) => workers === 8 || workers >= 10;
    assert.deepEqual(findBracket(6, carries, carries), { tooFew: 9, enough: 10 });
  });
});
