import { buildControlApp } from "./api/control-app.ts";
import { buildStorefront } from "./app.ts";
import { type Clock, systemClock } from "./clock.ts";
import { shopConfigurationSchema } from "./configuration.ts";
import { openShop } from "./open-shop.ts";
import { closeWithin, listen } from "./process/listen.ts";
import { parseWith } from "./process/problems.ts";
import type { RunningService } from "./process/run-process.ts";

const requestGraceMs = 1_000;
const captureGraceMs = 1_000;

/** The shop with both listeners. They are separate, so that an overloaded storefront keeps nobody from the controls. */
export async function startShop(input: unknown, clock: Clock = systemClock): Promise<RunningService> {
  const configuration = parseWith(shopConfigurationSchema, input);
  await using undo = new AsyncDisposableStack();
  const shop = await openShop(configuration, clock);
  undo.defer(() => shop.close(captureGraceMs));
  const controlApp = buildControlApp(shop.parts);
  undo.defer(() => closeWithin(controlApp, requestGraceMs));
  const control = await listen(controlApp, configuration.host, configuration.controlPort);
  const storefront = buildStorefront(shop.parts);
  undo.defer(() => closeWithin(storefront, requestGraceMs));
  const origin = await listen(storefront, configuration.host, configuration.port);
  const cleanUp = undo.move();
  return { origin, control, close: () => cleanUp.disposeAsync() };
}
