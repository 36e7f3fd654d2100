// The built-in shop and its payment provider as processes of their own, for tests that are customers of it.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { CapacityState } from "../../mock-shop/capacity/worker-pool.ts";

const token = "a-control-token";
const providerKey = "a-provider-key";

export interface RunningShop extends AsyncDisposable {
  readonly origin: string;
  /** An operator's action at the control API. */
  act(action: string, body: object): Promise<void>;
  /** How the shop shows one of the pages of a bad day. */
  preview(kind: string): Promise<{ readonly status: number; readonly body: string }>;
  /** What the shop says of its workers. */
  readCapacity(): Promise<CapacityState>;
}

interface Started {
  readonly child: ChildProcess;
  readonly origin: string;
  readonly control: string;
}

/** Starts both on free ports, with books of their own. `changes` are parts of the shop's configuration. */
export async function startShop(changes: object = {}): Promise<RunningShop> {
  await using undo = new AsyncDisposableStack();
  const directory = await mkdtemp(join(tmpdir(), "tilldrill-shop-"));
  undo.defer(() => rm(directory, { recursive: true, force: true }));
  const start = async (file: string, configuration: object) => {
    const started = await startProcess(file, { controlToken: token, providerKey, seed: 7, ...configuration });
    undo.defer(() => end(started.child));
    return started;
  };
  const provider = await start("payment-provider/main.ts", { booksPath: join(directory, "payments.sqlite") });
  const shop = await start("main.ts", {
    booksPath: join(directory, "shop.sqlite"),
    providerOrigin: provider.origin,
    workers: 4,
    serviceMs: 2,
    queueBoundMs: 250,
    paymentDeadlineMs: 2_000,
    currency: "USD",
    ...changes,
  });
  const headers = { authorization: `Bearer ${token}` };
  const cleanUp = undo.move();
  return {
    origin: shop.origin,
    async act(action, body) {
      const init = {
        method: "POST",
        headers: { ...headers, "content-type": "application/json" },
        body: JSON.stringify({ by: "a test", ...body }),
      };
      const answer = await fetch(`${shop.control}/control/actions/${action}`, init);
      if (!answer.ok) throw new Error(`${action}: ${await answer.text()}`);
    },
    async preview(kind) {
      const answer = await fetch(`${shop.control}/control/pages/${kind}`, { headers });
      return { status: answer.status, body: await answer.text() };
    },
    async readCapacity() {
      const answer = await fetch(`${shop.control}/control/state`, { headers });
      return ((await answer.json()) as { capacity: CapacityState }).capacity;
    },
    [Symbol.asyncDispose]: () => cleanUp.disposeAsync(),
  };
}

async function startProcess(file: string, configuration: object): Promise<Started> {
  const path = fileURLToPath(new URL(`../../mock-shop/${file}`, import.meta.url));
  const child = spawn(process.execPath, [path], { stdio: ["pipe", "pipe", "inherit"] });
  child.stdin.write(`${JSON.stringify(configuration)}\n`);
  const line = await Promise.race([
    once(createInterface({ input: child.stdout }), "line").then(([first]) => first as string),
    once(child, "exit").then(([code]) => Promise.reject(new Error(`${file} ended before it was up: ${code}`))),
  ]);
  const ready = JSON.parse(line) as { ready: boolean; origin: string; control: string };
  if (!ready.ready) throw new Error(`${file} is not up: ${line}`);
  return { child, origin: ready.origin, control: ready.control };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, "exit");
  child.stdin?.end();
  await exit;
}
