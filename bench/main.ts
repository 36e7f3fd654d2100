// `npm run bench [name...]`: measures, prints, and ends with 0 when all limits hold, else with 10.
import { parseArgs } from "node:util";
import { ConfigError } from "../harness/errors.ts";
import { measureCsvRows } from "./csv-rows.ts";
import { measureHarnessCost } from "./harness-cost.ts";
import { judgeFigure, type Measurement } from "./measurement.ts";
import { measureMemory } from "./memory.ts";
import { renderMeasurement } from "./render-table.ts";
import { runCommand } from "./run-command.ts";
import { measureShopOrders } from "./shop-orders.ts";
import { measureShopPages } from "./shop-pages.ts";
import { measureShopScale } from "./shop-scale.ts";

type Measure = (signal: AbortSignal) => Promise<Measurement>;

const measures: Readonly<Record<string, Measure>> = {
  "csv-rows": measureCsvRows,
  memory: measureMemory,
  "harness-cost": measureHarnessCost,
  "shop-pages": measureShopPages,
  "shop-orders": measureShopOrders,
  "shop-scale": measureShopScale,
};

const usage = `usage: npm run bench -- [--json] [${Object.keys(measures).join(" | ")}]...\n`;

function parseCommandLine(args: readonly string[]): { names: string[]; json: boolean; help: boolean } {
  const options = { json: { type: "boolean" }, help: { type: "boolean", short: "h" } } as const;
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    const names = positionals.length === 0 ? Object.keys(measures) : [...new Set(positionals)];
    const unknown = names.filter((name) => measures[name] === undefined);
    if (unknown.length > 0) throw new Error(`unknown benchmark ${unknown.join(", ")}`);
    return { names, json: values.json === true, help: values.help === true };
  } catch (problem) {
    const expected = `[--json] and any of ${Object.keys(measures).join(", ")}`;
    throw new ConfigError({ what: (problem as Error).message, where: "the command line", expected });
  }
}

async function measureAll(args: readonly string[], signal: AbortSignal): Promise<number> {
  const { names, json, help } = parseCommandLine(args);
  if (help) {
    process.stdout.write(usage);
    return 0;
  }
  const measurements: Measurement[] = [];
  for (const name of names) {
    process.stderr.write(`measuring ${name}\n`);
    const measurement = await (measures[name] as Measure)(signal);
    measurements.push(measurement);
    if (!json) process.stdout.write(`${renderMeasurement(measurement)}\n`);
  }
  const results = measurements.map((one) => ({ ...one, figures: one.figures.map(judgeFigure) }));
  const allHold = results.every(({ figures }) => figures.every((figure) => figure.holds));
  if (json) process.stdout.write(`${JSON.stringify({ schemaVersion: 1, allHold, measurements: results }, null, 2)}\n`);
  return allHold ? 0 : 10;
}

await runCommand(measureAll);
