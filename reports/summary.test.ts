import assert from "node:assert/strict";
import { test } from "node:test";
import { escapeMarkdown } from "./markdown.ts";
import { buildSampleRecord } from "./sample-record.ts";
import { renderSummary } from "./summary.ts";
import { buildEmptyRecord, buildFailedDefendedRecord, buildIncompleteRecord, replaceTexts } from "./test-records.ts";

test("a summary opens with the verdict and ends with the command", () => {
  const lines = renderSummary(buildSampleRecord()).trimEnd().split("\n");
  assert.equal(lines[0], "### ✓ Checkout outage at a large US shop");
  assert.match(lines[2] ?? "", /^Pass: .*13 of 13 facts reproduced, 5 of them emergent/);
  assert.deepEqual(lines.slice(-3), [
    "```sh",
    "npx tilldrill run checkout-outage --variant as-it-happened --seed 1",
    "```",
  ]);
});

test("every row of a table has as many cells as its head, whatever the texts hold", () => {
  const hostile = "a|b\n| - | <img src=x onerror=alert(1)> `code` [x](http://x.test) @everyone www.x.test ***b*** \\";
  const text = renderSummary(replaceTexts(buildFailedDefendedRecord(), () => hostile));
  const cells = (line: string) => line.replace(/\\[\\|]/g, "").split("|").length;
  const tables = text.split("\n").filter((line) => line.startsWith("| "));
  assert.deepEqual([...new Set(tables.map(cells))], [8]);
  const outside = text.replace(/`{3,}sh\n[\s\S]*?\n`{3,}/, "");
  assert.ok(!/<(?!!)/.test(outside));
  assert.ok(!/(^|[^\\])[`[*]c/.test(outside));
  assert.ok(!outside.includes("http://") && !outside.includes("@everyone") && !outside.includes("www."));
});

test("a command with backticks cannot end its block", () => {
  const record = buildSampleRecord();
  const text = renderSummary({ ...record, recorded: { ...record.recorded, command: "x ```` y\n# z" } });
  assert.ok(text.endsWith("`````sh\nx ```` y # z\n`````\n"));
});

test("violations and incompleteness are said", () => {
  assert.match(renderSummary(buildFailedDefendedRecord()), /- audit: lost, order T-000123/);
  assert.match(renderSummary(buildIncompleteRecord()), /\*\*INCOMPLETE RECORD\*\*/);
  assert.ok(!/NaN|undefined/.test(renderSummary(buildEmptyRecord())));
});

test("plain words are left as they are", () => {
  assert.equal(escapeMarkdown("99.5 % of attempts (set)"), "99.5 % of attempts (set)");
});
