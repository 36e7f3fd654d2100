import assert from "node:assert/strict";
import { test } from "node:test";
import { SessionStore } from "./store.ts";

test("when there are too many sessions, the longest idle one goes", () => {
  const store = new SessionStore(2);
  const first = store.create();
  const second = store.create();
  assert.equal(store.find(first.id), first);
  const third = store.create();
  assert.equal(store.find(second.id), undefined);
  assert.equal(store.find(first.id), first);
  assert.equal(store.find(third.id), third);
  assert.equal(store.size, 2);
});

test("sessions are numbered from 1 in the order in which they are opened", () => {
  const store = new SessionStore(2);
  assert.deepEqual([store.create().number, store.create().number, store.create().number], [1, 2, 3]);
});

test("an unknown identifier is no session", () => {
  assert.equal(new SessionStore(2).find("guess"), undefined);
  assert.equal(new SessionStore(2).find(undefined), undefined);
});
