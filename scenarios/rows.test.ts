import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { outcomes, stepNames } from "./outcome.ts";
import { packRow, type Row, rowMetrics, type StepRow, unpackRow } from "./rows.ts";

const hostile = fc.oneof(
  fc.string({ unit: "binary", minLength: 1 }),
  fc
    .array(
      fc.constantFrom(
        ",",
        '"',
        "'",
        "\n",
        "\r",
        "&",
        "=",
        ";",
        "%",
        "%2C",
        "r=",
        " ",
        "ß",
        "€",
        "😀",
        "\u0000",
        "\u2028",
      ),
      {
        minLength: 1,
      },
    )
    .map((parts) => parts.join("")),
);
const text = fc.option(hostile);
const number = fc.nat();

const stepRow: fc.Arbitrary<StepRow> = fc.record({
  kind: fc.constant("step" as const),
  customer: number,
  startedMs: fc.integer({ min: 0, max: 4_102_444_800_000 }),
  latencyMs: fc
    .double({ min: 0, max: 60_000, noNaN: true, noDefaultInfinity: true })
    .filter((ms) => !Object.is(ms, -0)),
  step: fc.constantFrom(...stepNames),
  outcome: fc.constantFrom(...outcomes),
  status: fc.integer({ min: 0, max: 599 }),
  attempt: number,
  visit: number,
  statusMessage: fc.boolean(),
  orderNumber: text,
  totalCents: fc.option(fc.integer()),
  key: text,
});

const plainRow: fc.Arbitrary<Row> = fc.oneof(
  fc.record({ kind: fc.constant("start" as const), customer: number, latenessMs: number }),
  fc.record({
    kind: fc.constant("end" as const),
    customer: number,
    endedMs: number,
    end: fc.constantFrom("bought", "gave-up", "dropped"),
    visits: number,
  }),
  fc.record({
    kind: fc.constant("price" as const),
    category: number,
    categories: number,
    product: number,
    products: number,
    priceCents: number,
  }),
  fc.record({ kind: fc.constant("clock" as const), t0Ms: number }),
  fc.record({
    kind: fc.constant("forum" as const),
    customer: number,
    latencyMs: number,
    status: fc.integer({ min: 0, max: 599 }),
  }),
);

function unpack(row: Row): Row {
  const { value, packed } = packRow(row);
  return unpackRow(row.kind, value, packed);
}

describe("a packed row", () => {
  it("is unpacked to what was packed, whatever texts the shop gave", () => {
    fc.assert(
      fc.property(stepRow, (row) => assert.deepEqual(unpack(row), { ...row })),
      { numRuns: 500 },
    );
    fc.assert(fc.property(plainRow, (row) => assert.deepEqual(unpack(row), { ...row })));
  });

  it("is one CSV cell without quoting: no comma, quote, line end, `&` or `=`, and nothing but ASCII", () => {
    fc.assert(
      fc.property(fc.oneof(stepRow, plainRow), (row) => assert.match(packRow(row).packed, /^[\w.;%-]+$/)),
      { numRuns: 500 },
    );
  });

  it("would not pass this test unpacked", () => {
    for (const raw of ["a,b", 'a"b', "a'b", "a\nb", "a&b", "a=b", "a b", "ä"]) assert.doesNotMatch(raw, /^[\w.;%-]+$/);
  });

  it("takes an empty text for none", () => {
    const [row] = fc.sample(stepRow, { numRuns: 1, seed: 1 });
    assert.ok(row !== undefined);
    const back = unpack({ ...row, orderNumber: "", key: "" }) as StepRow;
    assert.deepEqual([back.orderNumber, back.key], [null, null]);
  });

  it("is read from this text", () => {
    const packed = "12;1700000000123;place-order;ok;200;2;1;0;A%2C1;5200;key-1";
    assert.deepEqual(unpackRow("step", 12.5, packed), {
      kind: "step",
      customer: 12,
      startedMs: 1_700_000_000_123,
      latencyMs: 12.5,
      step: "place-order",
      outcome: "ok",
      status: 200,
      attempt: 2,
      visit: 1,
      statusMessage: false,
      orderNumber: "A,1",
      totalCents: 5200,
      key: "key-1",
    });
  });
});

describe("metric names", () => {
  it("are one a kind of row, told from k6's own by their beginning", () => {
    const names = Object.values(rowMetrics);
    assert.equal(new Set(names).size, names.length);
    assert.ok(names.every((name) => name.startsWith("tilldrill_")));
  });
});
