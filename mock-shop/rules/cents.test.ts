import assert from "node:assert/strict";
import { test } from "node:test";
import { addCents, formatCents } from "./cents.ts";

test("cents are shown as units with two digits and grouped thousands", () => {
  assert.equal(formatCents(123_456_789, "USD"), "$1,234,567.89");
  assert.equal(formatCents(5, "EUR"), "€0.05");
  assert.equal(formatCents(-199, "USD"), "-$1.99");
});

test("a sum of cents is whole, or it is our bug", () => {
  assert.equal(addCents([1_999, 1]), 2_000);
  assert.equal(addCents([]), 0);
  assert.throws(() => addCents([0.5]), RangeError);
});
