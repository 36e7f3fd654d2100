import type { Registry } from "prom-client";
import type { ShopParts } from "../shop-parts.ts";
import { addCounter, addGauge } from "./pulled-metrics.ts";

/** Everything of the running shop but its requests, in seconds and other base units; money is in cents, as everywhere. */
export function addShopReadings(registry: Registry, parts: ShopParts): void {
  addOrderMetrics(registry, parts);
  addPaymentMetrics(registry, parts);
  addCapacityMetrics(registry, parts);
  addCauseAndDefenceMetrics(registry, parts);
  addBookMetrics(registry, parts);
}

function addOrderMetrics(registry: Registry, parts: ShopParts): void {
  const { counters, sessions, configuration, books, deferred } = parts;
  addGauge(registry, {
    name: "shop_orders",
    help: "Orders in the books, by state.",
    labelNames: ["state"],
    read: () => books.run("countStates", null).then(listByState, () => []),
  });
  addCounter(registry, {
    name: "shop_orders_placed_total",
    help: "Orders placed since the shop's start; a deferred one once its payment is authorized.",
    read: () => counters.ordersPlaced,
  });
  addCounter(registry, {
    name: "shop_orders_replayed_total",
    help: "Times that an order form was sent again and got the first answer.",
    read: () => counters.ordersReplayed,
  });
  addCounter(registry, {
    name: "shop_orders_cancelled_total",
    help: "Orders cancelled, by an operator or because nothing came of a deferred one.",
    read: () => counters.ordersCancelled,
  });
  addCounter(registry, {
    name: "shop_ordered_cents_total",
    help: "Totals of the orders placed, in hundredths of the currency.",
    labelNames: ["currency"],
    read: () => [[{ currency: configuration.currency }, counters.orderedCents]],
  });
  addCounter(registry, {
    name: "shop_deferred_orders_total",
    help: "Orders taken before their payment, calls for their payments, and what became of them.",
    labelNames: ["event"],
    read: () => [
      [{ event: "taken" }, counters.ordersDeferred],
      [{ event: "attempted" }, counters.deferralAttempts],
      [{ event: "completed" }, counters.deferralsCompleted],
      [{ event: "cancelled" }, counters.deferralsCancelled],
    ],
  });
  addGauge(registry, {
    name: "shop_deferred_orders_waiting",
    help: "Orders that wait for their payment.",
    read: () => deferred.waiting,
  });
  addGauge(registry, { name: "shop_sessions", help: "Sessions in memory.", read: () => sessions.size });
}

function listByState(counts: Readonly<Record<string, number>>) {
  return Object.entries(counts).map(([state, orders]) => [{ state }, orders] as const);
}

function addPaymentMetrics(registry: Registry, { counters, background }: ShopParts): void {
  addCounter(registry, {
    name: "shop_payment_calls_total",
    help: "Calls to the payment provider for orders; probes are not among them.",
    read: () => counters.paymentCalls,
  });
  addCounter(registry, {
    name: "shop_payment_failures_total",
    help: "Calls to the payment provider that failed; a declined card is no failure.",
    read: () => counters.paymentFailures,
  });
  addCounter(registry, {
    name: "shop_payment_retries_total",
    help: "Further requests of payment calls that failed, within their deadline, and those that the budget forbade.",
    labelNames: ["decision"],
    read: () => [
      [{ decision: "made" }, counters.paymentRetries],
      [{ decision: "refused" }, counters.paymentRetriesRefused],
    ],
  });
  addGauge(registry, {
    name: "shop_payments_in_flight",
    help: "Orders that wait for the payment provider.",
    read: () => counters.paymentsInFlight,
  });
  addGauge(registry, {
    name: "shop_payments_pending",
    help: "Captures, voids and refunds that the provider has not taken yet.",
    labelNames: ["kind"],
    read: () => [
      [{ kind: "capture" }, background.pendingCaptures],
      [{ kind: "void" }, background.pendingVoids],
      [{ kind: "refund" }, background.pendingRefunds],
    ],
  });
  addCounter(registry, {
    name: "shop_webhook_events_total",
    help: "Events in webhooks of the payment provider, by what became of them; rejected are whole requests.",
    labelNames: ["result"],
    read: () =>
      Object.entries(counters.webhooks)
        .filter(([result]) => result !== "received")
        .map(([result, count]) => [{ result }, count]),
  });
}

function addCapacityMetrics(registry: Registry, { capacity }: ShopParts): void {
  addGauge(registry, {
    name: "shop_workers",
    help: "Workers that the shop has, and those that are busy.",
    labelNames: ["state"],
    read: () => {
      const { workers, busy } = capacity.readState();
      return [
        [{ state: "busy" }, busy],
        [{ state: "idle" }, workers - busy],
      ];
    },
  });
  addGauge(registry, {
    name: "shop_queue_requests",
    help: "Requests that wait for a worker.",
    read: () => capacity.readState().queued,
  });
  addCounter(registry, {
    name: "shop_queue_outcomes_total",
    help: "Requests let in or sent away at arrival; of those let in, the ones that were shed or gave up later.",
    labelNames: ["outcome"],
    read: () => {
      const { admitted, rejected, shed, abandoned } = capacity.readState();
      return Object.entries({ admitted, rejected, shed, abandoned }).map(([outcome, count]) => [{ outcome }, count]);
    },
  });
  addGauge(registry, {
    name: "shop_worker_utilisation_ratio",
    help: "Busy time of the workers over the last second, from 0 to 1.",
    read: () => capacity.readState().utilisation,
  });
}

function addCauseAndDefenceMetrics(registry: Registry, { defences, faults }: ShopParts): void {
  addGauge(registry, {
    name: "shop_defence_on",
    help: "1 for a defence that is switched on, 0 for one that is not.",
    labelNames: ["defence"],
    read: () => defences.list().map(({ name, isOn }) => [{ defence: name }, isOn ? 1 : 0]),
  });
  addCounter(registry, {
    name: "shop_defence_events_total",
    help: "What a defence did since it was last switched on.",
    labelNames: ["defence", "event"],
    read: () =>
      defences
        .list()
        .flatMap(({ name, counts }) =>
          Object.entries(counts).map(([event, count]) => [{ defence: name, event }, count] as const),
        ),
  });
  addGauge(registry, {
    name: "shop_faults_active",
    help: "Faults that are in at this moment.",
    read: () => faults.list().filter(({ state }) => state === "active").length,
  });
  addCounter(registry, {
    name: "shop_fault_requests_total",
    help: "Attempts to order that a fault touched, over all faults since the shop's start.",
    read: () => faults.list().reduce((sum, { requestsAffected }) => sum + requestsAffected, 0),
  });
}

function addBookMetrics(registry: Registry, { books }: ShopParts): void {
  addCounter(registry, {
    name: "shop_books_commits_total",
    help: "Transactions of the books; one can hold the requests of many orders.",
    read: () => books.groups,
  });
  addCounter(registry, {
    name: "shop_books_commit_seconds_total",
    help: "Time that the commits of the books took, until they were on disk.",
    read: () => books.commitMs / 1_000,
  });
}
