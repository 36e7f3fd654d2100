import { CapacityGate } from "./capacity-gate.ts";
import { ChangeLog } from "./changes.ts";
import { buildIncidentClock, type Clock } from "./clock.ts";
import type { ShopConfiguration } from "./configuration.ts";
import { createCounters } from "./counters.ts";
import { defences as knownDefences } from "./defences/catalogue.ts";
import { DefenceSwitchboard } from "./defences/switchboard.ts";
import { FaultRegistry } from "./faults/registry.ts";
import { openShopBooks, type ShopBooks } from "./ledger/shop-books.ts";
import { ShopMetrics } from "./metrics/shop-metrics.ts";
import { addShopReadings } from "./metrics/shop-readings.ts";
import { BackgroundPayments } from "./ordering/background-payments.ts";
import { DeferredOrders } from "./ordering/deferred-orders.ts";
import { FulfilmentRun } from "./ordering/fulfilment-run.ts";
import { OrderNumbers } from "./ordering/order-numbers.ts";
import { abandonWhatWasBegun, Recovery } from "./ordering/recovery.ts";
import { openStockLevels } from "./ordering/stock-levels.ts";
import { EndpointSelection } from "./payments/endpoint.ts";
import { PaymentClient, type PaymentClientSettings } from "./payments/payment-client.ts";
import { buildCatalogue } from "./rules/catalogue.ts";
import { SessionStore } from "./session/store.ts";
import { Settings } from "./settings.ts";
import type { ShopParts } from "./shop-parts.ts";

export interface OpenShop {
  readonly parts: ShopParts;
  /** Finishes captures for at most `captureGraceMs`, then closes payments and books, in this order. */
  close(captureGraceMs: number): Promise<void>;
}

/** The shop without its listeners: books open, and what an earlier process left behind taken up again. */
export async function openShop(configuration: ShopConfiguration, clock: Clock): Promise<OpenShop> {
  const terms = { seed: configuration.seed, wallMsPerMinute: 60_000 / configuration.pace };
  const books = await openShopBooks(configuration.booksPath, terms);
  try {
    return await openWith(books, configuration, clock);
  } catch (error) {
    await books.close();
    throw error;
  }
}

async function openWith(books: ShopBooks, configuration: ShopConfiguration, clock: Clock): Promise<OpenShop> {
  const opening = await books.run("readOpening", { nowMs: clock.nowMs() });
  const parts = await buildParts(books, configuration, clock, opening.atMs);
  addShopReadings(parts.metrics.registry, parts);
  const recovery = new Recovery(parts);
  const fulfilment = new FulfilmentRun(parts);
  await recovery.start(opening);
  await parts.deferred.start();
  fulfilment.start();
  parts.metrics.start(clock);
  return {
    parts,
    close: async (captureGraceMs) => {
      await parts.background.waitUntilSettled(captureGraceMs);
      recovery.close();
      fulfilment.close();
      parts.deferred.close();
      parts.background.close();
      parts.faults.close();
      parts.metrics.close();
      await parts.payments.close();
      await books.close();
    },
  };
}

async function buildParts(
  books: ShopBooks,
  configuration: ShopConfiguration,
  clock: Clock,
  openedAtMs: number,
): Promise<ShopParts> {
  const { seed, workers, serviceMs, queueBoundMs, capacityModel } = configuration;
  const changes = new ChangeLog(clock);
  const settings = new Settings(changes, {
    "voucher.bug": configuration.voucherBug,
    "voucher.capCheck": configuration.voucherCapCheck,
  });
  const faults = new FaultRegistry(clock, changes);
  const counters = createCounters();
  const incidentClock = buildIncidentClock(openedAtMs, configuration.pace);
  const defences = new DefenceSwitchboard(knownDefences, {
    serviceMs,
    queueBoundMs,
    toWallMs: incidentClock.toWallMs,
    isOrderingPaused: () => settings.get("storefront.orderingPaused"),
    countDeferredOrders: () => deferred.waiting,
    promotionGuard: configuration.promotionGuard,
    readMinute: () => incidentClock.minuteAt(clock.nowMs()),
    areVouchersOff: () => settings.get("voucher.isOff"),
    switchVouchersOff: (by) => void settings.protect("voucher.isOff", true, by),
    readWorkers: () => capacity.readState(),
  });
  for (const name of configuration.defences) defences.switchOn(name);
  const capacity: CapacityGate = new CapacityGate(
    { workers, serviceMs, queueBoundMs, seed, isOn: capacityModel },
    clock,
    () => defences.queueDiscipline,
  );
  const endpoint = new EndpointSelection(settings, faults, seed);
  const payments = new PaymentClient(describeProvider(configuration, clock, faults), endpoint, counters);
  await abandonWhatWasBegun(books);
  const catalogue = buildCatalogue(seed);
  const stock = await openStockLevels(books, configuration, catalogue);
  const background = new BackgroundPayments({ books, payments, clock, counters, stock, seed });
  const deferred: DeferredOrders = new DeferredOrders({
    ...{ books, payments, background, configuration, counters, clock, incidentClock, defences, stock },
  });
  return {
    configuration,
    catalogue,
    clock,
    incidentClock,
    counters,
    metrics: new ShopMetrics(),
    changes,
    settings,
    faults,
    defences,
    capacity,
    sessions: new SessionStore(configuration.maxSessions),
    books,
    payments,
    background,
    deferred,
    orderNumbers: new OrderNumbers(books),
    stock,
  };
}

function describeProvider(
  configuration: ShopConfiguration,
  clock: Clock,
  faults: FaultRegistry,
): PaymentClientSettings {
  return {
    origin: configuration.providerOrigin,
    key: configuration.providerKey,
    deadlineMs: configuration.paymentDeadlineMs,
    connections: configuration.maxPaymentsInFlight,
    seed: configuration.seed,
    clock,
    faults,
  };
}
