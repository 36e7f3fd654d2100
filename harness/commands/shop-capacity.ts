// `--capacity`: how many workers the shop has, how fast they are and how long a request may queue for them.
import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { z } from "zod";
import { ConfigError, describeError } from "../errors.ts";

export interface ShopCapacity {
  readonly workers: number;
  readonly serviceMs: number;
  readonly queueBoundMs: number;
  /** False: no request waits for a worker, the shop is as fast as this machine. */
  readonly capacityModel: boolean;
}

export const standardCapacity: ShopCapacity = { workers: 4, serviceMs: 10, queueBoundMs: 250, capacityModel: true };

const schema = z.strictObject({
  workers: z.int().min(1).max(10_000).default(standardCapacity.workers),
  serviceMs: z.number().positive().max(10_000).default(standardCapacity.serviceMs),
  queueBoundMs: z.number().min(0).max(60_000).default(standardCapacity.queueBoundMs),
});

const hint = 'a file of YAML or JSON such as {"workers": 4, "serviceMs": 10, "queueBoundMs": 250}, or `off`';

/** Reads what `--capacity` names: `off`, or a file. Throws ConfigError with every problem of it. */
export function readShopCapacity(text: string | undefined): ShopCapacity {
  if (text === undefined) return standardCapacity;
  if (text === "off") return { ...standardCapacity, capacityModel: false };
  const result = schema.safeParse(readYaml(text));
  if (result.success) return { ...result.data, capacityModel: true };
  throw new ConfigError(
    result.error.issues.map((issue) => ({
      what: issue.path.length > 0 ? `\`${issue.path.join(".")}\` is not usable (${issue.message})` : issue.message,
      where: text,
      hint,
    })),
  );
}

function readYaml(path: string): unknown {
  try {
    return parse(readFileSync(path, "utf8"));
  } catch (problem) {
    throw new ConfigError({ what: "`--capacity` cannot be read", where: path, got: describeError(problem), hint });
  }
}
