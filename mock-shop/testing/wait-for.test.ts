import assert from "node:assert/strict";
import { test } from "node:test";
import { waitFor } from "./wait-for.ts";

test("what becomes so later is waited for, one turn of the event loop after the other", async () => {
  let looks = 0;
  await waitFor("a fifth look", () => looks === 5, { beforeLook: () => (looks += 1), limitMs: 0 });
  assert.equal(looks, 5);
});

test("what never becomes so is an error that says what was expected, after a thousand turns at the earliest", async () => {
  let looks = 0;
  const isNever = () => {
    looks += 1;
    return false;
  };
  await assert.rejects(waitFor("the impossible", isNever, { limitMs: 0 }), { message: "expected the impossible" });
  assert.equal(looks, 1_001);
});
