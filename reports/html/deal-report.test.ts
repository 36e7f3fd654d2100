import assert from "node:assert/strict";
import { test } from "node:test";
import type { RunRecord } from "../../harness/record/run-record.ts";
import { cleanText } from "../clean-text.ts";
import { buildDealRecord, buildDefendedDealRecord } from "../sample-deal.ts";
import { sampleDealReport } from "../sample-deal-report.ts";
import { buildSampleRecord } from "../sample-record.ts";
import { replaceTexts } from "../test-records.ts";
import { renderReport } from "./render-report.ts";

const noAssets = { uplotJs: "", uplotCss: "", chartsJs: "" };
const render = (record: RunRecord) => renderReport(record, noAssets);

/** One section of a page, tags left out. */
function readSection(page: string, id: string): string {
  const section = page.split(`<section aria-labelledby="${id}">`)[1]?.split("</section>")[0] ?? "";
  return section.replace(/<[^>]*>/g, " ").replace(/[\s\u00a0]+/g, " ");
}

test("the deal stands after the key figures: cost, accounts, spread, filters, plug, a larger shop, in this order", () => {
  const page = render(buildDealRecord());
  const ids = ["figures", "deal", "cancelling", "plug", "larger-shop", "time-line"];
  const places = ids.map((id) => page.indexOf(`id="${id}"`));
  assert.ok(places.every((place) => place > 0));
  assert.deepEqual(
    places,
    places.toSorted((a, b) => a - b),
  );
  for (const id of ids.slice(1)) assert.ok(page.includes(`href="#${id}"`), id);
});

test("a drill without a deal draws nothing of it", () => {
  const page = render(buildSampleRecord());
  for (const id of ["deal", "cancelling", "plug", "larger-shop"]) assert.ok(!page.includes(`#${id}"`), id);
  assert.ok(!page.includes("chart-data-") && !/class="moment"/.test(page));
});

test("the cost is told by how it came about, by account, and by what became of it", () => {
  const deal = readSection(render(buildDealRecord()), "deal");
  assert.match(deal, /The voucher bug cost EUR 850,968 at full scale/);
  assert.match(
    deal,
    /by the trick 451 EUR 319,464 by stage two: the banner’s price, code or none 776 EUR 523,584 undeserved: both together 1,227 EUR 843,048/,
  );
  assert.match(deal, /once 961 69,192 2 to 5 times 0 0 6 to 30 times 3 216 over 30 times 5 360/);
});

test("the spread marks the first post and what the operator did, and has a clock of its own", () => {
  const page = render(buildDealRecord());
  const deal = readSection(page, "deal");
  assert.match(
    deal,
    /● 18:29 \(minute 29\.5\) first post on the forum ◆1 19:52 \(minute 112\) pull the plug: no orders/,
  );
  for (const chart of ["deal-heat", "deal-arrivals", "plug"]) assert.ok(page.includes(`data-chart="${chart}"`), chart);
  for (const group of ["-deal", "-plug"]) {
    assert.ok(page.includes(`id="chart-data${group}"`) && page.includes(`id="clock${group}"`), group);
  }
  const ids = [...page.matchAll(/\sid="([^"]+)"/g)].map((match) => match[1]);
  assert.equal(new Set(ids).size, ids.length);
});

test("filters are scored on both kinds of books, and the one that is carried out is marked once", () => {
  const page = render(buildDealRecord());
  const section = readSection(page, "cancelling");
  assert.match(
    section,
    /eligibility-and-behaviour ◆ carried out .* 87\.2 % 85\.1 % to 89 % 98\.7 % 97\.8 % to 99\.3 % 72 0 to 216 122,904/,
  );
  assert.match(section, /Books that keep how each basket came about .* Books that keep the final basket only/);
  assert.equal(page.split("carried out").length, 2);
  assert.match(section, /^.* At 09:03 \+1 d the goods of 19\.6 % of the affected discounts were still in the shop/);
  assert.match(section, /cancelled 183; 838 were asked for too late: the shop did not cancel them/);
});

test("the plug stands beside its best minutes, no plug and the kill switch", () => {
  const section = readSection(render(buildDealRecord()), "plug");
  assert.match(
    section,
    /the plug as it was pulled all orders stopped 19:52 EUR 843,048 EUR 2\.2 million EUR 3\.0 million/,
  );
  assert.match(section, /about its best minutes all orders stopped, .* figures of 18:49 between 18:36 and 18:59 EUR/);
  assert.match(
    section,
    /no plug the voucher mended at 20:25, as it was – never EUR 1\.3 million EUR 0 EUR 1\.3 million/,
  );
  assert.match(
    section,
    /a kill switch at over 150 uses a minute over 10 min; EUR 63,648 of rightful discounts are not given 18:41/,
  );
});

test("a deal that never was, and one whose books could not be read, say so and have no gaps", () => {
  const defended = render(buildDefendedDealRecord());
  assert.match(
    readSection(defended, "deal"),
    /cost nothing: nobody had a discount against the rules.* Nobody paused ordering.* Nobody wrote about the deal/,
  );
  assert.match(readSection(defended, "cancelling"), /Nobody cancelled an order.*◆ would be carried out/);
  assert.ok(!defended.includes('id="plug"'));
  const { damage: _, dealReport: __, ...recorded } = buildDealRecord().recorded;
  const unread = render({ ...buildDealRecord(), recorded });
  assert.match(readSection(unread, "deal"), /What the deal cost is not known/);
  for (const page of [defended, unread]) assert.ok(!/NaN|undefined|Infinity|\[object/.test(page));
});

test("a switch that never acts and a plug without a curve are drawn as far as they go", () => {
  const { plug } = sampleDealReport;
  assert.ok(plug?.killSwitch);
  const record = buildDealRecord();
  const killSwitch = { ...plug.killSwitch, actsAtMinute: null };
  const dealReport = { ...sampleDealReport, plug: { ...plug, killSwitch, curve: [], best: null, asItWas: null } };
  const page = render({ ...record, recorded: { ...record.recorded, dealReport } });
  assert.match(readSection(page, "plug"), /over 10 min: never reached – never/);
  assert.ok(!page.includes('id="chart-data-plug"'));
});

test("words that no version of ours knows, and hostile ones, stay text", () => {
  const hostile = "</script><img src=x onerror=alert(1)>\"'\u0000";
  const plain = "x".repeat(cleanText(hostile).length);
  const tags = (page: string) => [...page.matchAll(/<[^>]*>/g)].map(([tag]) => tag.replace(/"[^"]*"/g, "")).length;
  for (const build of [buildDealRecord, buildDefendedDealRecord]) {
    const attacked = render(replaceTexts(build(), () => hostile));
    assert.equal(tags(attacked), tags(render(replaceTexts(build(), () => plain))));
    assert.ok(!attacked.includes("<img") && !attacked.includes("\u0000"));
  }
});
