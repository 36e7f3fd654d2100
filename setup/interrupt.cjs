"use strict";
// Ctrl-C: every piece of work registers how it is taken back; they run backwards, then the set-up ends.

const interruptedExitCode = 130;
const cleanUps = [];
let interrupted = false;

/** Registers a clean-up, which may return a promise. Returns the function that takes the registration back. */
function onInterrupt(cleanUp) {
  cleanUps.push(cleanUp);
  return () => {
    const index = cleanUps.indexOf(cleanUp);
    if (index >= 0) cleanUps.splice(index, 1);
  };
}

function wasInterrupted() {
  return interrupted;
}

function listenForInterrupts() {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, cleanUpAndExit);
}

async function cleanUpAndExit() {
  if (interrupted) return;
  interrupted = true;
  process.stderr.write("\ntilldrill set-up: interrupted, cleaning up\n");
  while (cleanUps.length > 0) {
    try {
      await cleanUps.pop()();
    } catch (error) {
      process.stderr.write(`tilldrill set-up: clean-up failed: ${error.message}\n`);
    }
  }
  process.exit(interruptedExitCode);
}

module.exports = { onInterrupt, wasInterrupted, listenForInterrupts };
