// The end of a measuring command: its exit code, Ctrl-C, and errors in words.
import { renderError } from "../harness/errors.ts";

/** Runs a command line to its exit code; a signal aborts it with 130. */
export async function runCommand(
  command: (args: readonly string[], signal: AbortSignal) => Promise<number>,
): Promise<void> {
  const controller = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.once(signal, () => {
      process.exitCode = 130;
      controller.abort(new Error("interrupted"));
    });
  try {
    process.exitCode = await command(process.argv.slice(2), controller.signal);
  } catch (problem) {
    if (controller.signal.aborted) return;
    const { text, exitCode } = renderError(problem);
    process.stderr.write(`${text}\n`);
    process.exitCode = exitCode;
  }
}
