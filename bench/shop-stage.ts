// A shop on one core; provider and load client on the other; bare servers for comparison on the shop's core.
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as wait } from "node:timers/promises";
import { request } from "undici";
import { EdgeError } from "../harness/errors.ts";
import type { LoadOrder, LoadResult, RecordedAnswer } from "./shop-load.ts";

const here = import.meta.dirname;
const shopCore = "0";
const otherCore = "1";
const endGraceMs = 10_000;
const settleLimitMs = 60_000;
const secrets = { controlToken: "bench-control-token", providerKey: "bench-provider-key" };

/** A voucher that takes every total to 0. */
export const freeVoucher = {
  code: "FREE",
  discountCents: 1_000_000,
  eligibleCategories: ["toys", "digital"],
  minimumBasketCents: 0,
  capPerAccount: 1,
  promotionBudgetCents: null,
  fromMinute: 0,
  untilMinute: null,
};

/** Why two cores cannot be told apart here; null where they can. */
export function describeMissingCores(): string | null {
  const pinned = spawnSync("taskset", ["-c", otherCore, "true"]);
  return pinned.status === 0 ? null : "pinning processes to cores of their own needs taskset and two cores";
}

export interface StagedProcess {
  readonly pid: number;
  readonly port: number;
}

export interface StagedShop extends StagedProcess {
  readonly control: string;
}

/** Carries out one order of load after the other, against one port. */
export type Client = (order: LoadOrder) => Promise<LoadResult>;

export class ShopStage implements AsyncDisposable {
  readonly #started: ChildProcess[] = [];
  readonly #signal: AbortSignal;

  constructor(signal: AbortSignal) {
    this.#signal = signal;
  }

  /** A provider without latency of its own and a shop without capacity model, with books in `directory`. */
  async startShop(directory: string): Promise<StagedShop> {
    const provider = await this.#startService(otherCore, "../mock-shop/payment-provider/main.ts", {
      ...secrets,
      booksPath: join(directory, "payments.sqlite"),
      seed: 1,
      latencyMs: 0,
    });
    return this.#startService(shopCore, "../mock-shop/main.ts", {
      ...secrets,
      booksPath: join(directory, "shop.sqlite"),
      providerOrigin: `http://127.0.0.1:${provider.port}`,
      capacityModel: false,
      workers: 1,
      serviceMs: 10,
      queueBoundMs: 250,
      paymentDeadlineMs: 2_000,
      seed: 1,
      currency: "USD",
      maxSessions: 500_000,
      maxPaymentsInFlight: 1_024,
      vouchers: [freeVoucher],
      stock: { "toys-01": 1_000_000, "digital-01": 1_000_000 },
    });
  }

  /** A bare node:http server on the shop's core. */
  async startBare(answer: RecordedAnswer): Promise<StagedProcess> {
    const { child, readLine } = this.#spawn(shopCore, "shop-bare-server.ts", []);
    child.stdin?.write(`${JSON.stringify(answer)}\n`);
    return { pid: child.pid as number, port: Number(await readLine()) };
  }

  /** A load client on the other core. */
  startClient({ port }: StagedProcess): Client {
    const { child, readLine } = this.#spawn(otherCore, "shop-load-client.ts", [`${port}`]);
    return async (order) => {
      this.#signal.throwIfAborted();
      child.stdin?.write(`${JSON.stringify(order)}\n`);
      return JSON.parse(await readLine()) as LoadResult;
    };
  }

  /** Waits until all payments are captured, so that one round's rest is no other round's load. */
  async settle({ control }: StagedShop): Promise<void> {
    const headers = { authorization: `Bearer ${secrets.controlToken}` };
    for (const untilMs = Date.now() + settleLimitMs; Date.now() < untilMs; ) {
      const { body } = await request(`${control}/control/state`, { headers, signal: this.#signal });
      const { counters } = (await body.json()) as { counters: { pendingCaptures: number; pendingVoids: number } };
      if (counters.pendingCaptures + counters.pendingVoids === 0) return;
      await wait(20);
    }
    throw new EdgeError("the shop did not settle", { expected: `no pending payments after ${settleLimitMs} ms` });
  }

  /** Ends all, the last started first: clients, bare servers, shops, providers. */
  async [Symbol.asyncDispose](): Promise<void> {
    for (const child of this.#started.splice(0).reverse()) await endProcess(child);
  }

  async #startService(core: string, file: string, configuration: object): Promise<StagedShop> {
    const { child, readLine } = this.#spawn(core, file, []);
    child.stdin?.write(`${JSON.stringify(configuration)}\n`);
    const said = JSON.parse(await readLine());
    if (!said.ready) throw new EdgeError("a process of the shop did not start", { where: file, got: said.problem });
    return { pid: child.pid as number, port: Number(new URL(said.origin).port), control: said.control };
  }

  #spawn(core: string, file: string, args: readonly string[]) {
    const command = ["-c", core, process.execPath, join(here, file), ...args];
    const child = spawn("taskset", command, { stdio: ["pipe", "pipe", "inherit"] });
    this.#started.push(child);
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const readLine = async (): Promise<string> => {
      const { value, done } = await lines.next();
      if (done) throw new EdgeError("a process of the benchmark ended early", { where: file });
      return value;
    };
    return { child, readLine };
  }
}

/** By the end of its standard input, and by force when that does not help. */
async function endProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const timer = setTimeout(() => child.kill("SIGKILL"), endGraceMs);
  child.stdin?.end();
  await new Promise((resolve) => child.once("exit", resolve));
  clearTimeout(timer);
}
