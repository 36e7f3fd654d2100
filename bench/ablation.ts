// `npm run ablation`: drills an incident with each mechanism off in turn, and writes the table to docs/.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { availableParallelism, totalmem } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { parseArgs } from "node:util";
import { ConfigError, EdgeError } from "../harness/errors.ts";
import { type DrillResult, runResultSchema } from "../harness/record/drill-result.ts";
import { findIncident, incidents } from "../scenarios/catalogue.ts";
import { listMechanisms } from "../scenarios/without.ts";
import { type Ablation, type AblationRow, listUnflipped, renderAblation } from "./ablation-table.ts";
import { runCommand } from "./run-command.ts";

const entry = join(import.meta.dirname, "../harness/cli.ts");
const docs = join(import.meta.dirname, "../docs");
const usage =
  "usage: npm run ablation -- [--incident NAME] [--seed N] [--only MECHANISM,...] [--print] [--resume] [--out DIRECTORY]\n";

/** A drill that ended with one of these was judged; its facts stand. */
const judged = [0, 10, 11];
const unflippedCode = 10;

interface Options {
  readonly incident: string;
  readonly seed: string;
  readonly only: readonly (string | null)[];
  /** Prints the page instead of writing it to docs/. */
  readonly print: boolean;
  readonly resume: boolean;
  readonly out: string;
  readonly help: boolean;
}

const optionTypes = {
  incident: { type: "string", default: "checkout-outage" },
  seed: { type: "string", default: "1" },
  only: { type: "string" },
  print: { type: "boolean", default: false },
  resume: { type: "boolean", default: false },
  out: { type: "string", default: "drills/ablation" },
  help: { type: "boolean", short: "h", default: false },
} as const;

function readOptions(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: optionTypes }).values;
  } catch (problem) {
    throw new ConfigError({ what: (problem as Error).message, where: "the command line", hint: usage.trim() });
  }
}

function parseCommandLine(args: readonly string[]): Options {
  const values = readOptions(args);
  const incident = findIncident(values.incident);
  if (incident === undefined) {
    const expected = incidents.map(({ name }) => name).join(", ");
    throw new ConfigError({ what: "unknown incident", expected, got: values.incident });
  }
  if (!/^\d{1,9}$/.test(values.seed))
    throw new ConfigError({ what: "`--seed` is no whole number", expected: "0 to 999999999", got: values.seed });
  const named = values.only?.split(",") ?? [];
  const mechanisms = listMechanisms(incident.name);
  const unknown = named.filter((name) => !mechanisms.includes(name));
  if (unknown.length > 0)
    throw new ConfigError({
      what: `unknown mechanism of ${incident.name}`,
      expected: mechanisms.join(", "),
      got: unknown.join(", "),
    });
  // A few rows are a look, not the table that belongs into docs/.
  const isPart = named.length > 0 || !incident.inDefaultRun;
  const only = [null, ...mechanisms.filter((name) => named.length === 0 || named.includes(name))];
  return { ...values, only, print: values.print || isPart };
}

/** One drill of the control with that mechanism off. Ctrl-C goes to it too; it restores and records before it ends. */
async function drill(options: Options, mechanism: string | null, signal: AbortSignal): Promise<DrillResult> {
  const { incident, seed, out } = options;
  const off = mechanism === null ? [] : ["--test-without", mechanism];
  const command = ["run", incident, "--variant", "as-it-happened", "--seed", seed, "--out", out, "--json", ...off];
  const child = spawn(process.execPath, [entry, ...command], { stdio: ["ignore", "pipe", "inherit"] });
  const onAbort = () => void child.kill("SIGINT");
  signal.addEventListener("abort", onAbort, { once: true });
  const [stdout, [exitCode]] = await Promise.all([text(child.stdout), once(child, "close")]);
  signal.removeEventListener("abort", onAbort);
  signal.throwIfAborted();
  if (!judged.includes(exitCode))
    throw new EdgeError(`the drill without ${mechanism ?? "nothing"} ended with exit code ${exitCode}`, {
      expected: judged.join(", "),
      got: `${exitCode}`,
    });
  return runResultSchema.parse(JSON.parse(stdout)).drills[0] as DrillResult;
}

function buildAblation(options: Options, pace: number, rows: readonly AblationRow[]): Ablation {
  return {
    incident: options.incident,
    seed: Number(options.seed),
    pace,
    date: new Date().toISOString().slice(0, 10),
    machine: `${availableParallelism()} cores, ${Math.round(totalmem() / 2 ** 30)} GB`,
    versions: `Node ${process.versions.node}`,
    rows,
  };
}

/** Rows of an earlier, broken off run with the same incident and seed. */
async function readRows(path: string, { incident, seed, resume }: Options): Promise<AblationRow[]> {
  if (!resume) return [];
  const stored: Ablation = JSON.parse(await readFile(path, "utf8"));
  return stored.incident === incident && stored.seed === Number(seed) ? [...stored.rows] : [];
}

async function ablate(args: readonly string[], signal: AbortSignal): Promise<number> {
  const options = parseCommandLine(args);
  if (options.help) {
    process.stdout.write(usage);
    return 0;
  }
  await mkdir(options.out, { recursive: true });
  const rowsPath = join(options.out, "rows.json");
  const rows = await readRows(rowsPath, options);
  const pace = findIncident(options.incident)?.pace ?? 1;
  for (const mechanism of options.only) {
    if (rows.some((row) => row.mechanism === mechanism)) continue;
    process.stderr.write(`${options.incident}, switched off: ${mechanism ?? "nothing"}\n`);
    const { facts, verdict, reasons } = await drill(options, mechanism, signal);
    rows.push({ mechanism, facts, reasons: verdict === "inconclusive" ? reasons : [] });
    await writeFile(rowsPath, `${JSON.stringify(buildAblation(options, pace, rows), null, 2)}\n`);
  }
  const inOrder = options.only.flatMap((mechanism) => rows.filter((row) => row.mechanism === mechanism));
  const ablation = buildAblation(options, pace, inOrder);
  const page = renderAblation(ablation);
  if (options.print) process.stdout.write(page);
  else await writeFile(join(docs, `${options.incident}-ablation.md`), page);
  const unflipped = listUnflipped(ablation);
  if (unflipped.length > 0) process.stderr.write(`nothing flips ${unflipped.join(", ")}\n`);
  return unflipped.length === 0 ? 0 : unflippedCode;
}

await runCommand(ablate);
