// Loads against one process, with what they cost both sides; and two of them by turns.
import { EdgeError } from "../harness/errors.ts";
import { readCpuMs } from "./cpu-time.ts";
import type { Figure, Limit } from "./measurement.ts";
import type { LoadOrder, LoadResult } from "./shop-load.ts";
import type { Client, StagedProcess } from "./shop-stage.ts";

export interface TimedLoad {
  readonly answers: number;
  readonly wallMs: number;
  /** CPU of the process under load, all threads. */
  readonly cpuMs: number;
  readonly clientCpuMs: number;
}

/** Throws when any answer has another status: a fast error is no figure. */
export async function timeLoad(
  client: Client,
  { pid }: StagedProcess,
  order: LoadOrder,
  status: number,
): Promise<LoadResult & TimedLoad> {
  const beforeMs = readCpuMs(pid);
  const result = await client(order);
  const cpuMs = readCpuMs(pid) - beforeMs;
  if (result.statuses[status] !== result.answers) {
    const got = `${JSON.stringify(result.statuses)}, first ${result.first?.head}`;
    throw new EdgeError("the shop did not answer all of a load", { expected: `only ${status}`, got });
  }
  return { ...result, cpuMs };
}

export function computePerSecond({ answers, wallMs }: TimedLoad): number {
  return (answers * 1000) / wallMs;
}

export function computeCpuUs({ answers, cpuMs }: TimedLoad): number {
  return (cpuMs * 1000) / answers;
}

/** The load client's CPU as a part of its core; near 1 it is the client that was measured. */
export function computeClientShare({ clientCpuMs, wallMs }: TimedLoad): number {
  return clientCpuMs / wallMs;
}

function sumLoads(loads: readonly TimedLoad[]): TimedLoad {
  const sum = (read: (load: TimedLoad) => number) => loads.reduce((total, load) => total + read(load), 0);
  return {
    answers: sum(({ answers }) => answers),
    wallMs: sum(({ wallMs }) => wallMs),
    cpuMs: sum(({ cpuMs }) => cpuMs),
    clientCpuMs: sum(({ clientCpuMs }) => clientCpuMs),
  };
}

export interface Pair {
  readonly one: TimedLoad;
  readonly other: TimedLoad;
}

/** Short slices by turns, changing who begins: a neighbour on a shared core slows both alike, and the ratio stays. */
export async function timeByTurns(
  slices: number,
  timeOne: () => Promise<TimedLoad>,
  timeOther: () => Promise<TimedLoad>,
): Promise<Pair> {
  const ones: TimedLoad[] = [];
  const others: TimedLoad[] = [];
  for (let slice = 0; slice < slices; slice++) {
    if (slice % 2 === 0) ones.push(await timeOne());
    others.push(await timeOther());
    if (slice % 2 === 1) ones.push(await timeOne());
  }
  return { one: sumLoads(ones), other: sumLoads(others) };
}

/** A figure of all rounds. */
export function buildFigure<Round>(
  name: string,
  unit: string,
  rounds: readonly Round[],
  read: (round: Round) => number,
  limit: Limit | null = null,
): Figure {
  return { name, unit, values: rounds.map(read), limit };
}
