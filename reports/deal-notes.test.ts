import assert from "node:assert/strict";
import { test } from "node:test";
import { describeCarrying } from "../harness/record/carrying-capacity.ts";
import type { RunRecord } from "../harness/record/run-record.ts";
import { listDealNotes } from "./deal-notes.ts";
import { describeDamage, describeNearBest, describePlug, describeStillThere, describeWindfalls } from "./deal-words.ts";
import { renderJunit } from "./junit.ts";
import { buildDealRecord, buildDefendedDealRecord } from "./sample-deal.ts";
import { sampleCarryingCapacity, sampleDamage, sampleDealReport } from "./sample-deal-report.ts";
import { buildSampleRecord } from "./sample-record.ts";
import { renderSummary } from "./summary.ts";
import { renderTerminal } from "./terminal.ts";
import { buildEmptyRecord, replaceTexts } from "./test-records.ts";
import { measureText } from "./text-columns.ts";

function change(record: RunRecord, recorded: Partial<RunRecord["recorded"]>): RunRecord {
  return { ...record, recorded: { ...record.recorded, ...recorded } };
}

test("damage, forum, cancelling, plug and capacity are a line each", () => {
  assert.deepEqual(listDealNotes(buildDealRecord()), [
    "damage: EUR 850,968 at full scale, 1,239 uses in the twin; 1,227 undeserved: 445 orders for nothing, 5 accounts with over 30, 71 windfalls",
    "forum: first post at 18:29, 327 posts, 863 votes; 1,517 of 8,041 readers went to the shop",
    "cancelling: eligibility-and-behaviour finds 87.2 % of the affected orders and is right in 98.7 % of what it selects; 183 orders cancelled, 838 too late; EUR 122,904 can be saved, EUR 637,272 is gone with the goods",
    "the plug: EUR 2.2 million of good orders lost, EUR 441,792 of damage stopped; least between 18:36 and 18:59 (about EUR 2.0 million of both); a kill switch would have left EUR 37,296 of damage",
    "a larger shop: 9 workers would have carried it, 8 not, it has 6; with the voucher decided rightly its own would have done",
  ]);
});

test("a deal that never was is said as such", () => {
  assert.deepEqual(listDealNotes(buildDefendedDealRecord()), [
    "damage: none",
    "forum: nobody wrote about the deal; 1,517 of 8,041 readers went to the shop",
    "cancelling: no order was affected; nobody cancelled an order",
    "a larger shop: its own workers carry it, it has 6; with the voucher decided rightly its own would have done",
  ]);
});

test("a drill without a deal has no such lines, on a terminal, in a summary or among properties", () => {
  for (const record of [buildSampleRecord(), buildEmptyRecord()]) {
    assert.deepEqual(listDealNotes(record), []);
    const all = [renderTerminal(record, { colour: false, width: 100 }), renderSummary(record), renderJunit(record)];
    assert.ok(all.every((text) => !/The deal|"deal\./.test(text)));
  }
});

test("terminal and summary have the lines under a heading, JUnit has the numbers", () => {
  const record = buildDealRecord();
  const terminal = renderTerminal(record, { colour: false, width: 400 });
  assert.match(terminal, /\nThe deal\n {2}damage: EUR 850,968 [^\n]+\n {2}forum: [^\n]+\n {2}cancelling: /);
  assert.match(renderSummary(record), /\n#### The deal\n\n- damage: EUR 850,968 [^\n]+\n- forum: /);
  const junit = renderJunit(record);
  assert.match(junit, /name="deal\.damageCents" value="85096800"/);
  assert.match(junit, /name="deal\.recall" value="0\.872"/);
  assert.ok(!renderJunit(buildDefendedDealRecord()).includes("deal.recall"));
});

test("what is not known has no line", () => {
  const { damage: _, forum: __, dealReport: ___, ...rest } = buildDealRecord().recorded;
  const notes = listDealNotes({ ...buildDealRecord(), recorded: rest });
  assert.equal(notes.length, 1);
  assert.match(notes[0] ?? "", /^a larger shop: /);
});

test("a record's words can neither steer a terminal nor widen its lines", () => {
  const record = replaceTexts(buildDealRecord(), () => "a\u001b[2J\u0007\r\nb ".repeat(30));
  const lines = renderTerminal(record, { colour: false, width: 60 }).split("\n");
  assert.ok(lines.every((line) => measureText(line) <= 60 && !/\p{Cc}/u.test(line)));
});

test("a filter that selects nothing has no precision", () => {
  const filters = sampleDealReport.filters.map((score) => ({ ...score, precision: null }));
  const notes = listDealNotes(change(buildDealRecord(), { dealReport: { ...sampleDealReport, filters } }));
  assert.match(notes[2] ?? "", /and selects nothing; 183 orders cancelled/);
});

test("the damage names money and uses at full scale", () => {
  const record = buildDealRecord();
  assert.equal(
    describeDamage(record, sampleDamage),
    "The voucher bug cost EUR 850,968 at full scale: 1,239 discounts against the rules in the twin, 89,208 at full scale. 1,227 of them were undeserved, the other 12 were only over the cap of an account. Of the undeserved ones: 5 accounts have more than 30 each, and 445 orders had nothing left to pay.",
  );
  assert.match(
    describeDamage(record, { ...sampleDamage, total: sampleDamage.undeserved }),
    /\. All of them were undeserved: 5 accounts have more than 30 each, and 445 orders had nothing left to pay\.$/,
  );
  assert.match(describeWindfalls(record, sampleDealReport), /^71 windfalls \(5,112 at full scale\)/);
});

test("the plug is held against what it stopped, as a multiple or as a share, and against nothing as neither", () => {
  const record = buildDealRecord();
  const plug = sampleDealReport.plug;
  assert.ok(plug !== null);
  assert.match(describePlug(record, plug), /\(56 min\) no new order was taken; .* it cost 5 times what it stopped\./);
  const cheap = { ...plug, refused: { customers: 6, valueCents: { rehearsed: 30_680, full: 2_208_960 } } };
  assert.match(describePlug(record, cheap), /: it cost 5 % of what it stopped\./);
  const idle = { ...plug, damageStoppedCents: { rehearsed: 0, full: 0 } };
  assert.match(describePlug(record, idle), /at its last rate\. /);
});

test("orders that were begun before the plug went through, and those that a mend that never came let through, are told", () => {
  const record = buildDealRecord();
  const plug = sampleDealReport.plug ?? assert.fail("no plug");
  const done = { orders: 5, cents: { rehearsed: 5_000, full: 360_000 } };
  assert.match(
    describePlug(record, plug),
    /no new order was taken; those begun before went through\. 5 orders of the twin still had the discount while it was in \(EUR 3,600 at full scale\)\. 603 buyers/,
  );
  assert.match(
    describePlug(record, { ...plug, damageAfter: done }),
    / 5 orders .* after it, the voucher not being mended/,
  );
  const { damageDuring: _, damageAfter: __, ...older } = plug;
  assert.match(describePlug(record, older), /those begun before went through\. 603 buyers/);
});

test("the best minute is a stretch of minutes; an older record has one only", () => {
  const record = buildDealRecord();
  const plug = sampleDealReport.plug ?? assert.fail("no plug");
  assert.match(
    describePlug(record, plug),
    /Pulled between 18:36 and 18:59 it would have cost about EUR 2\.0 million of both\. No plug at all, at that rate, would have cost less than at any minute: EUR 1\.3 million\.$/,
  );
  const dear = { ...plug, damageStoppedCents: { rehearsed: 2_000_000, full: 144_000_000 } };
  assert.match(describePlug(record, dear), /million of both\.$/);
  const { nearBest: _, ...older } = plug;
  assert.equal(describeNearBest(record, older), "at 18:49");
  assert.equal(describeNearBest(record, { ...plug, best: null, nearBest: null }), null);
});

test("what part of the discounts was still there is told before any filter, and nothing where nobody was affected", () => {
  const record = buildDealRecord();
  assert.equal(
    describeStillThere(record, sampleDealReport),
    "At 09:03 +1 d the goods of 19.6 % of the affected discounts were still in the shop: EUR 155,304 of EUR 792,576. No filter could save more, however well it finds them.",
  );
  assert.equal(describeStillThere(record, { ...sampleDealReport, filters: [] }), null);
});

test("a larger shop is bracketed; its own size and no size at all are answers too", () => {
  assert.match(
    describeCarrying(sampleCarryingCapacity),
    /^Yes, with 9 workers: 1\.5 times its own 6; 8 would have been too few\./,
  );
  assert.match(
    describeCarrying({ ...sampleCarryingCapacity, tooFew: 48, enough: null, withRightCode: false }),
    /^No: even 48 workers, 8 times its own, would have been too few; .* would still have been too few/,
  );
  assert.match(
    describeCarrying({ ...sampleCarryingCapacity, tooFew: 0, enough: 6 }),
    /^It was large enough: its own 6 workers carry the evening/,
  );
});
