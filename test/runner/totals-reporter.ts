// A reporter of `node --test` that writes nothing but the final counts, as JSON.
import type { TestEvent } from "node:test/reporters";
import type { Totals } from "./totals.ts";

export default async function* reportTotals(source: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  for await (const event of source) {
    // The summary without a file is that of the whole run.
    if (event.type !== "test:summary" || event.data.file !== undefined) continue;
    const { tests, passed, skipped, todo } = event.data.counts;
    // Cancelled tests are failed ones.
    const totals: Totals = { passed, failed: tests - passed - skipped - todo, skipped: skipped + todo };
    yield JSON.stringify(totals);
  }
}
