import assert from "node:assert/strict";
import { test } from "node:test";
import { buildCustomer } from "../audit/history.fixture.ts";
import { parseOrderLines, renderOrderLines } from "./order-lines.ts";

test("a customer's history is read as it was written, with or without what older drills did not keep", () => {
  const older = buildCustomer();
  const turnedAway = buildCustomer({ customer: 2, firstPausedMinute: 120, firstTurnedAwayMinute: 91.5 });
  const spared = buildCustomer({ customer: 3, firstTurnedAwayMinute: null });
  assert.deepEqual(parseOrderLines(renderOrderLines([older, turnedAway, spared])), [older, turnedAway, spared]);
});

test("a line that is no history is named by its number", () => {
  assert.throws(() => parseOrderLines(`${renderOrderLines([buildCustomer()])}{}\n`), /line 2 is not/);
});
