import { once } from "node:events";
import { DatabaseSync } from "node:sqlite";
import { parentPort, receiveMessageOnPort, Worker, workerData } from "node:worker_threads";
import { type BooksLock, BooksTakenError, lockBooks } from "./books-lock.ts";
import { migrateBooks } from "./migrate.ts";
import type {
  Answer,
  BooksModule,
  CheckpointMessage,
  CheckpointSettings,
  Operations,
  Request,
  WorkerSettings,
} from "./protocol.ts";

if (!parentPort) throw new Error("expected to run as a worker thread");
const port = parentPort;
const settings = workerData as WorkerSettings;

/** The ends of the books, where they grow. SQLite looks through its whole cache at each commit, so a large one costs. */
const cacheKib = 8 * 1024;

/** A commit is on disk before it returns. */
const durability = "PRAGMA synchronous = FULL;";

/** Another thread checkpoints, so that no commit waits for it. Only a log of 64 MiB makes a commit do it itself. */
const logLimitPages = 16 * 1024;

try {
  const module = (await import(settings.moduleUrl)) as BooksModule;
  const lock = lockBooks(settings.path);
  const database = openDatabase(module, lock);
  const operations = module.buildOperations(database, settings.terms);
  const checkpoints = startCheckpoints();
  const books: OpenBooks = { database, lock, checkpoints, operations, steps: prepareSteps(database) };
  port.on("message", (first: readonly Request[]) => answerAll(books, drainQueue(first)));
  port.postMessage({ opened: true });
} catch (error) {
  const hint =
    error instanceof BooksTakenError
      ? "stop the other process, or choose other books"
      : "choose a path in a directory that exists and is writable";
  port.postMessage({ opened: false, says: describe(error), hint });
  port.close();
}

interface OpenBooks {
  readonly database: DatabaseSync;
  readonly lock: BooksLock;
  readonly checkpoints: Worker;
  readonly operations: Operations;
  readonly steps: ReturnType<typeof prepareSteps>;
}

function openDatabase(module: BooksModule, lock: BooksLock): DatabaseSync {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(settings.path);
    database.exec(`PRAGMA busy_timeout = 2000; PRAGMA journal_mode = WAL; ${durability}`);
    database.exec(`PRAGMA cache_size = -${cacheKib}; PRAGMA wal_autocheckpoint = ${logLimitPages}`);
    migrateBooks(database, module.schemaSteps);
    return database;
  } catch (error) {
    database?.close();
    lock.release();
    throw error;
  }
}

function startCheckpoints(): Worker {
  const workerData: CheckpointSettings = { path: settings.path, durability };
  return new Worker(new URL("./checkpoint-thread.ts", import.meta.url), { workerData });
}

/** Compiled once: to compile them for each request costs as much as most operations. */
function prepareSteps(database: DatabaseSync) {
  return {
    begin: database.prepare("BEGIN IMMEDIATE"),
    commit: database.prepare("COMMIT"),
    save: database.prepare("SAVEPOINT request"),
    release: database.prepare("RELEASE request"),
  };
}

/** Everything that waits already is answered by one commit. */
function drainQueue(first: readonly Request[]): Request[] {
  const requests = [...first];
  while (requests.length < settings.groupLimit) {
    const next = receiveMessageOnPort(port);
    if (!next) break;
    requests.push(...(next.message as readonly Request[]));
  }
  return requests;
}

/** One transaction for all; a request that fails takes back its own part only. Nobody is answered before the commit. */
function answerAll(books: OpenBooks, requests: Request[]): void {
  const { database, steps } = books;
  const closing = requests.find((request) => request.name === "close");
  const work = requests.filter(({ name }) => name !== "close" && name !== "truncate-log");
  const answers: Answer[] = [];
  let commitMs = 0;
  try {
    if (work.length > 0) {
      steps.begin.run();
      for (const request of work) answers.push(runInSavepoint(books, request));
      const commitBegunMs = performance.now();
      steps.commit.run();
      commitMs = performance.now() - commitBegunMs;
    }
  } catch (error) {
    if (database.isTransaction) database.exec("ROLLBACK");
    answers.length = 0;
    for (const request of work) answers.push({ id: request.id, problem: describe(error) });
  }
  if (answers.length > 0) port.postMessage({ answers, commitMs });
  if (requests.some(({ name }) => name === "truncate-log")) tellCheckpoints(books, "truncate");
  if (closing) void closeBooks(books, closing);
}

function runInSavepoint({ database, operations, steps }: OpenBooks, request: Request): Answer {
  const operation = operations[request.name];
  if (!operation) return { id: request.id, problem: `no operation ${request.name}` };
  steps.save.run();
  try {
    const result = operation(request.input);
    steps.release.run();
    return { id: request.id, result };
  } catch (error) {
    database.exec("ROLLBACK TO request");
    steps.release.run();
    return { id: request.id, problem: describe(error) };
  }
}

function tellCheckpoints({ checkpoints }: Pick<OpenBooks, "checkpoints">, message: CheckpointMessage): void {
  checkpoints.postMessage(message);
}

/** A checkpoint that truncates, then the close of the last connection: no -wal and no -shm stays behind. */
async function closeBooks({ database, lock, checkpoints }: OpenBooks, { id }: Request): Promise<void> {
  let answer: Answer = { id, result: null };
  try {
    const ended = once(checkpoints, "exit");
    tellCheckpoints({ checkpoints }, "end");
    await ended;
    database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
    database.close();
    lock.release();
  } catch (error) {
    answer = { id, problem: describe(error) };
  }
  port.postMessage({ answers: [answer], commitMs: 0 });
  port.close();
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
