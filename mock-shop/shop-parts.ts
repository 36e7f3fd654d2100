import type { Capacity } from "./capacity-gate.ts";
import type { ChangeLog } from "./changes.ts";
import type { Clock, IncidentClock } from "./clock.ts";
import type { ShopConfiguration } from "./configuration.ts";
import type { Counters } from "./counters.ts";
import type { DefenceSwitchboard } from "./defences/switchboard.ts";
import type { FaultRegistry } from "./faults/registry.ts";
import type { ShopBooks } from "./ledger/shop-books.ts";
import type { ShopMetrics } from "./metrics/shop-metrics.ts";
import type { BackgroundPayments } from "./ordering/background-payments.ts";
import type { DeferredOrders } from "./ordering/deferred-orders.ts";
import type { OrderNumbers } from "./ordering/order-numbers.ts";
import type { StockLevels } from "./ordering/stock-levels.ts";
import type { PaymentClient } from "./payments/payment-client.ts";
import type { Catalogue } from "./rules/catalogue.ts";
import type { SessionStore } from "./session/store.ts";
import type { Settings } from "./settings.ts";

/** Everything that storefront and control API act on. */
export interface ShopParts {
  readonly configuration: ShopConfiguration;
  readonly catalogue: Catalogue;
  readonly clock: Clock;
  readonly incidentClock: IncidentClock;
  readonly counters: Counters;
  readonly metrics: ShopMetrics;
  readonly changes: ChangeLog;
  readonly settings: Settings;
  readonly faults: FaultRegistry;
  readonly defences: DefenceSwitchboard;
  readonly capacity: Capacity;
  readonly sessions: SessionStore;
  readonly books: ShopBooks;
  readonly payments: PaymentClient;
  readonly background: BackgroundPayments;
  readonly deferred: DeferredOrders;
  readonly orderNumbers: OrderNumbers;
  readonly stock: StockLevels;
}
