"use strict";
// What is being done, on stderr: stdout belongs to the command that follows (`run --json`).

const prefix = "tilldrill set-up: ";

function say(text) {
  process.stderr.write(`${prefix}${text}\n`);
}

/** Says what is being done and for how long: in place on a terminal, else a line every ten seconds. */
function startProgress(what) {
  const startedAtMs = Date.now();
  const terminal = process.stderr.isTTY === true;
  const seconds = () => Math.round((Date.now() - startedAtMs) / 1000);
  say(what);
  const show = () => {
    const line = `${prefix}... ${seconds()} s`;
    process.stderr.write(terminal ? `\r\u001b[K${line}` : `${line}\n`);
  };
  const timer = setInterval(show, terminal ? 1000 : 10000);
  return {
    seconds,
    stop() {
      clearInterval(timer);
      if (terminal) process.stderr.write("\r\u001b[K");
    },
  };
}

module.exports = { say, startProgress };
