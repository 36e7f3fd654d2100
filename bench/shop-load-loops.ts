// Sends prepared requests over keep-alive connections, closed or open, and times each.
import { performance } from "node:perf_hooks";
import { type RawAnswer, ShopConnection } from "./shop-connection.ts";
import type { LoadResult, LoadShape } from "./shop-load.ts";
import { Tally } from "./shop-tally.ts";

/** Gives the bytes of the n-th request, from 0. */
export type NextRequest = (index: number) => Buffer;

/** Opens `count` connections, lets `work` use them, and closes them. */
export async function withConnections<Result>(
  port: number,
  count: number,
  work: (connections: ShopConnection[]) => Promise<Result>,
): Promise<Result> {
  const connections = await Promise.all(Array.from({ length: count }, () => ShopConnection.open(port)));
  try {
    return await work([...connections]);
  } finally {
    for (const connection of connections) connection.close();
  }
}

export function runLoad(port: number, count: number, shape: LoadShape, next: NextRequest): Promise<LoadResult> {
  return withConnections(port, shape.connections, (connections) =>
    shape.kind === "closed" ? runClosed(connections, count, next) : runOpen(connections, count, shape.perSecond, next),
  );
}

async function runClosed(connections: ShopConnection[], count: number, next: NextRequest): Promise<LoadResult> {
  const tally = new Tally(count);
  let begun = 0;
  const work = async (connection: ShopConnection) => {
    while (begun < count) {
      const request = next(begun++);
      const sentAtMs = performance.now();
      tally.add(await connection.send(request), sentAtMs, sentAtMs);
    }
  };
  await Promise.all(connections.map(work));
  return tally.finish();
}

/** Due times are even; who is due waits for a connection that is free, and that wait counts. */
async function runOpen(
  idle: ShopConnection[],
  count: number,
  perSecond: number,
  next: NextRequest,
): Promise<LoadResult> {
  const tally = new Tally(count);
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const startedAtMs = performance.now();
  let begun = 0;
  let answered = 0;
  const sendDue = () => {
    while (begun < count && idle.length > 0) {
      const dueAtMs = startedAtMs + (begun * 1000) / perSecond;
      const sentAtMs = performance.now();
      if (dueAtMs > sentAtMs) return;
      const connection = idle.pop() as ShopConnection;
      const onAnswer = (answer: RawAnswer) => {
        tally.add(answer, dueAtMs, sentAtMs);
        idle.push(connection);
        answered += 1;
        if (answered === count) resolve();
        else sendDue();
      };
      connection.send(next(begun++)).then(onAnswer).catch(reject);
    }
  };
  const timer = setInterval(sendDue, 1);
  try {
    await promise;
  } finally {
    clearInterval(timer);
  }
  return tally.finish();
}
