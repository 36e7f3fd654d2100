import assert from "node:assert/strict";
import { test } from "node:test";
import { buildCustomer, buildFailure } from "../audit/history.fixture.ts";
import type { CustomerHistory } from "../record/customer-history.ts";
import { isRefusedBuyer } from "./met-pause.ts";

const refused = (changes: Partial<CustomerHistory>) => isRefusedBuyer(buildCustomer(changes), 160);
const atButton = buildFailure({ outcome: "paused", startedMinute: 120 });

test("a buyer whom the maintenance page met before orders were taken again was refused, on whatever page", () => {
  assert.equal(refused({ attempts: [], firstPausedMinute: 120 }), true);
  assert.equal(refused({ attempts: [atButton] }), true);
  assert.equal(refused({ attempts: [], firstPausedMinute: 160 }), false);
  assert.equal(refused({ attempts: [] }), false);
});

test("nobody else was refused: who would not have bought, or failed otherwise", () => {
  assert.equal(refused({ buys: false, firstPausedMinute: 120 }), false);
  assert.equal(refused({ attempts: [buildFailure({ outcome: "shed", startedMinute: 120 })] }), false);
});
