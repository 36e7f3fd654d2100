import assert from "node:assert/strict";
import { test } from "node:test";
import type { RunResult } from "../../harness/record/drill-result.ts";
import {
  buildSampleDeal,
  buildSampleEach,
  buildSampleLatency,
  buildSamplePair,
  type SampleRun,
} from "../sample-comparison.ts";
import { buildSampleRecord } from "../sample-record.ts";
import { buildFailedDefendedRecord, buildIncompleteRecord, replaceTexts } from "../test-records.ts";
import { buildReportHref, renderOverview } from "./render-overview.ts";

const records = [buildSampleRecord(), buildFailedDefendedRecord()];
const run: RunResult = {
  schemaVersion: 1,
  verdict: "fail",
  exitCode: 10,
  runDirectory: ".",
  drills: records.map((record, index) => ({ ...record, directory: `drill ${index}` })),
};

test("drills stand side by side, each with a link to its own report", () => {
  const page = renderOverview(run, records);
  assert.match(page, /1 of 2 drills passed; exit code 10/);
  assert.match(page, /href="\.\/drill%200\/report\.html"/);
  assert.match(page, /href="\.\/drill%201\/report\.html"/);
  assert.match(page, /705\u00a0%/);
});

test("a link never has a scheme and never leaves the run's directory", () => {
  assert.equal(buildReportHref("javascript:alert(1)"), "./javascript%3Aalert(1)/report.html");
  assert.equal(buildReportHref("//evil.test/../../etc"), "./evil.test/etc/report.html");
  assert.equal(buildReportHref("."), "./report.html");
});

test("an incomplete drill is marked, found by its own fields whatever the order of the records", () => {
  const page = renderOverview({ ...run, drills: [buildIncompleteRecord()] }, [
    buildFailedDefendedRecord(),
    buildIncompleteRecord(),
  ]);
  assert.match(page, /INCOMPLETE/);
});

test("a run without drills renders, and hostile texts stay text", () => {
  assert.match(renderOverview({ ...run, drills: [] }, []), /No drill ran/);
  const page = renderOverview(
    replaceTexts(run, () => "</script><img src=x onerror=alert(1)>"),
    [],
  );
  assert.ok(!page.includes("<img") && !page.includes("<script"));
});

const assets = { uplotJs: "/* uplot */", uplotCss: "", chartsJs: "/* charts */" };

function renderRun(samples: readonly SampleRun[], options: { assets?: typeof assets } = {}): string {
  const drills = samples.flatMap(({ records: own, comparison }) =>
    own.map((record, index) => ({ ...record, directory: comparison.drills[index]?.directory ?? "" })),
  );
  const comparison = { schemaVersion: 1 as const, comparisons: samples.map((sample) => sample.comparison) };
  return renderOverview(
    { ...run, drills },
    samples.flatMap((sample) => sample.records),
    { comparison, ...options },
  );
}

/** Another run of the same drills in directories of its own. */
function moveTo(sample: SampleRun, prefix: string): SampleRun {
  const drills = sample.comparison.drills.map((drill) => ({ ...drill, directory: `${prefix}${drill.directory}` }));
  return { ...sample, comparison: { ...sample.comparison, drills } };
}

const runs: readonly (readonly [name: string, samples: readonly SampleRun[]])[] = [
  ["two variants", [buildSamplePair()]],
  ["defences one by one", [buildSampleEach()]],
  ["added latency", [buildSampleLatency()]],
  ["a deal", [buildSampleDeal()]],
  ["two incidents", [buildSamplePair(), moveTo(buildSampleLatency(), "b")]],
];

for (const [name, samples] of runs) {
  test(`${name}: the sentence comes first, ids are unique, links lead somewhere`, () => {
    const page = renderRun(samples, { assets });
    assert.ok(page.indexOf('class="finding"') < page.indexOf('data-chart="'));
    assert.ok(page.indexOf('class="finding"') < page.indexOf("Drills one by one"));
    const ids = [...page.matchAll(/\sid="([^"]+)"/g)].map((match) => match[1]);
    assert.equal(new Set(ids).size, ids.length);
    for (const [, target] of page.matchAll(/href="#([^"]+)"/g)) assert.ok(ids.includes(target), `#${target}`);
    assert.ok(!/NaN|undefined|Infinity|\[object/.test(page.replace(/<script[\s\S]*?<\/script>/g, "")));
    assert.ok(!/\sstyle="|\son[a-z]+="/.test(page));
  });
}

test("the first screen of two variants: what happened, what changed with intervals, whether the objectives held", () => {
  const page = renderRun([buildSamplePair()]);
  const first = page.slice(0, page.indexOf('data-chart="'));
  assert.match(first, /customers of a large US shop could not place an order for three hours/);
  assert.match(
    first,
    /With 3 defences together, the same customers: 415,500 more orders \(95\u00a0%: 390,570 to 440,430\)/,
  );
  assert.match(first, /Objectives, 3 defences together<\/dt><dd>5 of 5 met/);
  assert.match(first, /missed: checkout-availability and order-success, as a drill without defences must/);
});

test("the cost of latency is told without the incident's story, a short form with what was kept", () => {
  assert.match(
    renderRun([buildSampleLatency()]),
    /on an evening without the incident, with and without so many milliseconds/,
  );
  const { records: own, comparison } = buildSamplePair();
  const cut = own.map((record) => ({
    ...record,
    recorded: {
      ...record.recorded,
      selection: { ...record.recorded.selection, phases: [{ phase: "calm", minutes: 50 }] },
    },
  }));
  assert.match(
    renderRun([{ records: cut, comparison }]),
    /<strong>Short form:<\/strong> only calm \(50 min\) was drilled/,
  );
});

/** Text of a page, tags gone. */
const readText = (page: string) => page.replace(/<[^>]+>/g, " ").replace(/[\s\u00a0]+/g, " ");

test("the first screen of a pair tells what latency cost, with interval, beside CO-9's 1 %, and the verdict", () => {
  const page = renderRun([buildSampleLatency()]);
  const first = readText(page.slice(0, page.indexOf('data-chart="')));
  assert.match(first, /sales lost by 300 ms more on every page 2\.91 % 95 %: 2\.14 % to 3\.72 %/);
  assert.match(first, /sales lost for each 100 ms 0\.97 % 95 %: 0\.71 % to 1\.24 % CO-9, a known study: 1 %/);
  assert.match(first, /CO-9: each 100 ms cost 1 % of sales .*reproduced , expected 0\.8 to 1\.2 % ?: measured 0\.97 %/);
});

test("a pair lists the facts of both drills and has no positive control; two variants have one", () => {
  const pair = readText(renderRun([buildSampleLatency()]));
  for (const id of ["CO-9-plain no latency added", "CO-9-slowed 300 ms more a page", "CO-9-paired 300 ms more a page"])
    assert.ok(pair.includes(id), id);
  assert.doesNotMatch(pair, /positive control/i);
  const variants = readText(renderRun([buildSamplePair()]));
  assert.match(variants, /The positive control/);
  assert.doesNotMatch(variants, /CO-9-plain|sales lost for each 100 ms/);
});

test("a pair of which nothing can be compared says why, and what became of its fact, and shows no figure for it", () => {
  const { records: own, comparison } = buildSampleLatency();
  const undecided = own.map((record) => ({
    ...record,
    facts: record.facts.map((fact) => ({ ...fact, verdict: "undecided" as const, measured: null })),
    recorded: { ...record.recorded, factDetails: { "CO-9-paired": "the pair could not be compared" } },
  }));
  const drills = comparison.drills.map((drill, index) =>
    index === 0 ? drill : { ...drill, againstBase: null, notComparedBecause: "orders.jsonl is missing" },
  );
  const text = readText(renderRun([{ records: undecided, comparison: { ...comparison, drills, addedLatency: null } }]));
  assert.match(text, /300 ms more a page could not be compared: orders\.jsonl is missing\./);
  assert.match(text, /undecided , expected 0\.8 to 1\.2 % ?: the pair could not be compared/);
  assert.doesNotMatch(text, /sales lost for each 100 ms/);
});

test("charts come before the table of two drills, and after that of many", () => {
  const isChartFirst = (page: string) => page.indexOf('data-chart="') < page.indexOf("Drills one by one");
  assert.equal(isChartFirst(renderRun([buildSamplePair()])), true);
  assert.equal(isChartFirst(renderRun([buildSampleEach()])), false);
});

test("two drills share each plot; with more, each has a plot beside the base and the same y axis", () => {
  const titles = (page: string) => [...page.matchAll(/data-chart="([^"]+)"/g)].map((match) => match[1]);
  assert.deepEqual(titles(renderRun([buildSamplePair()])), [
    "group-1-orders",
    "group-1-bad",
    "group-1-latency",
    "group-1-browsing",
  ]);
  const each = renderRun([buildSampleEach()]);
  assert.equal(titles(each).length, 5 * 4);
  const orders = [
    ...each.matchAll(
      /data-chart="group-1-orders-\d"[\s\S]*?<text class="y"[^>]*>[^<]*<\/text>[\s\S]*?<\/text>[\s\S]*?<text class="y"[^>]*>([^<]*)</g,
    ),
  ];
  assert.equal(new Set(orders.map((match) => match[1])).size, 1);
});

test("a drill without a record, and one that was cut short, are shown and not compared", () => {
  const sample = buildSampleEach();
  const page = renderOverview(
    { ...run, drills: sample.records.map((record, index) => ({ ...record, directory: `drill-${index}` })) },
    sample.records.slice(0, 2),
    {
      comparison: { schemaVersion: 1, comparisons: [sample.comparison] },
    },
  );
  assert.match(page, /this drill was cut short/);
  assert.match(page, /not measured in this drill/);
});

test("what an alert forestalled is told, with its minutes", () => {
  assert.match(
    renderRun([buildSampleEach()]),
    /minute 82\.4; 5 min later “roll the change back”, minute 87\.4\. Forestalled: payment endpoint, all calls \(from minute 150\)\./,
  );
});

test("a run in which not all drills came to run says so, though those that did passed", () => {
  const drills = [{ ...buildSampleRecord(), directory: "drill-0" }];
  assert.match(
    renderOverview({ ...run, verdict: "inconclusive", exitCode: 130, drills }, []),
    /not all that were asked for ran/,
  );
});

test("hostile texts of a comparison stay text", () => {
  const sample = buildSampleEach();
  const hostile = '"><img src=x onerror=alert(1)></script><script>alert(1)</script>';
  const page = renderRun(
    [
      {
        records: sample.records.map((record) => replaceTexts(record, () => hostile)),
        comparison: { ...replaceTexts(sample.comparison, () => hostile) },
      },
    ],
    { assets },
  );
  assert.ok(!page.includes("<img"));
  assert.equal(page.split("<script").length - 1, 2 + [...page.matchAll(/id="chart-data-group-\d"/g)].length);
});

test("without scripts there is neither script nor data for it", () => {
  assert.ok(!renderRun([buildSamplePair()]).includes("<script"));
  assert.match(renderRun([buildSamplePair()], { assets }), /script-src 'sha256-[\w+/=]{44}' 'sha256-[\w+/=]{44}'/);
});

test("a deal's drills show damage, uses, crowd and what of the damage each averted; others have none of it", () => {
  const text = readText(renderRun([buildSampleDeal()]));
  assert.match(
    text,
    /The deal in each drill, at full scale drill verdict of the damage averted damage of the deal uses against the rules/,
  );
  assert.match(text, /damage of the deal EUR 0 as it happened: EUR 850,968 difference EUR −850,968/);
  assert.match(text, /deal readers who came .* customers turned away/);
  assert.match(text, /damage of a voucher bug, full scale EUR/);
  assert.doesNotMatch(
    readText(renderRun([buildSampleEach()])),
    /of the damage averted|deal readers|damage of a voucher bug/,
  );
});
