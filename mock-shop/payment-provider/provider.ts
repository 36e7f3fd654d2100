import { type Clock, systemClock } from "../clock.ts";
import { Books } from "../ledger/books.ts";
import { closeWithin, listen } from "../process/listen.ts";
import { parseWith } from "../process/problems.ts";
import type { RunningService } from "../process/run-process.ts";
import { buildProviderApp } from "./app.ts";
import { providerConfigurationSchema } from "./configuration.ts";
import { buildProviderControlApp } from "./control-app.ts";
import { createProviderCounters } from "./counters.ts";
import { ProviderLatency } from "./latency.ts";
import type { ProviderOperations } from "./provider-operations.ts";

const requestGraceMs = 1_000;

/** The payment provider with its books and both listeners; `close` leaves one file of books behind. */
export async function startProvider(input: unknown, clock: Clock = systemClock): Promise<RunningService> {
  const configuration = parseWith(providerConfigurationSchema, input);
  await using undo = new AsyncDisposableStack();
  const moduleUrl = new URL("./provider-operations.ts", import.meta.url);
  const books = await Books.open<ProviderOperations>(configuration.booksPath, moduleUrl);
  undo.defer(() => books.close());
  const counters = createProviderCounters();
  const latency = new ProviderLatency(configuration.latencyMs, configuration.seed, clock);
  const app = buildProviderApp({ providerKey: configuration.providerKey, books, clock, counters, latency });
  undo.defer(() => closeWithin(app, requestGraceMs));
  const origin = await listen(app, configuration.host, configuration.port);
  const controlApp = buildProviderControlApp(configuration.controlToken, counters, clock);
  undo.defer(() => closeWithin(controlApp, requestGraceMs));
  const control = await listen(controlApp, configuration.host, configuration.controlPort);
  const cleanUp = undo.move();
  return { origin, control, close: () => cleanUp.disposeAsync() };
}
