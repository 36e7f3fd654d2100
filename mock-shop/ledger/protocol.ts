import type { DatabaseSync } from "node:sqlite";

export interface WorkerSettings {
  readonly path: string;
  readonly moduleUrl: string;
  readonly groupLimit: number;
  /** Handed to the module's `buildOperations`. */
  readonly terms: unknown;
}

/** Of the thread beside the books that moves what is committed from the log into the file. */
export interface CheckpointSettings {
  readonly path: string;
  /** The SQL that makes a commit, or a checkpoint, durable. */
  readonly durability: string;
}

/** `truncate`: empty the log soon. `end`: close the database and exit. */
export type CheckpointMessage = "truncate" | "end";

/** `close` and `truncate-log` are no operations, but for the thread itself. */
export interface Request {
  readonly id: number;
  readonly name: string;
  readonly input: unknown;
}

export type Answer =
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly problem: string };

export type FromWorker =
  | { readonly opened: true }
  | { readonly opened: false; readonly says: string; readonly hint: string }
  | { readonly answers: readonly Answer[]; readonly commitMs: number };

// biome-ignore lint/suspicious/noExplicitAny: each operation knows its own input
export type Operations = Readonly<Record<string, (input: any) => unknown>>;

/** A module that says what is in one kind of books; the worker thread loads it. */
export interface BooksModule {
  /** SQL that brings books of version n to version n + 1, by n. */
  readonly schemaSteps: readonly string[];
  // biome-ignore lint/suspicious/noExplicitAny: each kind of books knows its own terms
  buildOperations(database: DatabaseSync, terms: any): Operations;
}
