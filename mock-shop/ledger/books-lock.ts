import { rmSync, statSync } from "node:fs";
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
  return openLockFile(path).hold() ?? lockBooks(path);
}

/** What is opened may be no longer what the path names: its holder takes the file away, and others make a new one. */
export interface OpenLockFile {
  /** Undefined when it is another file, or none, by now: what is held then keeps nobody out. */
  hold(): BooksLock | undefined;
}

export function openLockFile(path: string): OpenLockFile {
  const lockPath = `${path}.lock`;
  // Makes the file where there is none. No plain descriptor: to close one gives up the locks of the whole process.
  const first = new DatabaseSync(lockPath);
  const named = identify(lockPath);
  const database = new DatabaseSync(lockPath);
  first.close();
  return { hold: () => hold(database, lockPath, named) };
}

/** The path names the same file before it was opened and after it was locked, so that file is the one that is held. */
function hold(database: DatabaseSync, lockPath: string, named: string | undefined): BooksLock | undefined {
  try {
    database.exec("PRAGMA busy_timeout = 0; PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE");
  } catch (error) {
    database.close();
    const isHeld = (error as { errcode?: unknown }).errcode === busyErrorCode;
    throw isHeld ? new BooksTakenError("another process has these books open") : error;
  }
  if (named === undefined || identify(lockPath) !== named) {
    database.close();
    return undefined;
  }
  return {
    release: () => {
      rmSync(lockPath, { force: true });
      database.close();
    },
  };
}

/** A number of a removed file is given to a later one; the time of its birth tells them apart. */
function identify(lockPath: string): string | undefined {
  const stats = statSync(lockPath, { bigint: true, throwIfNoEntry: false });
  return stats && `${stats.dev} ${stats.ino} ${stats.birthtimeNs}`;
}
