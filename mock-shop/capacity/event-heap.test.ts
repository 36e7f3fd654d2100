import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { EventHeap } from "./event-heap.ts";

test("events come out in the order of their times, and of equal times in the order of coming in", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 200 }), (times) => {
      const heap = new EventHeap<[number, number]>();
      for (const [index, atMs] of times.entries()) heap.push(atMs, [atMs, index]);
      const expected = times
        .map((atMs, index) => [atMs, index])
        .toSorted((a, b) => (a[0] as number) - (b[0] as number));
      const taken = times.map(() => [heap.nextMs, heap.pop()] as const);
      assert.deepEqual(
        taken.map(([, event]) => event),
        expected,
      );
      for (const [nextMs, [atMs]] of taken) assert.equal(nextMs, atMs);
      assert.equal(heap.size, 0);
      assert.equal(heap.nextMs, Number.POSITIVE_INFINITY);
    }),
  );
});
