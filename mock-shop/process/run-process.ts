import { ConfigError, EdgeError } from "./problems.ts";
import { readConfigurationLine } from "./read-configuration-line.ts";

export interface RunningService {
  readonly origin: string;
  readonly control: string;
  close(): Promise<void>;
}

/**
 * The life of a process of this room: configuration from standard input, one line on standard output when it is
 * ready, graceful end when standard input ends or at SIGTERM and SIGINT. This is the only place that exits.
 */
export async function runProcess(start: (configuration: unknown) => Promise<RunningService>): Promise<void> {
  let service: RunningService;
  let inputEnded: Promise<void>;
  // A log that cannot be written (a full disk) is no reason to end: worker threads log through this stream.
  process.stderr.on("error", () => undefined);
  const signalled = new Promise<void>((resolve) => {
    process.once("SIGTERM", resolve).once("SIGINT", resolve);
  });
  try {
    const line = await readConfigurationLine(process.stdin);
    inputEnded = line.ended;
    service = await start(line.value);
  } catch (error) {
    process.exitCode = reportFailure(error);
    process.stdin.destroy();
    return;
  }
  const { origin, control } = service;
  printLine({ ready: true, pid: process.pid, origin, control });
  await Promise.race([inputEnded, signalled]);
  let exitCode = 0;
  try {
    await service.close();
  } catch (error) {
    console.error(error);
    exitCode = 70;
  }
  process.exit(exitCode);
}

/** 64: wrong configuration, 69: the environment, 70: our bug. */
function reportFailure(error: unknown): number {
  if (error instanceof ConfigError) {
    printLine({
      ready: false,
      exitCode: 64,
      problem: error.message,
      hint: "correct the line of JSON on standard input",
    });
    return 64;
  }
  if (error instanceof EdgeError) {
    printLine({ ready: false, exitCode: 69, problem: error.message, hint: error.hint });
    return 69;
  }
  console.error(error);
  printLine({
    ready: false,
    exitCode: 70,
    problem: String(error),
    hint: "this is a bug; standard error has the stack",
  });
  return 70;
}

/** A reader that is gone (EPIPE) is told by standard input too; it must not bring the clean-up down. */
function printLine(value: unknown): void {
  process.stdout.on("error", () => undefined);
  process.stdout.write(`${JSON.stringify(value)}\n`);
}
