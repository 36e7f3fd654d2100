import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { test } from "node:test";
import { schemaSteps } from "./shop-schema.ts";
import { openStateCounts } from "./state-counts.ts";

function openBooks() {
  const database = new DatabaseSync(":memory:");
  for (const step of schemaSteps) database.exec(step);
  const insert = database.prepare(
    `INSERT INTO orders (order_number, idempotency_key, account, total_cents, currency, state, placed_at_ms)
     VALUES (?, '', '', 0, 'USD', ?, 0)`,
  );
  const change = database.prepare("UPDATE orders SET state = ? WHERE order_number = ?");
  return { database, insert, change };
}

test("orders that the books hold already are counted when they are opened", () => {
  const { database, insert } = openBooks();
  for (const number of ["a", "b"]) insert.run(number, "paid");
  insert.run("c", "placed");
  assert.deepEqual(openStateCounts(database)(), { paid: 2, placed: 1 });
});

test("an order moves from one state's count to the other's, and other changes move nothing", () => {
  const { database, insert, change } = openBooks();
  const count = openStateCounts(database);
  assert.deepEqual(count(), {});
  for (const number of ["a", "b"]) insert.run(number, "placed");
  change.run("paid", "a");
  change.run("paid", "a");
  database.exec("UPDATE orders SET parcel_number = 'P'");
  assert.deepEqual(count(), { paid: 1, placed: 1 });
  change.run("cancelled", "b");
  assert.deepEqual(count(), { paid: 1, cancelled: 1 });
});

test("what a transaction takes back is not counted", () => {
  const { database, insert, change } = openBooks();
  const count = openStateCounts(database);
  insert.run("a", "placed");
  database.exec("BEGIN; SAVEPOINT request");
  insert.run("b", "placed");
  change.run("paid", "a");
  assert.deepEqual(count(), { paid: 1, placed: 1 });
  database.exec("ROLLBACK TO request; RELEASE request; COMMIT");
  assert.deepEqual(count(), { placed: 1 });
});
