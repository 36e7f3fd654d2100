import assert from "node:assert/strict";
import { test } from "node:test";
import { exhaustedPool } from "./exhausted-pool.ts";

test("a dry pool acts on the payment client's connections, and there is nothing to be set", () => {
  for (const key of [undefined, "payment.connections"])
    for (const value of [undefined, null, {}])
      assert.deepEqual(exhaustedPool.parse(key, value), { key: "payment.connections", value: null });
});

test("another key or a value is refused, and all that is wrong is said", () => {
  assert.throws(() => exhaustedPool.parse("payment.endpointPath", 3), {
    problems: [
      '`key`: expected payment.connections or nothing, got "payment.endpointPath"',
      "`value`: expected nothing",
    ],
  });
  assert.throws(() => exhaustedPool.parse(undefined, { connections: 3 }), { problems: ["`value`: expected nothing"] });
});
