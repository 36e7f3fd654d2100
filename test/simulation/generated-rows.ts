// k6's CSV as a drill writes it, of any length and in flat memory: eleven rows of k6's own to one of ours.
import type { StepName } from "../../scenarios/outcome.ts";
import { packRow, type Row, rowMetrics } from "../../scenarios/rows.ts";

/** T0 of the rows, epoch ms. */
export const t0Ms = 1_700_000_000_000;

export interface GeneratedRows {
  readonly rows: number;
  /** One row in so many is ours. */
  readonly oneIn: number;
  /** Customers take turns; the rows are spread over so much wall time. */
  readonly customers: number;
  readonly wallMs: number;
}

const journey: StepName[] = ["home", "category", "product", "cart", "address", "payment", "review", "place-order"];
const othersLine = "http_req_duration,1700000001000000,11.816649,200,name=shop,\n";
const oursAChunk = 100;

function renderStep(number: number, { rows, oneIn, customers, wallMs }: GeneratedRows): string {
  const step = journey[number % journey.length] as StepName;
  const isOrder = step === "place-order";
  const row: Row = {
    kind: "step",
    customer: Math.floor(number / journey.length) % customers,
    startedMs: Math.floor(t0Ms + (number * oneIn * wallMs) / rows),
    latencyMs: 5 + ((number * 37) % 1000) / 40,
    step,
    outcome: number % 50 === 7 ? "error-page" : "ok",
    status: 200,
    attempt: 1,
    visit: 1,
    statusMessage: false,
    orderNumber: isOrder ? `A-${number}` : null,
    totalCents: isOrder ? 5200 : null,
    key: isOrder ? `key-${number}` : null,
  };
  const { value, packed } = packRow(row);
  return `${rowMetrics.step},1700000001000000,${value.toFixed(6)},200,,r=${packed}\n`;
}

/** The rows in chunks; T0 comes first and is one row more. */
export function* generateRows(options: GeneratedRows): Generator<Buffer> {
  yield Buffer.from(`${rowMetrics.clock},1700000000000000,${t0Ms}.000000,,,r=0\n`);
  const others = othersLine.repeat(options.oneIn - 1);
  const ours = Math.floor(options.rows / options.oneIn);
  for (let number = 0; number < ours; ) {
    const end = Math.min(ours, number + oursAChunk);
    let text = "";
    for (; number < end; number++) text += renderStep(number, options) + others;
    yield Buffer.from(text, "latin1");
  }
}
