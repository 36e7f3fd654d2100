// What every command gets: where to write, when to stop, how to say its exit code.

export interface CommandContext {
  readonly signal: AbortSignal;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  /** Sets the exit code of the process; without a call it is 0. */
  exitWith(code: number): void;
  /** What the first Ctrl-C is answered with. */
  sayOnInterrupt(says: string): void;
}

/** Colour only where a person looks, and does not mind (https://no-color.org). */
export function wantsColour(stream: NodeJS.WriteStream): boolean {
  return stream.isTTY === true && !process.env.NO_COLOR && process.env.TERM !== "dumb";
}

/** Writes a value as one line of JSON, for a reader that waits for lines. */
export function writeJsonLine(context: CommandContext, value: unknown): void {
  context.stdout.write(`${JSON.stringify(value)}\n`);
}

/** Writes a value as indented JSON and nothing else. */
export function writeJson(context: CommandContext, value: unknown): void {
  context.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}
