import { existsSync, rmSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";

const busyErrorCode = 5;

export interface BooksLock {
  release(): void;
}

/** These books are open elsewhere. */
export class BooksTakenError extends Error {
  override readonly name = "BooksTakenError";
}

/**
 * Keeps a second process from writing the same books. A small database beside them is held with BEGIN EXCLUSIVE: the
 * operating system lets go of it when the process dies, however it dies, so nothing has to be told from a stale file.
 * The books themselves cannot be held this way, because others read them while they are written.
 */
export function lockBooks(path: string): BooksLock {
  const lockPath = `${path}.lock`;
  const database = new DatabaseSync(lockPath);
  try {
    database.exec("PRAGMA busy_timeout = 0; PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE");
  } catch (error) {
    database.close();
    const isHeld = (error as { errcode?: unknown }).errcode === busyErrorCode;
    throw isHeld ? new BooksTakenError("another process has these books open") : error;
  }
  if (!existsSync(lockPath)) {
    // Its last holder took the file away between our opening and locking it: what we hold is no name of anything.
    database.close();
    return lockBooks(path);
  }
  return {
    release: () => {
      rmSync(lockPath, { force: true });
      database.close();
    },
  };
}
