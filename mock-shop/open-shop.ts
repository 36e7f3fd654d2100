import { CapacityGate } from "./capacity-gate.ts";
import { ChangeLog } from "./changes.ts";
import type { Clock } from "./clock.ts";
import type { ShopConfiguration } from "./configuration.ts";
import { createCounters } from "./counters.ts";
import { FaultRegistry } from "./faults/registry.ts";
import { openShopBooks } from "./ledger/shop-books.ts";
import { BackgroundPayments } from "./ordering/background-payments.ts";
import { OrderNumbers } from "./ordering/order-numbers.ts";
import { EndpointSelection } from "./payments/endpoint.ts";
import { PaymentClient } from "./payments/payment-client.ts";
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
  const { seed, workers, serviceMs, queueBoundMs, capacityModel } = configuration;
  const books = await openShopBooks(configuration.booksPath);
  const changes = new ChangeLog(clock);
  const settings = new Settings(changes);
  const faults = new FaultRegistry(clock, changes);
  const counters = createCounters();
  const clientSettings = {
    origin: configuration.providerOrigin,
    key: configuration.providerKey,
    deadlineMs: configuration.paymentDeadlineMs,
    connections: configuration.maxPaymentsInFlight,
  };
  const payments = new PaymentClient(clientSettings, new EndpointSelection(settings, faults, seed), counters);
  const background = new BackgroundPayments({ books, payments, clock, counters, seed });
  const parts: ShopParts = {
    configuration,
    catalogue: buildCatalogue(seed),
    clock,
    counters,
    changes,
    settings,
    faults,
    capacity: new CapacityGate({ workers, serviceMs, queueBoundMs, seed, isOn: capacityModel }, clock),
    sessions: new SessionStore(configuration.maxSessions),
    books,
    payments,
    background,
    orderNumbers: new OrderNumbers(books),
  };
  await background.recover();
  return {
    parts,
    close: async (captureGraceMs) => {
      await background.waitUntilSettled(captureGraceMs);
      background.close();
      faults.close();
      await payments.close();
      await books.close();
    },
  };
}
