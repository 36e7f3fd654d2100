import { buildControlApp } from "./api/control-app.ts";
import { askStorefrontAt } from "./api/readiness.ts";
import { buildStorefront } from "./app.ts";
import { type Clock, systemClock } from "./clock.ts";
import { shopConfigurationSchema } from "./configuration.ts";
import { openShop } from "./open-shop.ts";
import { WebhookRegistration } from "./payments/webhook-registration.ts";
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
  let origin: string | undefined;
  const controlApp = buildControlApp({ ...shop.parts, askStorefront: () => askStorefrontAt(origin) });
  undo.defer(() => closeWithin(controlApp, requestGraceMs));
  const control = await listen(controlApp, configuration.host, configuration.controlPort);
  const storefront = buildStorefront(shop.parts);
  undo.defer(() => closeWithin(storefront, requestGraceMs));
  origin = await listen(storefront, configuration.host, configuration.port);
  const registration = new WebhookRegistration({
    payments: shop.parts.payments,
    clock,
    seed: configuration.seed,
    url: `${origin}/webhooks/payments`,
  });
  undo.defer(() => registration.close());
  registration.start();
  const cleanUp = undo.move();
  return { origin, control, close: () => cleanUp.disposeAsync() };
}
