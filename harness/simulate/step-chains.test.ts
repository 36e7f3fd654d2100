import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { requestsPerStep } from "../../scenarios/drivers/built-in-shop/requests-per-step.ts";
import { type StepName, stepNames } from "../../scenarios/outcome.ts";
import { chooseChain, rememberStep, type VisitMemory } from "./step-chains.ts";

const item = { category: 0, product: 0 };
const blank = (): VisitMemory => ({ taken: false, reviewed: false, removed: false, ordered: false });

/** The requests of a step's first try; what follows a payment is the same request's second piece of work. */
function countRequests(step: StepName): number {
  return chooseChain({ step, item }, blank()).kinds.filter((kind) => kind !== "place-order-after-payment").length;
}

describe("a step's chain", () => {
  it("has as many requests as the driver sends", () => {
    for (const step of stepNames) assert.equal(countRequests(step), requestsPerStep[step], step);
  });

  it("looks at the cart without putting anything in where no article is wanted", () => {
    assert.deepEqual(chooseChain({ step: "cart" }, blank()).kinds, ["cart"]);
  });
});

describe("a customer's memory", () => {
  it("asks for the cart page alone when the shop took the article and only that page failed", () => {
    const memory = blank();
    rememberStep(memory, chooseChain({ step: "cart", item }, memory), 1);
    assert.deepEqual(chooseChain({ step: "cart", item }, memory).kinds, ["cart"]);
    rememberStep(memory, chooseChain({ step: "cart", item }, memory), 1);
    assert.deepEqual(chooseChain({ step: "cart", item }, memory).kinds, ["add-to-cart", "cart"]);
  });

  it("gives the card once", () => {
    const memory = blank();
    rememberStep(memory, chooseChain({ step: "review" }, memory), 2);
    assert.deepEqual(chooseChain({ step: "review" }, memory).kinds, ["review"]);
  });

  it("takes an article out in the review with two requests, and asks for the page alone when only that failed", () => {
    const memory = { ...blank(), reviewed: true };
    const removal = { step: "review", item } as const;
    const first = chooseChain(removal, memory);
    assert.deepEqual(first.kinds, ["remove-in-review", "review"]);
    rememberStep(memory, first, 0);
    assert.deepEqual(chooseChain(removal, memory).kinds, ["remove-in-review", "review"]);
    rememberStep(memory, first, 1);
    const again = chooseChain(removal, memory);
    assert.deepEqual(again.kinds, ["review"]);
    rememberStep(memory, again, 0);
    assert.deepEqual(chooseChain(removal, memory).kinds, ["review"]);
    rememberStep(memory, again, 1);
    assert.deepEqual(chooseChain(removal, memory).kinds, ["remove-in-review", "review"]);
  });

  it("pays once: an order whose confirmation failed is confirmed without a second payment", () => {
    const memory = blank();
    const first = chooseChain({ step: "place-order" }, memory);
    rememberStep(memory, first, 1);
    assert.equal(chooseChain({ step: "place-order" }, memory).pays, true);
    rememberStep(memory, first, 2);
    assert.deepEqual(chooseChain({ step: "place-order" }, memory).kinds, ["place-order", "confirmation"]);
  });
});
