import assert from "node:assert/strict";
import { test } from "node:test";
import { ManualClock } from "../testing/manual-clock.ts";
import { RetryQueue } from "./retry-queue.ts";

function createQueue(run: (tasks: readonly string[]) => Promise<readonly boolean[]>, limit = 10, batchLimit = 1) {
  const clock = new ManualClock();
  const keyOf = (task: string) => task;
  return { clock, queue: new RetryQueue<string>({ clock, seed: 1, limit, batchLimit, concurrency: 2, keyOf, run }) };
}

/** Lets everything run that needs no clock. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

test("a task is tried until it succeeds", async () => {
  let calls = 0;
  const { clock, queue } = createQueue(async () => {
    calls += 1;
    return [calls === 4];
  });
  queue.add("order");
  for (let round = 0; round < 6; round += 1) {
    await settle();
    clock.advance(1_000);
  }
  await settle();
  assert.equal(calls, 4);
  assert.equal(queue.pending, 0);
});

test("tasks that wait are run together, and each is tried again on its own", async () => {
  const batches: (readonly string[])[] = [];
  const { clock, queue } = createQueue(
    async (tasks) => {
      batches.push(tasks);
      return tasks.map((task) => task !== "d" || batches.length > 2);
    },
    10,
    3,
  );
  for (const task of ["a", "b", "c", "d", "e", "f"]) queue.add(task);
  await settle();
  clock.advance(1_000);
  await settle();
  assert.deepEqual(batches, [["a", "b", "c"], ["d", "e", "f"], ["d"]]);
  assert.equal(queue.pending, 0);
});

test("a task that throws is tried again", async (t) => {
  t.mock.method(console, "error", () => undefined);
  let calls = 0;
  const { clock, queue } = createQueue(async () => {
    calls += 1;
    if (calls === 1) throw new Error("books are busy");
    return [true];
  });
  queue.add("order");
  await settle();
  clock.advance(1_000);
  await settle();
  assert.equal(queue.pending, 0);
});

test("the queue is bounded, and holds a key once", async () => {
  const { queue } = createQueue(() => new Promise(() => undefined), 2);
  assert.deepEqual([queue.add("a"), queue.add("a"), queue.add("b"), queue.add("c")], [true, true, true, false]);
  assert.equal(queue.pending, 2);
});

test("waiting for an idle queue ends when the work is done, or when the time is out", async () => {
  let finish: (results: readonly boolean[]) => void = () => undefined;
  const { clock, queue } = createQueue(() => new Promise((resolve) => (finish = resolve)));
  queue.add("order");
  const tooShort = queue.waitUntilIdle(100);
  const longEnough = queue.waitUntilIdle(10_000);
  clock.advance(100);
  assert.equal(await tooShort, false);
  finish([true]);
  assert.equal(await longEnough, true);
});
