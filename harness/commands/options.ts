// Numbers and names on the command line: parsed once, refused with what was expected.
import { ConfigError, type Problem } from "../errors.ts";

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

/** Parses one of a few words, or throws ConfigError naming the option. */
export function parseOneOf<Word extends string>(option: string, text: string, words: readonly Word[]): Word {
  const found = words.find((word) => word === text);
  if (found !== undefined) return found;
  throw new ConfigError({
    what: `\`${option}\` is not usable`,
    expected: `one of ${words.join(", ")}`,
    got: text,
    hint: helpHint,
  });
}

/** Parses names separated by commas, each once; none where the option was left out. */
export function parseNames(option: string, text: string | undefined): string[] {
  if (text === undefined) return [];
  const names = text.split(",").map((name) => name.trim());
  if (names.every((name) => /^[a-z][a-z-]*$/.test(name))) return [...new Set(names)];
  throw new ConfigError({
    what: `\`${option}\` is not usable`,
    expected: "names separated by commas",
    got: text,
    hint: helpHint,
  });
}

/** `--seed`: decides the plan and all draws. */
export function parseSeed(text: string): number {
  return parseWhole("--seed", text, 0, 2 ** 31 - 1);
}

/** `--pace`: incident seconds in one real second; null where it is left to the incident. */
export function parsePace(text: string | undefined): number | null {
  return text === undefined ? null : parsePositive("--pace", text, 100_000);
}

/** Collects the problems of several parses, so that a person is told all of them at once. */
export class ProblemList {
  readonly #problems: Problem[] = [];

  /** What `parse` gives, or `fallback` where it throws a ConfigError. Other errors pass through. */
  check<T>(parse: () => T, fallback: T): T {
    try {
      return parse();
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      this.#problems.push(...error.problems);
      return fallback;
    }
  }

  /** Throws one ConfigError with all problems; does nothing without any. */
  throwIfAny(): void {
    if (this.#problems.length > 0) throw new ConfigError(this.#problems);
  }
}
