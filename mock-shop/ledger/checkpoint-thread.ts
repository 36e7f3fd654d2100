import { DatabaseSync } from "node:sqlite";
import { parentPort, workerData } from "node:worker_threads";
import type { CheckpointSettings } from "./protocol.ts";

const pauseMs = 200;

/** While one pass runs, commits go on; the next one has only those left, so a few reach the end of the log. */
const passLimit = 4;

if (!parentPort) throw new Error("expected to run as a worker thread");
const port = parentPort;
const { path, durability } = workerData as CheckpointSettings;
const database = new DatabaseSync(path);
database.exec(`PRAGMA busy_timeout = 2000; ${durability}`);
const checkpoint = database.prepare("PRAGMA wal_checkpoint(PASSIVE)");
let timer = setTimeout(moveLog, pauseMs);

function moveLog(): void {
  try {
    for (let pass = 0; pass < passLimit; pass += 1) {
      const row = checkpoint.get();
      if (row?.log === row?.checkpointed) break;
    }
  } catch (error) {
    console.error("a checkpoint of the books failed, it will be tried again:", error);
  }
  timer = setTimeout(moveLog, pauseMs);
}

port.once("message", () => {
  clearTimeout(timer);
  database.close();
  port.close();
});
