import { type Clock, systemClock } from "../clock.ts";
import { closeWithin, listen } from "../process/listen.ts";
import { parseWith } from "../process/problems.ts";
import type { RunningService } from "../process/run-process.ts";
import { buildProviderApp } from "./app.ts";
import { providerConfigurationSchema } from "./configuration.ts";
import { buildProviderControlApp } from "./control-app.ts";
import { openProvider } from "./open-provider.ts";

const requestGraceMs = 1_000;

/** The payment provider with its books and both listeners; `close` leaves one file of books behind. */
export async function startProvider(input: unknown, clock: Clock = systemClock): Promise<RunningService> {
  const configuration = parseWith(providerConfigurationSchema, input);
  await using undo = new AsyncDisposableStack();
  const provider = await openProvider(configuration, clock);
  undo.defer(() => provider.close());
  const app = buildProviderApp(provider.parts);
  undo.defer(() => closeWithin(app, requestGraceMs));
  const origin = await listen(app, configuration.host, configuration.port);
  const controlApp = buildProviderControlApp(provider.parts);
  undo.defer(() => closeWithin(controlApp, requestGraceMs));
  const control = await listen(controlApp, configuration.host, configuration.controlPort);
  undo.defer(() => provider.release());
  const cleanUp = undo.move();
  return { origin, control, close: () => cleanUp.disposeAsync() };
}
