// The three kinds of failure (the person's input, the world, our bug) and the one list of exit codes.

/** What is wrong with the person's input; `where` is a file with its path, an option or a field. */
export interface Problem {
  readonly what: string;
  readonly where?: string;
  readonly expected?: string;
  readonly got?: string;
  readonly hint?: string;
}

export interface ExitCode {
  readonly code: number;
  readonly meaning: string;
}

export const exitCodes: readonly ExitCode[] = [
  { code: 0, meaning: "pass" },
  { code: 10, meaning: "failed: an objective, a fact or the audit" },
  { code: 11, meaning: "inconclusive: the measurement cannot carry a verdict" },
  { code: 12, meaning: "a target may still be faulty: a restore was not verified" },
  { code: 64, meaning: "usage or configuration" },
  { code: 69, meaning: "environment: k6, port, shop or file" },
  { code: 70, meaning: "a bug in tilldrill" },
  { code: 130, meaning: "interrupted; faults restored, drill recorded" },
];

/** The person's input is wrong. Carries all problems found, not only the first. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
  readonly exitCode = 64;
  readonly problems: readonly Problem[];

  constructor(problems: Problem | readonly Problem[]) {
    const all = isList(problems) ? [...problems] : [problems];
    super(all.map(describeProblem).join("\n"));
    this.problems = all;
  }
}

export interface EdgeErrorOptions {
  readonly where?: string;
  readonly expected?: string;
  readonly got?: string;
  readonly hint?: string;
  readonly cause?: unknown;
}

/** The world did not do its part: k6, the shop, a port, a file. Keeps its cause. */
export class EdgeError extends Error {
  override readonly name = "EdgeError";
  readonly exitCode = 69;
  readonly hint: string | undefined;

  constructor(what: string, options: EdgeErrorOptions = {}) {
    const { hint, cause, ...facts } = options;
    super(describeProblem({ what, ...facts }), cause === undefined ? undefined : { cause });
    this.hint = hint;
  }
}

/** The message of any thrown value, for a sentence of ours. */
export function describeError(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Any thrown value as the text for stderr (no newline at its end) and the exit code that goes with it. */
export function renderError(error: unknown): { text: string; exitCode: number } {
  if (error instanceof ConfigError) {
    return {
      // A hint that several problems in a row share stands once, after the last of them.
      text: error.problems
        .map((problem, index, all) =>
          withHint(describeProblem(problem), problem.hint === all[index + 1]?.hint ? undefined : problem.hint),
        )
        .join("\n"),
      exitCode: 64,
    };
  }
  if (error instanceof EdgeError) {
    return { text: withHint(error.message + describeCause(error.cause), error.hint), exitCode: error.exitCode };
  }
  const stack = error instanceof Error ? (error.stack ?? `${error.name}: ${error.message}`) : String(error);
  return { text: `this is a bug in tilldrill\n${stack}${describeStackedCause(error)}`, exitCode: 70 };
}

function isList(problems: Problem | readonly Problem[]): problems is readonly Problem[] {
  return Array.isArray(problems);
}

function describeProblem({ what, where, expected, got }: Problem): string {
  const place = where === undefined ? "" : ` at ${where}`;
  const difference = [
    ...(expected === undefined ? [] : [`expected ${expected}`]),
    ...(got === undefined ? [] : [`got ${got}`]),
  ].join(", ");
  return difference === "" ? `${what}${place}` : `${what}${place}: ${difference}`;
}

function describeCause(cause: unknown): string {
  if (cause === undefined) return "";
  return `\ncause: ${describeError(cause)}`;
}

function describeStackedCause(error: unknown): string {
  if (!(error instanceof Error) || error.cause === undefined) return "";
  const { cause } = error;
  return `\ncause: ${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}`;
}

function withHint(text: string, hint: string | undefined): string {
  return hint === undefined ? text : `${text}\nhint: ${hint}`;
}
