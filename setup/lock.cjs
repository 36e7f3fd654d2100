"use strict";
// One set-up at a time: a file that holds the process id of its owner. A dead owner's file is taken over.
const fs = require("fs");
const { onInterrupt } = require("./interrupt.cjs");
const { say } = require("./progress.cjs");
const { SetupError } = require("./setup-error.cjs");

const pollMs = 200;
const waitLimitMs = 20 * 60 * 1000;
const unwrittenLimitMs = 5000;

async function withLock(path, work) {
  await acquire(path);
  const release = () => fs.rmSync(path, { force: true });
  const forget = onInterrupt(release);
  try {
    return await work();
  } finally {
    forget();
    release();
  }
}

async function acquire(path) {
  const startedAtMs = Date.now();
  let told = false;
  while (!tryCreate(path)) {
    const owner = readOwner(path);
    if (owner.state === "dead") {
      takeOver(path, owner.text);
      continue;
    }
    if (owner.state === "alive" && !told) {
      say(`waiting for another set-up (process ${owner.text})`);
      told = true;
    }
    if (Date.now() - startedAtMs > waitLimitMs) {
      throw new SetupError("another set-up does not end", { hint: `end process ${owner.text} or delete ${path}` });
    }
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
}

function tryCreate(path) {
  try {
    fs.writeFileSync(path, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw new SetupError(`cannot write the lock file ${path}: ${error.message}`, {
      hint: "make its directory writable",
    });
  }
}

function readOwner(path) {
  try {
    const text = fs.readFileSync(path, "utf8");
    if (text === "") {
      const fresh = Date.now() - fs.statSync(path).mtimeMs < unwrittenLimitMs;
      return { state: fresh ? "unwritten" : "dead", text };
    }
    return { state: isAlive(Number(text)) ? "alive" : "dead", text };
  } catch (error) {
    if (error.code === "ENOENT") return { state: "gone", text: "" };
    throw error;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

// Two may see the same dead owner: the file is moved aside first, so that only one removes it,
// and put back if it turns out to belong to somebody who was faster.
function takeOver(path, deadText) {
  const aside = `${path}.${process.pid}`;
  try {
    fs.renameSync(path, aside);
  } catch (error) {
    if (error.code === "ENOENT") return;
    throw error;
  }
  if (fs.readFileSync(aside, "utf8") !== deadText) {
    try {
      fs.linkSync(aside, path);
    } catch {
      // Somebody holds the lock already: nothing to put back.
    }
  }
  fs.rmSync(aside, { force: true });
}

module.exports = { withLock };
