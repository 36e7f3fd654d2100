// The shop that a drill needs: size, limits, pace and defences, and where its books and logs lie.
import { join } from "node:path";
import type { RecordingParts } from "./build-recording.ts";
import { configurePromotion } from "./promotion-of-drill.ts";
import type { RunDirectory } from "./run-directory.ts";
import type { ShopOptions } from "./shop-processes.ts";

export function buildShopOptions(parts: RecordingParts, directory: RunDirectory): ShopOptions {
  const { options, shopWorkers } = parts;
  const { incident } = options.loaded;
  return {
    ledgerPath: directory.file("ledger"),
    paymentsPath: directory.file("payments"),
    logPath: (name) => join(directory.scratch, `${name}.log`),
    seed: options.seed,
    currency: incident.currency,
    workers: shopWorkers,
    serviceMs: incident.serviceMs,
    queueBoundMs: incident.queueBoundMs,
    paymentDeadlineMs: incident.paymentDeadlineMs,
    pace: options.pace,
    defences: options.shopDefences,
    pageDelayMs: incident.pageDelayMs,
    ...configurePromotion(parts),
    ...(options.test.shop === undefined ? {} : { directory: options.test.shop }),
  };
}
