import { DatabaseSync } from "node:sqlite";
import { parentPort, workerData } from "node:worker_threads";
import type { CheckpointMessage, CheckpointSettings } from "./protocol.ts";

const pauseMs = 200;

/** To truncate the log commits have to stand aside for a moment: not often, and not when they keep it busy. */
const truncatePauseMs = 2_000;
const truncateWaitMs = 20;

/** While one pass runs, commits go on; the next one has only those left, so a few reach the end of the log. */
const passLimit = 4;

if (!parentPort) throw new Error("expected to run as a worker thread");
const port = parentPort;
const { path, durability } = workerData as CheckpointSettings;
const database = new DatabaseSync(path);
database.exec(durability);
const wait = (waitMs: number) => database.exec(`PRAGMA busy_timeout = ${waitMs}`);
wait(2_000);
const checkpoint = database.prepare("PRAGMA wal_checkpoint(PASSIVE)");
const truncation = database.prepare("PRAGMA wal_checkpoint(TRUNCATE)");
let isTruncationDue = false;
let truncatedAtMs = Number.NEGATIVE_INFINITY;
let timer = setTimeout(moveLog, pauseMs);

function moveLog(): void {
  try {
    for (let pass = 0; pass < passLimit; pass += 1) {
      const row = checkpoint.get();
      if (row?.log === row?.checkpointed) break;
    }
    if (isTruncationDue && performance.now() - truncatedAtMs >= truncatePauseMs) truncate();
  } catch (error) {
    console.error("a checkpoint of the books failed, it will be tried again:", error);
  }
  timer = setTimeout(moveLog, pauseMs);
}

/** What was overwritten in the file is in the log still, until that is empty. Tried again when somebody is at it. */
function truncate(): void {
  wait(truncateWaitMs);
  try {
    isTruncationDue = truncation.get()?.busy !== 0;
    truncatedAtMs = isTruncationDue ? truncatedAtMs : performance.now();
  } finally {
    wait(2_000);
  }
}

port.on("message", (message: CheckpointMessage) => {
  if (message === "truncate") {
    isTruncationDue = true;
    return;
  }
  clearTimeout(timer);
  database.close();
  port.close();
});
