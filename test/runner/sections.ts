// The sections of `npm test` in their order, as data.
import { globSync } from "node:fs";
import { availableParallelism } from "node:os";

interface SectionBase {
  readonly name: string;
  /** Prints nothing; only the counts are wanted. */
  readonly quiet?: boolean;
  /** Takes long and changes rarely: runs only when it is named. */
  readonly onlyWhenNamed?: boolean;
}

interface CheckSection extends SectionBase {
  readonly kind: "check";
  readonly command: string;
  readonly args: readonly string[];
}

interface TestSection extends SectionBase {
  readonly kind: "tests";
  readonly files: readonly string[];
  readonly concurrency: number;
  /** For one test, in wall time: a test that hangs must not hang the whole run. */
  readonly timeoutMs: number;
}

export type Section = CheckSection | TestSection;

const minuteMs = 60_000;
const rooms = ["harness", "scenarios", "mock-shop", "reports", "setup", "bench", "test/runner"];

export function listSections(root: string): Section[] {
  const concurrency = availableParallelism();
  const find = (folders: readonly string[]) =>
    globSync(
      folders.map((folder) => `${folder}/**/*.test.ts`),
      { cwd: root },
    ).sort();
  // In CI biome takes any stream for a terminal.
  const colours = process.stdout.isTTY ? [] : ["--colors=off"];
  const lint = ["ci", "--error-on-warnings", "--diagnostic-level=warn", ...colours];
  const bin = (name: string) => `node_modules/.bin/${name}`;
  return [
    { kind: "check", name: "lint", command: bin("biome"), args: lint },
    { kind: "check", name: "types", command: bin("tsc"), args: ["-p", "tsconfig.json"] },
    { kind: "tests", name: "unit", files: find(rooms), concurrency, timeoutMs: 2 * minuteMs },
    { kind: "tests", name: "tidy", files: find(["test/tidy"]), concurrency, timeoutMs: 2 * minuteMs },
    { kind: "tests", name: "simulation", files: find(["test/simulation"]), concurrency, timeoutMs: 10 * minuteMs },
    // One at a time: a drill measures, and a second one beside it would be measured, too.
    { kind: "tests", name: "end-to-end", files: find(["test/end-to-end"]), concurrency: 1, timeoutMs: 15 * minuteMs },
    {
      kind: "tests",
      name: "nightly",
      files: find(["test/nightly"]),
      concurrency: 1,
      timeoutMs: 15 * minuteMs,
      onlyWhenNamed: true,
    },
  ];
}
