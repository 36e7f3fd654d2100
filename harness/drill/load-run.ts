// Starts k6 under the guard and reads its rows until they end.
import { readFile } from "node:fs/promises";
import { finished } from "node:stream/promises";
import type { Row } from "../../scenarios/rows.ts";
import type { ScriptSettings } from "../../scenarios/script-settings.ts";
import { EdgeError } from "../errors.ts";
import { CsvReader } from "../load/csv-reader.ts";
import { buildK6Arguments } from "../load/k6-arguments.ts";
import { buildK6Environment } from "../load/k6-environment.ts";
import type { Guard, ProcessEnd } from "./guard/guard.ts";

export interface LoadRun {
  /** Resolves when k6 has ended and all its rows are read. */
  readonly ended: Promise<ProcessEnd>;
}

/** Starts k6. A row that cannot be read fails `ended`. */
export function startLoad(
  guard: Guard,
  options: {
    k6Path: string;
    scriptPath: string;
    configPath: string;
    logPath: string;
    settings: ScriptSettings;
    onRow: (row: Row) => void;
  },
): LoadRun {
  const reader = new CsvReader(options.onRow);
  const { samples } = guard;
  const failed = Promise.withResolvers<never>();
  failed.promise.catch(() => {});
  samples.on("data", (chunk: Buffer) => {
    try {
      reader.write(chunk);
    } catch (problem) {
      failed.reject(problem);
    }
  });
  const { ended } = guard.run({
    name: "k6",
    command: options.k6Path,
    args: buildK6Arguments(options.scriptPath, options.configPath),
    env: buildK6Environment(options.settings),
    input: null,
    stdout: "samples",
    logPath: options.logPath,
  });
  const done = ended.then(async (end) => {
    await finished(samples, { writable: false }).catch(() => {});
    return end;
  });
  return { ended: Promise.race([done, failed.promise]) };
}

/** The first error of k6's JSON log, for example an exception in the scenario; null without one. */
export async function findLogError(logPath: string): Promise<string | null> {
  const text = await readFile(logPath, "utf8").catch(() => "");
  for (const line of text.split("\n")) {
    if (!line.includes('"level":"error"') && !line.includes('"level":"fatal"')) continue;
    try {
      return String((JSON.parse(line) as { msg?: unknown }).msg ?? line).slice(0, 600);
    } catch {
      return line.slice(0, 600);
    }
  }
  return null;
}

/** What k6's end says: null when it went well. Exit codes: k6's errext/exitcodes. */
export function describeLoadEnd(end: ProcessEnd, logError: string | null): string | null {
  const because = logError === null ? "" : `: ${logError.split("\n")[0]}`;
  if (end.signal !== null) return `k6 was ended by ${end.signal}${because}`;
  if (end.code !== 0) return `k6 ended with exit code ${end.code}${because}`;
  return logError === null ? null : `the scenario threw an exception${because}`;
}

/** The error of a k6 that never said when the drill starts. */
export function buildNoStartError(end: ProcessEnd, logError: string | null): EdgeError {
  return new EdgeError("the load generator did not start the drill", {
    got: describeLoadEnd(end, logError) ?? "it ended without a word",
    hint: "see k6.log in the run directory; `tilldrill doctor` checks k6",
  });
}
