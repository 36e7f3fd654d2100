import type { DatabaseSync } from "node:sqlite";

export interface WorkerSettings {
  readonly path: string;
  readonly moduleUrl: string;
  readonly groupLimit: number;
}

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
  | { readonly opened: false; readonly says: string }
  | { readonly answers: readonly Answer[] };

// biome-ignore lint/suspicious/noExplicitAny: each operation knows its own input
export type Operations = Readonly<Record<string, (input: any) => unknown>>;

/** A module that says what is in one kind of books; the worker thread loads it. */
export interface BooksModule {
  readonly schemaVersion: number;
  readonly schema: string;
  buildOperations(database: DatabaseSync): Operations;
}
