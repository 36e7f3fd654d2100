import type { z } from "zod";

/** The person's input is wrong; carries every problem, not only the first. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join("; "));
    this.problems = problems;
  }
}

/** Something outside this process is wrong: a port, a file, another process. */
export class EdgeError extends Error {
  override readonly name = "EdgeError";
  readonly hint: string;

  constructor(message: string, hint: string, options?: { cause: unknown }) {
    super(message, options);
    this.hint = hint;
  }
}

/** Checks `input` against `schema`; throws a ConfigError that lists all problems with their places. */
export function parseWith<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  throw new ConfigError(
    result.error.issues.map((issue) => {
      const place = issue.path.length > 0 ? `\`${issue.path.join(".")}\`: ` : "";
      return `${place}${issue.message}`;
    }),
  );
}
