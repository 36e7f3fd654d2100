import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { buildSampleRecord } from "./sample-record.ts";
import { renderTerminal } from "./terminal.ts";
import { buildEmptyRecord, buildFailedDefendedRecord, buildIncompleteRecord, replaceTexts } from "./test-records.ts";
import { measureText } from "./text-columns.ts";

const plain = { colour: false, width: 100 };

test("without colour there is no control character, and verdicts are still told by sign and word", () => {
  const text = renderTerminal(buildFailedDefendedRecord(), plain);
  assert.ok(!/(?!\n)\p{Cc}/u.test(text));
  assert.match(text, /^✗ Fail: /);
  assert.match(text, /✗ checkout-availability {2}missed: 705 % of the 30-day budget/);
  assert.match(text, /✗ lost: order T-000123/);
});

test("in brief it says the verdict, its reasons and where the report lies, and no more", () => {
  const record = buildFailedDefendedRecord();
  const text = renderTerminal(record, { ...plain, reportPath: "drills/one/report.html", isBrief: true });
  assert.match(text, /^✗ Fail: /);
  assert.match(text, /Report drills\/one\/report\.html/);
  for (const reason of record.reasons) assert.ok(text.replace(/\s+/g, " ").includes(reason.replace(/\s+/g, " ")));
  assert.ok(!text.includes("Objectives") && !text.includes("Money"));
});

test("colour only adds colour: without its codes the text is the same", () => {
  const coloured = renderTerminal(buildSampleRecord(), { ...plain, colour: true });
  assert.notEqual(coloured, renderTerminal(buildSampleRecord(), plain));
  assert.equal(
    coloured
      .split("\u001b")
      .map((part, index) => (index === 0 ? part : part.replace(/^\[\d+m/, "")))
      .join(""),
    renderTerminal(buildSampleRecord(), plain),
  );
});

test("facts stand in columns, and one that did not come out says so in words", () => {
  const record = buildSampleRecord();
  record.facts = record.facts.map((fact) => ({
    ...fact,
    verdict: fact.id === "CO-1" ? "not-reproduced" : fact.verdict,
  }));
  const lines = renderTerminal(record, plain).split("\n");
  assert.match(
    lines.find((line) => line.includes("✗ CO-1 ")) ?? "",
    /^ {2}✗ CO-1 {3}0 orders {2,}NOT REPRODUCED: expected 0 acknowledged/,
  );
  const fact2 = lines.find((line) => line.includes("CO-2 ")) ?? "";
  assert.equal(fact2.indexOf("expected"), (lines.find((line) => line.includes("CO-13")) ?? "").indexOf("expected"));
});

test("no line is wider than the terminal, whatever the texts", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "grapheme", maxLength: 90, size: "max" }),
      fc.integer({ min: 40, max: 160 }),
      (text, width) => {
        const output = renderTerminal(
          replaceTexts(buildFailedDefendedRecord(), () => text),
          { colour: false, width },
        );
        for (const line of output.split("\n"))
          assert.ok(measureText(line) <= width, `${measureText(line)} > ${width}: ${line}`);
      },
    ),
    { numRuns: 60 },
  );
});

test("a shop's words cannot steer the terminal", () => {
  const output = renderTerminal(
    replaceTexts(buildFailedDefendedRecord(), () => "a\u001b[2J\u0007\u009b31m\r\nb"),
    plain,
  );
  assert.ok(!/(?!\n)\p{Cc}/u.test(output));
});

test("an incomplete and an empty record print", () => {
  assert.match(renderTerminal(buildIncompleteRecord(), plain), /^INCOMPLETE RECORD\n\? Inconclusive/);
  assert.ok(!/NaN|undefined/.test(renderTerminal(buildEmptyRecord(), plain)));
});

test("the path of the report is printed when there is one", () => {
  assert.match(
    renderTerminal(buildSampleRecord(), { ...plain, reportPath: "drills/a/report.html" }),
    /\nReport drills\/a\/report.html\n/,
  );
});
