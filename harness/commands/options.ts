// Numbers and names on the command line: parsed once, refused with what was expected.
import { ConfigError } from "../errors.ts";

const helpHint = "`--help` after the command says what its options do";

/** Parses a whole number within bounds, or throws ConfigError naming the option. */
export function parseWhole(option: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (text.trim() !== "" && Number.isInteger(value) && value >= least && value <= most) return value;
  throw new ConfigError({
    what: `\`${option}\` is not usable`,
    expected: `a whole number from ${least} to ${most}`,
    got: text,
    hint: helpHint,
  });
}

/** Parses a positive number up to a bound, or throws ConfigError naming the option. */
export function parsePositive(option: string, text: string, most: number): number {
  const value = Number(text);
  if (text.trim() !== "" && Number.isFinite(value) && value > 0 && value <= most) return value;
  throw new ConfigError({
    what: `\`${option}\` is not usable`,
    expected: `a number above 0, at most ${most}`,
    got: text,
    hint: helpHint,
  });
}

/** Runs all checks and throws one ConfigError with the problems of all of them. Other errors pass through. */
export function checkAll(checks: readonly (() => unknown)[]): void {
  const problems = checks.flatMap((check) => {
    try {
      check();
      return [];
    } catch (error) {
      if (error instanceof ConfigError) return error.problems;
      throw error;
    }
  });
  if (problems.length > 0) throw new ConfigError(problems);
}
