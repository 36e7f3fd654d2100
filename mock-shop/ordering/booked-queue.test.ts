import assert from "node:assert/strict";
import { test } from "node:test";
import { ManualClock } from "../testing/manual-clock.ts";
import { waitFor } from "../testing/wait-for.ts";
import { BookedQueue, type BookedTask, type TaskResult } from "./booked-queue.ts";

/** Books in memory that hold these tasks, and a queue with a window of 10 on them. */
function openQueue(
  orderNumbers: readonly string[],
  run: (orderNumber: string) => TaskResult,
  clock = new ManualClock(),
) {
  const booked = new Set(orderNumbers);
  const ran: string[] = [];
  const reads = { count: 0, failures: 0 };
  const queue = new BookedQueue<BookedTask>({
    ...{ clock, seed: 1, limit: 10, givenUpLimit: 40, concurrency: 4 },
    run: async (tasks) =>
      tasks.map(({ orderNumber }) => {
        const result = run(orderNumber);
        ran.push(orderNumber);
        if (result === "done") booked.delete(orderNumber);
        return result;
      }),
    list: async (limit) => {
      reads.count += 1;
      reads.failures -= 1;
      if (reads.failures >= 0) throw new Error("the books are busy");
      return [...booked].slice(0, limit).map((orderNumber) => ({ orderNumber }));
    },
    count: async () => booked.size,
  });
  return { booked, ran, reads, queue, clock };
}

const number = (count: number) => Array.from({ length: count }, (_, index) => `order-${index}`);

test("a task that never succeeds keeps none of the others out of the window", async () => {
  const { booked, queue } = openQueue(["poison", ...number(30)], (task) => (task === "poison" ? "again" : "done"));
  await queue.recover();
  await waitFor("only the poison left", () => booked.size === 1);
  assert.deepEqual([...booked], ["poison"]);
  assert.equal(queue.pending, 1);
  queue.close();
});

test("the books are not read again while the window is at least half full", async () => {
  const stuck = new Set(number(5));
  const { booked, queue, reads } = openQueue(number(30), (task) => (stuck.has(task) ? "again" : "done"));
  await queue.recover();
  await waitFor("the window half empty", () => booked.size === 25);
  assert.deepEqual([reads.count, queue.pending], [1, 25]);
  queue.close();
});

test("tasks that are given up and leave the books are not counted as tasks that stand there", async () => {
  const refused = new Set(number(4));
  const { booked, queue } = openQueue(number(26), (task) => {
    if (!refused.has(task)) return "done";
    booked.delete(task);
    return "given-up";
  });
  await queue.recover();
  await waitFor("empty books", () => booked.size === 0 && queue.pending === 0);
});

test("tasks that are given up and stay in the books are run once", async () => {
  const refused = new Set(number(24));
  const { booked, ran, queue } = openQueue(number(40), (task) => (refused.has(task) ? "given-up" : "done"));
  await queue.recover();
  await waitFor("what can be done", () => booked.size === 24 && queue.pending === 0);
  assert.deepEqual(ran.toSorted(), number(40).toSorted());
});

test("no more tasks are kept in mind as given up than a limit: the others are tried again", async () => {
  const { ran, queue, clock } = openQueue(number(44), () => "given-up");
  await queue.recover();
  await waitFor("all tried", () => ran.length === 44);
  assert.equal(queue.pending, 4);
  await waitFor("those tried again that were too many", () => ran.length > 44, {
    beforeLook: () => clock.advance(100),
  });
  assert.ok(Number(ran.at(-1)?.replace("order-", "")) >= 40);
  queue.close();
});

test("what finds the window full while the books are being read is not lost", async () => {
  const { booked, queue } = openQueue([], () => "done");
  const reading = queue.recover();
  for (const orderNumber of Array.from({ length: 25 }, (_, index) => `late-${index}`)) {
    booked.add(orderNumber);
    queue.add({ orderNumber });
  }
  await reading;
  await waitFor("empty books", () => booked.size === 0 && queue.pending === 0);
});

test("books that cannot be read are read again after a second", async (t) => {
  t.mock.method(console, "error", () => undefined);
  const { booked, queue, reads, clock } = openQueue(number(30), () => "done");
  await queue.recover();
  reads.failures = 1;
  await clock.nextTimer();
  assert.equal(reads.count, 2);
  assert.ok(booked.size >= 20);
  clock.advance(1_000);
  await waitFor("empty books", () => booked.size === 0 && queue.pending === 0);
});
