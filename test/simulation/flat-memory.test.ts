// The harness reads k6's rows as they come and keeps counts, not rows: a drill ten times as long must
// not need ten times the memory.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import { describe, it } from "node:test";
import { checkoutOutage } from "../../scenarios/checkout-outage/incident.ts";
import { buildPlan } from "../../scenarios/plan.ts";
import { generateRows } from "./generated-rows.ts";

const mostRssMb = 200;
const customers = buildPlan(checkoutOutage, 1).customers.length;

/** Streams rows through a fresh process; its resident memory in MB at each mark. */
async function probe(rows: number, marks: readonly number[], ...flags: string[]) {
  const probePath = join(import.meta.dirname, "recorder-probe.ts");
  const child = spawn(process.execPath, [probePath, ...flags, ...marks.map(String)], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const ended = once(child, "exit");
  const stream = Readable.from(generateRows({ rows, oneIn: 12, customers, wallMs: 153_000 }), { objectMode: true });
  const [said, , [exitCode]] = await Promise.all([text(child.stdout), pipeline(stream, child.stdin), ended]);
  assert.equal(exitCode, 0);
  return JSON.parse(said) as { rows: number; steps: number; rssMb: number[] };
}

describe("three million rows", () => {
  it("pass through reader and recorder below 200 MB, and most of that is there at the beginning", async (t) => {
    const { rows, steps, rssMb } = await probe(3_000_000, [500_000, 1_000_000, 2_000_000, 3_000_000]);
    t.diagnostic(`${rssMb.join(", ")} MB after 0.5, 1, 2 and 3 million rows`);
    assert.equal(rows, 3_000_001);
    assert.equal(steps, 250_000);
    assert.equal(rssMb.length, 4);
    assert.ok((rssMb.at(-1) as number) < mostRssMb, `${rssMb} MB`);
    // Six times the rows: only the events of alerting objectives and the order attempts grow with them.
    assert.ok((rssMb.at(-1) as number) < 1.3 * (rssMb[0] as number), `${rssMb} MB`);
  });

  it("would be seen to grow if they were kept", async () => {
    const { rssMb } = await probe(1_000_000, [500_000, 1_000_000], "keep");
    assert.ok((rssMb.at(-1) as number) > mostRssMb, `${rssMb} MB`);
  });
});
