import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { packRow, type Row, rowMetrics } from "../../scenarios/rows.ts";
import { CsvReader, parseRow } from "./csv-reader.ts";

const rows: Row[] = [
  { kind: "price", category: 0, categories: 2, product: 1, products: 3, priceCents: 2600 },
  { kind: "clock", t0Ms: 1_700_000_000_000 },
  { kind: "start", customer: 3, latenessMs: 1.25 },
  {
    kind: "step",
    customer: 3,
    startedMs: 1_700_000_001_000,
    latencyMs: 12.5,
    step: "place-order",
    outcome: "ok",
    status: 200,
    attempt: 1,
    visit: 1,
    statusMessage: false,
    orderNumber: 'A-1,"ä"',
    totalCents: 5200,
    key: "key-1",
  },
  { kind: "forum", customer: 3, latencyMs: 4.5, status: 503 },
  { kind: "end", customer: 3, endedMs: 1_700_000_002_000, end: "bought", visits: 1 },
];

/** A line as k6's CSV output writes it: metric, timestamp, value, tags, extra tags, metadata. */
function writeLine(row: Row): string {
  const { value, packed } = packRow(row);
  return `${rowMetrics[row.kind]},1700000001000000,${value.toFixed(6)},200,scenario=drill,r=${packed}`;
}

const header = "metric_name,timestamp,metric_value,status,extra_tags,metadata";
const othersLines = [
  "http_req_duration,1700000001000000,12.100000,200,name=shop,",
  "iterations,1700000001000000,1.000000,,,",
  "tilldrill_other,1700000001000000,1.000000,,,r=1;2",
  "vus,1700000001000000,5.000000,,,",
  "http_reqs,1700000001000000,1.000000,503,name=forum,",
  "",
];
const stream = Buffer.from(
  `${[header, ...rows.flatMap((row, index) => [othersLines[index] as string, writeLine(row)])].join("\n")}\n`,
);

/** What a reader hands on when the bytes come in pieces of these lengths. */
function readInPieces(bytes: Buffer, lengths: readonly number[]): Row[] {
  const found: Row[] = [];
  const reader = new CsvReader((row) => found.push(row));
  let from = 0;
  for (const length of lengths) {
    reader.write(Buffer.from(bytes.subarray(from, from + length)));
    from += length;
  }
  reader.write(Buffer.from(bytes.subarray(from)));
  return found;
}

describe("k6's stream", () => {
  it("gives our rows in their order, and passes over all others", () => {
    assert.deepEqual(readInPieces(stream, []), rows);
  });

  it("gives the same rows wherever its chunks begin and end", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 200 }), { maxLength: 40 }), (lengths) => {
        assert.deepEqual(readInPieces(stream, lengths), rows);
      }),
      { numRuns: 300 },
    );
    assert.deepEqual(readInPieces(stream, new Array<number>(stream.length).fill(1)), rows);
  });

  it("gives the same rows with carriage returns at the line ends", () => {
    assert.deepEqual(readInPieces(Buffer.from(stream.toString().replaceAll("\n", "\r\n")), [100]), rows);
  });

  it("keeps nothing of a chunk that its owner writes over", () => {
    const found: Row[] = [];
    const reader = new CsvReader((row) => found.push(row));
    const middle = Math.floor(stream.length / 2);
    const first = Buffer.from(stream.subarray(0, middle));
    reader.write(first);
    first.fill(0);
    reader.write(stream.subarray(middle));
    assert.deepEqual(found, rows);
  });

  it("counts its lines, ours and others", () => {
    const reader = new CsvReader(() => {});
    reader.write(stream);
    assert.equal(reader.rows, 13);
  });

  it("leaves out a last line that was cut off", () => {
    const line = writeLine(rows[3] as Row);
    assert.deepEqual(readInPieces(Buffer.from(`${line}\n${line.slice(0, -20)}`), []), [rows[3]]);
  });

  it("is refused when a line has no end", () => {
    const reader = new CsvReader(() => {});
    const chunk = Buffer.alloc(40_000, "x");
    reader.write(chunk);
    assert.throws(() => reader.write(chunk), /a line of over 65536 bytes/);
    assert.throws(() => new CsvReader(() => {}).write(Buffer.alloc(65_537, "x")), /a line of over 65536 bytes/);
  });
});

describe("a row of ours", () => {
  it("that cannot be read is an error that shows it", () => {
    const broken = [
      "tilldrill_step,1700000001000000",
      "tilldrill_start,1700000001000000,1.5",
      "tilldrill_start,1700000001000000,1.5,,,",
      "tilldrill_start,1700000001000000,1.5,,,r=",
      "tilldrill_start,1700000001000000,,,,r=3",
      "tilldrill_start,1700000001000000,abc,,,r=3",
      "tilldrill_start,1700000001000000,NaN,,,r=3",
    ];
    for (const line of broken)
      assert.throws(
        () => new CsvReader(() => {}).write(Buffer.from(`${line}\n`)),
        { message: `k6 wrote a row of ours that cannot be read: ${line}` },
        line,
      );
  });

  it("is told from others by its whole name", () => {
    assert.equal(parseRow("http_reqs,1,1,,,r=1"), null);
    assert.equal(parseRow("tilldrill_steps,1,1,,,r=1"), null);
    assert.deepEqual(parseRow("tilldrill_start,1,2.5,,,r=9"), { kind: "start", customer: 9, latenessMs: 2.5 });
  });
});
