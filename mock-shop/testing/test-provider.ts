import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { FastifyInstance } from "fastify";
import { type Clock, systemClock } from "../clock.ts";
import { buildProviderApp } from "../payment-provider/app.ts";
import { providerConfigurationSchema } from "../payment-provider/configuration.ts";
import { buildProviderControlApp } from "../payment-provider/control-app.ts";
import { type OpenProvider, openProvider } from "../payment-provider/open-provider.ts";
import { createTemporaryDirectory } from "./temporary-directory.ts";

export const providerKey = "a-provider-key";

export interface TestProvider extends AsyncDisposable {
  readonly parts: OpenProvider["parts"];
  readonly app: FastifyInstance;
  readonly controls: FastifyInstance;
  readonly booksPath: string;
  query(sql: string): Record<string, unknown>[];
  /** A call with the provider's key, over `inject()`. */
  call(url: string, payload?: object, method?: "POST" | "PUT"): Promise<{ status: number; body: Answer }>;
  /** Puts a fault in, by the control API. */
  inject(kind: string, share: number, value?: object): Promise<{ id: string }>;
}

// biome-ignore lint/suspicious/noExplicitAny: a test knows what it asked for
type Answer = any;

/** A whole provider without listeners, with real books and no answer time of its own. */
export async function openTestProvider(options: { clock?: Clock; booksPath?: string } = {}): Promise<TestProvider> {
  const directory = await createTemporaryDirectory();
  const booksPath = options.booksPath ?? join(directory.path, "payments.sqlite");
  const configuration = providerConfigurationSchema.parse({
    controlToken: "a-control-token",
    booksPath,
    providerKey,
    seed: 1,
    latencyMs: 0,
  });
  const provider = await openProvider(configuration, options.clock ?? systemClock);
  const app = buildProviderApp(provider.parts);
  const controls = buildProviderControlApp(provider.parts);
  return {
    parts: provider.parts,
    app,
    controls,
    booksPath,
    query: (sql) => {
      using database = new DatabaseSync(booksPath, { readOnly: true });
      return database.prepare(sql).all();
    },
    call: async (url, payload, method = "POST") => {
      const headers = { authorization: `Bearer ${providerKey}` };
      const response = await app.inject(payload ? { method, url, payload, headers } : { url, headers });
      return { status: response.statusCode, body: response.json() };
    },
    inject: async (kind, share, value) => {
      const headers = { authorization: "Bearer a-control-token" };
      const payload = { name: kind, kind, share, leaseMs: 60_000, ...(value && { value }) };
      const response = await controls.inject({ method: "POST", url: "/control/faults", payload, headers });
      if (response.statusCode !== 201) throw new Error(`expected a fault, got ${response.body}`);
      return response.json();
    },
    [Symbol.asyncDispose]: async () => {
      provider.release();
      await app.close();
      await controls.close();
      await provider.close();
      await directory[Symbol.asyncDispose]();
    },
  };
}
