// A shop of its own under a guard of its own, and k6 runs against it, one after the other.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { request } from "undici";
import { z } from "zod";
import type { RecordingParts } from "../harness/drill/build-recording.ts";
import { Guard } from "../harness/drill/guard/guard.ts";
import { type RunningShop, startShop } from "../harness/drill/shop-processes.ts";
import { EdgeError } from "../harness/errors.ts";
import type { ScriptSettings } from "../scenarios/script-settings.ts";
import type { FollowOrder, FollowResult } from "./load-follower.ts";

export type Mode = FollowOrder["mode"];

/** What one k6 run cost, and how many requests the shop counted in it. */
export type LaneRun = FollowResult & { readonly requests: number };

/** What all runs share. */
export interface LaneLoad {
  readonly parts: RecordingParts;
  readonly k6Path: string;
  readonly scriptPath: string;
  readonly settings: Omit<ScriptSettings, "origin">;
}

const stopGraceMs = 2000;
const shopState = z.object({ counters: z.object({ requests: z.number() }) });

async function countRequests({ control, token }: RunningShop): Promise<number> {
  const { body } = await request(`${control}/control/state`, { headers: { authorization: `Bearer ${token}` } });
  return shopState.parse(await body.json()).counters.requests;
}

export class ShopLane implements AsyncDisposable {
  readonly #guard: Guard;
  readonly #shop: RunningShop;
  readonly #load: LaneLoad;
  readonly #directory: string;
  #runs = 0;

  private constructor(guard: Guard, shop: RunningShop, load: LaneLoad, directory: string) {
    this.#guard = guard;
    this.#shop = shop;
    this.#load = load;
    this.#directory = directory;
  }

  /** Starts provider and shop as a drill does. Throws EdgeError when they do not come up. */
  static async open(load: LaneLoad, directory: string, signal: AbortSignal): Promise<ShopLane> {
    await mkdir(directory);
    const { incident } = load.parts.options.loaded;
    const guard = await Guard.start();
    try {
      guard.removeAtEnd(directory);
      const shop = await startShop(
        guard,
        {
          ledgerPath: join(directory, "ledger.sqlite"),
          paymentsPath: join(directory, "payments.sqlite"),
          logPath: (name) => join(directory, `${name}.log`),
          seed: load.settings.seed,
          currency: incident.currency,
          workers: load.parts.shopWorkers,
          serviceMs: incident.serviceMs,
          queueBoundMs: incident.queueBoundMs,
          paymentDeadlineMs: incident.paymentDeadlineMs,
          pace: 1,
        },
        signal,
      );
      return new ShopLane(guard, shop, load, directory);
    } catch (problem) {
      await guard[Symbol.asyncDispose]();
      throw problem;
    }
  }

  /** Runs k6 once in a follower process of its own. */
  async run(mode: Mode, signal: AbortSignal): Promise<LaneRun> {
    const name = `follower-${++this.#runs}`;
    const { k6Path, scriptPath, settings, parts } = this.#load;
    const order: FollowOrder = {
      mode,
      k6Path,
      scriptPath,
      logPath: join(this.#directory, "k6.log"),
      runDirectory: join(this.#directory, name),
      incidentName: parts.plan.incident,
      share: parts.plan.share,
      settings: { ...settings, origin: this.#shop.origin },
    };
    const before = await countRequests(this.#shop);
    const { ready, ended } = this.#guard.run({
      name,
      command: process.execPath,
      args: [join(import.meta.dirname, "load-follower.ts")],
      env: {},
      input: JSON.stringify(order),
      stdout: "events",
      logPath: join(this.#directory, `${name}.log`),
    });
    const failed = Promise.withResolvers<never>();
    failed.promise.catch(() => {});
    void ended.then(() => failed.reject(new EdgeError("a run ended without a result", { where: name })));
    const onAbort = () => failed.reject(signal.reason);
    signal.addEventListener("abort", onAbort, { once: true });
    if (signal.aborted) onAbort();
    try {
      const result = JSON.parse(await Promise.race([ready, failed.promise])) as FollowResult;
      if (result.exitCode !== 0) throw new EdgeError("k6 did not end well", { got: `exit code ${result.exitCode}` });
      return { ...result, requests: (await countRequests(this.#shop)) - before };
    } finally {
      signal.removeEventListener("abort", onAbort);
      await this.#guard.stop(name, "SIGTERM", stopGraceMs);
    }
  }

  /** Lets go of the guard, which ends everything of this lane. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#guard[Symbol.asyncDispose]();
  }
}
