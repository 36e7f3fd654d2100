// Customers who come when they come, however slow the shop is.
import { setTimeout } from "node:timers/promises";
import { Pool } from "undici";

export interface PlannedCall {
  /** From the start, in milliseconds. */
  readonly atMs: number;
  readonly path: string;
  readonly method?: "GET" | "POST";
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface Answer {
  readonly call: PlannedCall;
  /** When it was really sent, and when its last byte had come; from the start. */
  readonly sentAtMs: number;
  readonly endedAtMs: number;
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
}

/** Sends each call at its time, on as many connections as it takes, and waits for all answers. */
export async function sendOpenLoop(origin: string, calls: readonly PlannedCall[]): Promise<Answer[]> {
  const pool = new Pool(origin, { connections: null });
  const startedMs = performance.now();
  const elapsedMs = () => performance.now() - startedMs;
  const send = async (call: PlannedCall): Promise<Answer> => {
    const { path, method = "GET", headers = {}, body = null } = call;
    const sentAtMs = elapsedMs();
    const answer = await pool.request({ path, method, headers, body });
    await answer.body.dump();
    return { call, sentAtMs, endedAtMs: elapsedMs(), status: answer.statusCode, headers: answer.headers };
  };
  const answers: Promise<Answer>[] = [];
  for (const call of calls) {
    const waitMs = call.atMs - elapsedMs();
    if (waitMs > 0) await setTimeout(waitMs);
    answers.push(send(call));
  }
  try {
    return await Promise.all(answers);
  } finally {
    await pool.destroy();
  }
}
