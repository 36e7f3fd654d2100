"use strict";
// Runs a program with progress on stderr; what it prints is kept and shown only when it fails.
const { spawn } = require("child_process");
const { onInterrupt, wasInterrupted } = require("./interrupt.cjs");
const { startProgress } = require("./progress.cjs");
const { SetupError } = require("./setup-error.cjs");

const outputLimitBytes = 64 * 1024;
const killAfterMs = 3000;

/** Resolves to the elapsed seconds. Throws SetupError with the program's output when it fails. */
async function runChild(options) {
  const progress = startProgress(options.what);
  try {
    await waitForChild(options);
    return progress.seconds();
  } finally {
    progress.stop();
  }
}

function waitForChild({ command, args, cwd, env, what, shell }) {
  const windows = process.platform === "win32";
  return new Promise((resolve, reject) => {
    // A group of its own: an interrupt must reach the compilers and installers below it, too.
    const child = spawn(command, args, {
      cwd,
      env,
      shell: shell === true,
      detached: !windows,
      stdio: ["ignore", "pipe", "pipe"],
    });
    const ended = new Promise((resolveEnded) => child.once("close", resolveEnded));
    const forget = onInterrupt(() => killGroup(child, ended));
    let output = "";
    const keep = (chunk) => {
      output = (output + chunk).slice(-outputLimitBytes);
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    child.once("error", (error) => {
      forget();
      reject(new SetupError(`${what} failed: cannot start ${command}: ${error.message}`, { output }));
    });
    child.once("close", (code, signal) => {
      if (wasInterrupted()) return;
      forget();
      if (code === 0) resolve();
      else
        reject(
          new SetupError(`${what} failed: ${command} ended with ${signal === null ? `exit code ${code}` : signal}`, {
            output,
          }),
        );
    });
  });
}

async function killGroup(child, ended) {
  const send = (signal) => {
    try {
      if (process.platform === "win32") child.kill(signal);
      else process.kill(-child.pid, signal);
    } catch (error) {
      if (error.code !== "ESRCH") throw error;
    }
  };
  send("SIGTERM");
  const timer = setTimeout(() => send("SIGKILL"), killAfterMs);
  await ended;
  clearTimeout(timer);
}

module.exports = { runChild };
