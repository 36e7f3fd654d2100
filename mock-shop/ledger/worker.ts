import { DatabaseSync } from "node:sqlite";
import { parentPort, receiveMessageOnPort, workerData } from "node:worker_threads";
import type { Answer, BooksModule, Request, WorkerSettings } from "./protocol.ts";

if (!parentPort) throw new Error("expected to run as a worker thread");
const port = parentPort;
const settings = workerData as WorkerSettings;

try {
  const module = (await import(settings.moduleUrl)) as BooksModule;
  const database = openDatabase(module);
  const operations = module.buildOperations(database);
  port.on("message", (first: Request) => answerAll(database, operations, drainQueue(first)));
  port.postMessage({ opened: true });
} catch (error) {
  port.postMessage({ opened: false, says: error instanceof Error ? error.message : String(error) });
  port.close();
}

function openDatabase(module: BooksModule): DatabaseSync {
  const database = new DatabaseSync(settings.path);
  database.exec("PRAGMA busy_timeout = 2000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
  database.exec("CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT");
  database.exec(module.schema);
  const setVersion = "INSERT INTO meta (key, value) VALUES ('schema_version', ?) ON CONFLICT (key) DO NOTHING";
  database.prepare(setVersion).run(String(module.schemaVersion));
  const version = database.prepare("SELECT value FROM meta WHERE key = 'schema_version'").get();
  if (version?.value !== String(module.schemaVersion)) {
    throw new Error(`expected schema version ${module.schemaVersion}, got ${String(version?.value)}`);
  }
  return database;
}

/** Everything that waits already is answered by one commit. */
function drainQueue(first: Request): Request[] {
  const requests = [first];
  while (requests.length < settings.groupLimit) {
    const next = receiveMessageOnPort(port);
    if (!next) break;
    requests.push(next.message as Request);
  }
  return requests;
}

/** One transaction for all; a request that fails takes back its own part only. Nobody is answered before the commit. */
function answerAll(
  database: DatabaseSync,
  operations: ReturnType<BooksModule["buildOperations"]>,
  requests: Request[],
) {
  const closing = requests.find((request) => request.name === "close");
  const work = requests.filter((request) => request.name !== "close");
  const answers: Answer[] = [];
  try {
    if (work.length > 0) {
      database.exec("BEGIN IMMEDIATE");
      for (const request of work) answers.push(runInSavepoint(database, operations, request));
      database.exec("COMMIT");
    }
  } catch (error) {
    if (database.isTransaction) database.exec("ROLLBACK");
    answers.length = 0;
    for (const request of work) answers.push({ id: request.id, problem: describe(error) });
  }
  if (closing) answers.push(closeDatabase(database, closing));
  port.postMessage({ answers });
  if (closing) port.close();
}

function runInSavepoint(
  database: DatabaseSync,
  operations: ReturnType<BooksModule["buildOperations"]>,
  request: Request,
): Answer {
  const operation = operations[request.name];
  if (!operation) return { id: request.id, problem: `no operation ${request.name}` };
  database.exec("SAVEPOINT request");
  try {
    const result = operation(request.input);
    database.exec("RELEASE request");
    return { id: request.id, result };
  } catch (error) {
    database.exec("ROLLBACK TO request");
    database.exec("RELEASE request");
    return { id: request.id, problem: describe(error) };
  }
}

/** A checkpoint that truncates, then the close of the last connection: no -wal and no -shm stays behind. */
function closeDatabase(database: DatabaseSync, request: Request): Answer {
  try {
    database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
    database.close();
    return { id: request.id, result: null };
  } catch (error) {
    return { id: request.id, problem: describe(error) };
  }
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
