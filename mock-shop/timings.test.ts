import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { ManualClock } from "./testing/manual-clock.ts";
import { Timings } from "./timings.ts";

test("parts come in the order in which they were first added, each summed up, and the total last", () => {
  const timings = new Timings();
  timings.add("queue", 1);
  timings.add("books", 2.25);
  timings.add("queue", 0.5);
  assert.equal(timings.render(9.01), "queue;dur=1.5, books;dur=2.2, total;dur=9.1");
  assert.equal(new Timings().render(0), "total;dur=0");
});

test("work is measured whether it succeeds or fails", async () => {
  const clock = new ManualClock();
  const timings = new Timings();
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const measuring = timings.measure("payment", clock, promise);
  clock.advance(30);
  resolve("paid");
  assert.equal(await measuring, "paid");
  const failing = timings.measure("books", clock, Promise.reject(new Error("disk is full")));
  await assert.rejects(failing, /disk is full/);
  reject(new Error("too late"));
  assert.equal(timings.render(30), "payment;dur=30, books;dur=0, total;dur=30");
});

test("law: the parts that are told never exceed the total that is told", () => {
  const part = fc.double({ min: 0, max: 10_000, noNaN: true });
  fc.assert(
    fc.property(part, part, part, part, (queue, work, payment, books) => {
      const timings = new Timings();
      for (const [name, ms] of Object.entries({ queue, work, payment, books })) {
        timings.add(name as "queue" | "work" | "payment" | "books", ms);
      }
      const tenths = [...timings.render(queue + work + payment + books).matchAll(/dur=([\d.]+)/g)].map(([, ms]) =>
        Math.round(Number(ms) * 10),
      );
      const total = tenths.pop() ?? 0;
      assert.ok(tenths.reduce((sum, tenth) => sum + tenth, 0) <= total);
    }),
  );
});
