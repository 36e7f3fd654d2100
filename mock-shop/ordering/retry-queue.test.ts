import assert from "node:assert/strict";
import { test } from "node:test";
import { ManualClock } from "../testing/manual-clock.ts";
import { RetryQueue } from "./retry-queue.ts";

function createQueue(run: (task: string, attempt: number) => Promise<boolean>, limit = 10) {
  const clock = new ManualClock();
  return {
    clock,
    queue: new RetryQueue<string>({ clock, seed: 1, limit, concurrency: 2, keyOf: (task) => task, run }),
  };
}

/** Lets everything run that needs no clock. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

test("a task is tried until it succeeds", async () => {
  const attempts: number[] = [];
  const { clock, queue } = createQueue(async (_task, attempt) => {
    attempts.push(attempt);
    return attempt === 3;
  });
  queue.add("order");
  for (let round = 0; round < 4; round += 1) {
    await settle();
    clock.advance(1_000);
  }
  await settle();
  assert.deepEqual(attempts, [0, 1, 2, 3]);
  assert.equal(queue.pending, 0);
});

test("a task that throws is tried again", async (t) => {
  t.mock.method(console, "error", () => undefined);
  let calls = 0;
  const { clock, queue } = createQueue(async () => {
    calls += 1;
    if (calls === 1) throw new Error("books are busy");
    return true;
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
  let finish: (isDone: boolean) => void = () => undefined;
  const { clock, queue } = createQueue(() => new Promise((resolve) => (finish = resolve)));
  queue.add("order");
  const tooShort = queue.waitUntilIdle(100);
  const longEnough = queue.waitUntilIdle(10_000);
  clock.advance(100);
  assert.equal(await tooShort, false);
  finish(true);
  assert.equal(await longEnough, true);
});
