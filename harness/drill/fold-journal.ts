// Folds the write-ahead journal of a database into it and takes its lock file away, for books whose process was killed: a
// run directory can then be moved, and its books read without their journal.
import { existsSync, rmSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";

/** A process that was killed holds its locks until it is quite gone. */
const busyTimeoutMs = 2000;

/** Does nothing where there is no journal. Throws node:sqlite's error when the file is broken. */
export function foldJournal(path: string): void {
  rmSync(`${path}.lock`, { force: true });
  if (!existsSync(`${path}-wal`)) return;
  const database = new DatabaseSync(path, { timeout: busyTimeoutMs });
  try {
    database.exec("PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = DELETE;");
  } finally {
    database.close();
  }
}
