import assert from "node:assert/strict";
import { test } from "node:test";
import { CsvReader } from "../harness/load/csv-reader.ts";
import type { Row } from "../scenarios/rows.ts";
import { type StreamKind, streamDrill } from "./k6-stream.ts";
import { buildRehearsal } from "./rehearsal.ts";

const { plan, options } = buildRehearsal("smoke", 1);

function read(kind: StreamKind): { own: Row[]; rows: number } {
  const own: Row[] = [];
  const reader = new CsvReader((row) => own.push(row));
  for (const chunk of streamDrill(options.loaded.incident, plan, kind)) reader.write(chunk);
  return { own, rows: reader.rows };
}

test("each planned customer starts and ends once in the stream", () => {
  const { own } = read("mix");
  for (const kind of ["start", "end"] as const) {
    const customers = own.flatMap((row) => (row.kind === kind ? [row.customer] : []));
    assert.deepEqual(
      customers.sort((a, b) => a - b),
      plan.customers.map(({ customer }) => customer),
    );
  }
});

test("both kinds of stream carry the same rows of ours", () => {
  const mix = read("mix");
  const own = read("own");
  assert.deepEqual(mix.own, own.own);
  assert.equal(own.rows, own.own.length + 1);
});

test("in k6's mix one row in ten to thirteen is ours", () => {
  const { own, rows } = read("mix");
  const share = rows / own.length;
  assert.ok(share > 10 && share < 13, `expected 10 to 13, got ${share}`);
});
