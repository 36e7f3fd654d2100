import { z } from "zod";
import type { ShopParts } from "../shop-parts.ts";
import { defenceSchema, faultSchema } from "./control-records.ts";
import { defineRoute } from "./control-route.ts";
import { orderStateSchema } from "./order-filter.ts";

const count = z.int().min(0);
const counts = z.record(z.string(), count);

const stateSchema = z.strictObject({
  nowMs: z.int(),
  incident: z.strictObject({ minute: z.number(), pace: z.number() }),
  counters: z.strictObject({
    requests: count,
    pages: counts,
    ordersPlaced: count,
    ordersDeferred: count,
    deferralAttempts: count,
    deferralsCompleted: count,
    deferralsCancelled: count,
    ordersReplayed: count,
    ordersCancelled: count,
    orderedCents: count,
    paymentCalls: count,
    paymentFailures: count,
    paymentRetries: count,
    paymentRetriesRefused: count,
    paymentsInFlight: count,
    captureRefusals: count,
    recoveredPayments: count,
    orphanPayments: count,
    webhooks: counts,
    busyPages: count,
    errorPages: count,
    pendingCaptures: count,
    pendingVoids: count,
    pendingRefunds: count,
    pendingDeferred: count,
    sessions: count,
  }),
  orders: z.partialRecord(orderStateSchema, count).describe("how many are in each state"),
  stock: z.strictObject({ articles: count, soldOut: count }),
  capacity: z.strictObject({
    workers: count,
    busy: count,
    queued: count,
    admitted: count,
    rejected: count,
    shed: count,
    abandoned: count,
    offeredWorkMs: z.number(),
    busyMs: z.number(),
    waitedMs: z.number(),
    utilisation: z.number(),
    utilisationSinceStart: z.number(),
  }),
  configuration: z.strictObject({
    workers: count,
    serviceMs: z.number(),
    queueBoundMs: z.number(),
    paymentDeadlineMs: z.number(),
    seed: z.int(),
    currency: z.string(),
    capacityModel: z.boolean(),
    paymentProvider: z.string().describe("its origin"),
    "payment.endpointPath": z.string(),
    "storefront.statusMessage": z.string(),
    "storefront.orderingPaused": z.boolean(),
    "voucher.bug": z.string(),
    "voucher.capCheck": z.string(),
    "voucher.isOff": z.boolean(),
  }),
  defences: z.array(defenceSchema),
  faults: z.array(faultSchema),
});

export const stateRoutes = [
  defineRoute({
    method: "GET",
    path: "/control/state",
    name: "readState",
    says: "everything that a watcher may know at once; secrets stay out",
    answers: { 200: { says: "the state", schema: stateSchema } },
    handle: async (parts) => ({ status: 200, body: await readShopState(parts) }),
  }),
];

async function readShopState(parts: ShopParts) {
  const { clock, incidentClock, counters, background, deferred, sessions, capacity, settings, faults, configuration } =
    parts;
  const { workers, serviceMs, queueBoundMs, paymentDeadlineMs, seed, currency, capacityModel } = configuration;
  const nowMs = clock.nowMs();
  return {
    nowMs,
    incident: { minute: incidentClock.minuteAt(nowMs), pace: incidentClock.pace },
    counters: {
      ...counters,
      pendingCaptures: background.pendingCaptures,
      pendingVoids: background.pendingVoids,
      pendingRefunds: background.pendingRefunds,
      pendingDeferred: deferred.waiting,
      sessions: sessions.size,
    },
    orders: await parts.books.run("countStates", null),
    stock: countStock(parts),
    capacity: capacity.readState(),
    configuration: {
      workers,
      serviceMs,
      queueBoundMs,
      paymentDeadlineMs,
      seed,
      currency,
      capacityModel,
      paymentProvider: configuration.providerOrigin,
      ...settings.readAll(),
    },
    defences: parts.defences.list(),
    faults: faults.list(),
  };
}

function countStock({ stock, catalogue }: ShopParts) {
  const ids = [...catalogue.productsById.keys()];
  return { articles: ids.length, soldOut: ids.filter((id) => stock.read(id) === 0).length };
}
