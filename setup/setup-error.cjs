"use strict";

/** Set-up cannot go on: what happened, what to do about it, and what the failed program printed. */
class SetupError extends Error {
  constructor(message, options = {}) {
    super(message);
    this.name = "SetupError";
    this.hint = options.hint;
    this.output = options.output || "";
  }
}

module.exports = { SetupError };
