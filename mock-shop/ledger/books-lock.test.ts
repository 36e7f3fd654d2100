import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { createTemporaryDirectory } from "../testing/temporary-directory.ts";
import { lockBooks, openLockFile } from "./books-lock.ts";
import { buildPlacement, testTerms } from "./ledger.fixture.ts";
import { openShopBooks } from "./shop-books.ts";

const taken = {
  name: "EdgeError",
  message: "cannot open the books (another process has these books open)",
  hint: "stop the other process, or choose other books",
};

/** Another process that opens the books, says so, and does nothing more. */
async function holdBooks(path: string) {
  const program = fileURLToPath(new URL("./hold-books.fixture.ts", import.meta.url));
  const child = spawn(process.execPath, [program, path], { stdio: ["ignore", "pipe", "inherit"] });
  await once(child.stdout, "data");
  return child;
}

test("two processes on the same books: the second is refused, until the first is killed", async () => {
  await using directory = await createTemporaryDirectory();
  const path = join(directory.path, "shop.sqlite");
  const other = await holdBooks(path);
  const ended = once(other, "exit");
  try {
    await assert.rejects(openShopBooks(path, testTerms), taken);
  } finally {
    other.kill("SIGKILL");
    await ended;
  }
  await using books = await openShopBooks(path, testTerms);
  assert.deepEqual(await books.run("placeOrder", buildPlacement(1)), { outcome: "placed" });
});

test("who is refused leaves lock and books to who has them", async () => {
  await using directory = await createTemporaryDirectory();
  const path = join(directory.path, "shop.sqlite");
  await using books = await openShopBooks(path, testTerms);
  for (let attempt = 0; attempt < 3; attempt += 1) await assert.rejects(openShopBooks(path, testTerms), taken);
  await books.run("placeOrder", buildPlacement(1));
  using reader = new DatabaseSync(path, { readOnly: true });
  assert.equal(reader.prepare("SELECT COUNT(*) AS count FROM orders").get()?.count, 1);
});

test("books that could not be opened are not held", async () => {
  await using directory = await createTemporaryDirectory();
  const path = join(directory.path, "shop.sqlite");
  {
    using database = new DatabaseSync(path);
    database.exec("CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT) STRICT");
    database.exec("INSERT INTO meta VALUES ('schema_version', '99')");
  }
  for (let attempt = 0; attempt < 2; attempt += 1) {
    await assert.rejects(openShopBooks(path, testTerms), /schema version 3 or older, got version 99/);
  }
  assert.deepEqual(await readdir(directory.path), ["shop.sqlite"]);
});

test("a lock file that was taken away between its opening and its locking keeps nobody out, and is let go of", async () => {
  await using directory = await createTemporaryDirectory();
  const path = join(directory.path, "shop.sqlite");
  const first = lockBooks(path);
  const opened = openLockFile(path);
  first.release();
  const second = lockBooks(path);
  assert.equal(opened.hold(), undefined);
  assert.throws(() => lockBooks(path), { name: "BooksTakenError" });
  second.release();
  const third = lockBooks(path);
  third.release();
  assert.deepEqual(await readdir(directory.path), []);
});
