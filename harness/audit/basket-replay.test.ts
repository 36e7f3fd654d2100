import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { replayBasket } from "./basket-replay.ts";
import { buildCode, buildEntry } from "./detailed-books.fixture.ts";

const replay = (...entries: ReturnType<typeof buildEntry>[]) => {
  const quantities = replayBasket(entries, 4);
  return quantities === null ? null : Object.fromEntries(quantities);
};

describe("a basket's history", () => {
  it("adds up what was added, changed and removed; codes are no articles", () => {
    const changed = buildEntry({ kind: "quantity-changed", quantity: 5 });
    assert.deepEqual(replay(buildEntry(), buildEntry({ quantity: 2 }), buildCode()), { "offers-01": 3 });
    assert.deepEqual(replay(buildEntry(), changed), { "offers-01": 5 });
    assert.deepEqual(replay(buildEntry(), buildEntry({ kind: "removed", quantity: 0 })), {});
  });

  it("tells nothing when it changes what was never added, or when its beginning may be gone", () => {
    assert.equal(replay(buildEntry({ kind: "removed" })), null);
    assert.equal(replay(buildEntry(), buildEntry(), buildEntry(), buildEntry()), null);
  });
});
