// Shop and payment provider as processes of a test, which it may kill and start again.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import type { CapacityState } from "../../mock-shop/capacity/worker-pool.ts";

export const repository = resolve(import.meta.dirname, "../..");

const secrets = { controlToken: "a-control-token", providerKey: "a-provider-key" };
const mains = { shop: "mock-shop/main.ts", provider: "mock-shop/payment-provider/main.ts" } as const;

export interface ServiceStart {
  readonly kind: keyof typeof mains;
  readonly configuration: object;
  /** Where `mock-shop` lies; this repository unless a test made a copy. */
  readonly root?: string;
  /** A program with its arguments that runs the service. */
  readonly under?: readonly string[];
}

export interface ServiceState {
  readonly counters: Readonly<Record<string, number>>;
  readonly capacity: CapacityState;
}

export class ShopService implements AsyncDisposable {
  readonly origin: string;
  readonly control: string;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, origin: string, control: string) {
    this.#child = child;
    this.origin = origin;
    this.control = control;
  }

  static async start({ kind, configuration, root = repository, under = [] }: ServiceStart): Promise<ShopService> {
    const [command = "", ...args] = [...under, process.execPath, join(root, mains[kind])];
    const child = spawn(command, args, { stdio: ["pipe", "pipe", "inherit"] });
    child.stdin.on("error", () => undefined);
    child.stdin.write(`${JSON.stringify({ ...secrets, ...configuration })}\n`);
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const { value = "{}" } = await lines.next();
    const said = JSON.parse(value) as { ready?: boolean; origin: string; control: string; problem?: string };
    if (said.ready !== true) throw new Error(`expected the ${kind} to start, got ${said.problem ?? "its end"}`);
    return new ShopService(child, said.origin, said.control);
  }

  get port(): number {
    return Number(new URL(this.origin).port);
  }

  get controlPort(): number {
    return Number(new URL(this.control).port);
  }

  /** At the control API: `POST` with a body, `GET` without. */
  callControl(path: string, body?: object): Promise<Response> {
    const headers = { authorization: `Bearer ${secrets.controlToken}`, "content-type": "application/json" };
    const init = body ? { method: "POST", headers, body: JSON.stringify(body) } : { headers };
    return fetch(`${this.control}/control/${path}`, init);
  }

  async readState(): Promise<ServiceState> {
    return (await (await this.callControl("state")).json()) as ServiceState;
  }

  /** Without a word, as a machine dies. */
  async kill(): Promise<void> {
    this.#child.kill("SIGKILL");
    await this.#waitForExit();
  }

  /** As its starter's end ends it. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#child.stdin?.end();
    await this.#waitForExit();
  }

  async #waitForExit(): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) await once(this.#child, "exit");
  }
}
