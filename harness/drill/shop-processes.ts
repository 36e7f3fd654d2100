// Starts the built-in shop and its payment provider under the guard.
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { z } from "zod";
import { ConfigError, EdgeError } from "../errors.ts";
import type { Guard, ProcessEnd } from "./guard/guard.ts";

export const repository = join(import.meta.dirname, "../..");
const providerMain = "mock-shop/payment-provider/main.ts";
const shopMain = "mock-shop/main.ts";

/** A process of ours is up within this time, or something is wrong. */
const readyTimeoutMs = 20_000;

const readyLine = z.union([
  z.object({ ready: z.literal(true), pid: z.int(), origin: z.string(), control: z.string() }),
  z.object({ ready: z.literal(false), exitCode: z.int(), problem: z.string(), hint: z.string().optional() }),
]);

export interface ShopOptions {
  readonly ledgerPath: string;
  readonly paymentsPath: string;
  readonly logPath: (name: string) => string;
  readonly seed: number;
  readonly currency: string;
  readonly workers: number;
  readonly serviceMs: number;
  readonly queueBoundMs: number;
  readonly paymentDeadlineMs: number;
  /** Incident seconds in a real one. */
  readonly pace: number;
  readonly port?: number;
  readonly defences?: readonly string[];
  readonly voucherBug?: string;
  /** What defences hold a promotion against, in rehearsed customers' units. */
  readonly promotionGuard?: { readonly budgetCents: number; readonly usesPerMinute: number };
  /** As the shop's configuration has them; default: the shop's own. */
  readonly vouchers?: readonly object[];
  readonly voucherCapCheck?: "off" | "read-then-write" | "atomic";
  readonly capacityModel?: boolean;
  /** Wall ms more on every page. */
  readonly pageDelayMs?: number;
  /** Holds the `mock-shop` to start; default: this repository. */
  readonly directory?: string;
}

export interface RunningShop {
  readonly origin: string;
  readonly control: string;
  readonly token: string;
  readonly pid: number;
  readonly paymentProviderPid: number;
  /** Resolves with the name of the first of the two that ends. */
  readonly death: Promise<{ name: string; end: ProcessEnd }>;
}

/** Waits for the one line that a process of ours prints when it is up. Throws EdgeError when it is not, ConfigError when it refuses. */
export async function waitUntilReady(
  name: string,
  ready: Promise<string>,
  ended: Promise<ProcessEnd>,
  signal: AbortSignal,
): Promise<{ pid: number; origin: string; control: string }> {
  signal.throwIfAborted();
  const failed = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => failed.reject(new EdgeError(`the ${name} is not up`, { expected: `within ${readyTimeoutMs / 1000} s` })),
    readyTimeoutMs,
  );
  const onAbort = () => failed.reject(signal.reason);
  signal.addEventListener("abort", onAbort, { once: true });
  void ended.then(({ code, signal: by }) =>
    failed.reject(new EdgeError(`the ${name} ended before it was up`, { got: by ?? `exit code ${code}` })),
  );
  failed.promise.catch(() => {});
  try {
    const line = readyLine.parse(JSON.parse(await Promise.race([ready, failed.promise])));
    if (line.ready) return line;
    if (line.exitCode === 64)
      throw new ConfigError({
        what: `the ${name} refuses its configuration`,
        got: line.problem,
        hint: "`--help` after the command says what its options do",
      });
    throw new EdgeError(`the ${name} cannot start`, {
      got: line.problem,
      ...(line.hint === undefined ? {} : { hint: line.hint }),
    });
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", onAbort);
  }
}

/**
 * Starts provider, then shop; secrets go through their stdin. Throws EdgeError when one does not come up, ConfigError when
 * it refuses what it is told.
 */
export async function startShop(guard: Guard, options: ShopOptions, signal: AbortSignal): Promise<RunningShop> {
  const token = randomBytes(24).toString("base64url");
  const providerKey = randomBytes(24).toString("base64url");
  const start = (name: string, main: string, configuration: object) =>
    guard.run({
      name,
      command: process.execPath,
      args: [join(options.directory ?? repository, main)],
      env: {},
      input: JSON.stringify({
        host: "127.0.0.1",
        controlPort: 0,
        controlToken: token,
        seed: options.seed,
        ...configuration,
      }),
      stdout: "events",
      logPath: options.logPath(name),
    });
  const provider = start("provider", providerMain, { port: 0, providerKey, booksPath: options.paymentsPath });
  const {
    origin: providerOrigin,
    control: providerControlUrl,
    pid: paymentProviderPid,
  } = await waitUntilReady("payment provider", provider.ready, provider.ended, signal);
  const shop = start("shop", shopMain, {
    port: options.port ?? 0,
    providerKey,
    providerOrigin,
    providerControlUrl,
    booksPath: options.ledgerPath,
    workers: options.workers,
    serviceMs: options.serviceMs,
    queueBoundMs: options.queueBoundMs,
    paymentDeadlineMs: options.paymentDeadlineMs,
    pace: options.pace,
    defences: options.defences ?? [],
    voucherBug: options.voucherBug ?? "none",
    capacityModel: options.capacityModel ?? true,
    pageDelayMs: options.pageDelayMs ?? 0,
    ...pickPromotion(options),
    currency: options.currency,
  });
  const { origin, control, pid } = await waitUntilReady("shop", shop.ready, shop.ended, signal);
  guard.watchFaults({ control, token });
  const death = Promise.race([
    provider.ended.then((end) => ({ name: "payment provider", end })),
    shop.ended.then((end) => ({ name: "shop", end })),
  ]);
  return { origin, control, token, pid, paymentProviderPid, death };
}

function pickPromotion({ promotionGuard, vouchers, voucherCapCheck }: ShopOptions): object {
  return { promotionGuard, vouchers, voucherCapCheck };
}
