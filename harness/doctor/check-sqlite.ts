import { mkdtemp, rm } from "node:fs/promises";
import path from "node:path";
import { describeError } from "../errors.ts";
import { type Check, missCheck, passCheck } from "./check.ts";

/** WAL needs shared memory: on a network disk it is refused, so it is tried where the books will be. */
export async function checkSqlite(directory: string): Promise<Check> {
  let place: string | null = null;
  try {
    place = await mkdtemp(path.join(directory, ".tilldrill-doctor-"));
    const { DatabaseSync } = await import("node:sqlite");
    const database = new DatabaseSync(path.join(place, "books.sqlite"));
    try {
      const mode = database.prepare("PRAGMA journal_mode = WAL").get()?.journal_mode;
      if (mode !== "wal") throw new Error(`journal mode: expected wal, got ${String(mode)}`);
      database.exec("CREATE TABLE orders (order_number TEXT PRIMARY KEY); INSERT INTO orders VALUES ('A-1')");
      const version = database.prepare("SELECT sqlite_version() AS version").get()?.version;
      return passCheck("sqlite", `${String(version)} with WAL`);
    } finally {
      database.close();
    }
  } catch (error) {
    return missCheck("sqlite", describeError(error), "run drills on a local disk, with Node 24.15 or newer");
  } finally {
    if (place !== null) await rm(place, { recursive: true, force: true });
  }
}
