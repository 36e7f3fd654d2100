import assert from "node:assert/strict";
import { test } from "node:test";
import { Registry } from "prom-client";
import { fillCheckouts, orderTogether } from "../testing/buyers.ts";
import { callControl } from "../testing/call-control.ts";
import { Customer } from "../testing/customer.ts";
import { ManualClock } from "../testing/manual-clock.ts";
import { type MetricFamily, parsePrometheusText } from "../testing/prometheus-text.ts";
import { agreeableScript, startScriptedProvider } from "../testing/scripted-provider.ts";
import { openTestShop, type TestShop } from "../testing/test-shop.ts";
import { waitFor } from "../testing/wait-for.ts";
import { measureEventLoopDelay } from "./event-loop-delay.ts";
import { RequestMetrics } from "./request-metrics.ts";

type Families = ReadonlyMap<string, MetricFamily>;

async function scrape(shop: TestShop): Promise<Families> {
  const response = await callControl(shop, "GET", "/metrics");
  assert.equal(response.headers["content-type"], "text/plain; version=0.0.4; charset=utf-8");
  return parsePrometheusText(response.body);
}

/** The value of the sample with exactly these labels; undefined where there is none. */
function read(families: Families, name: string, labels: Record<string, string> = {}): number | undefined {
  const family = families.get(name.replace(/_(bucket|sum|count)$/, "")) ?? families.get(name);
  const wanted = JSON.stringify(Object.entries(labels).sort());
  return family?.samples.get(name)?.find((sample) => JSON.stringify(Object.entries(sample.labels).sort()) === wanted)
    ?.value;
}

test("the metrics say what was done: requests, orders, payments, sessions, books", async () => {
  await using provider = await startScriptedProvider();
  await using shop = await openTestShop({ providerOrigin: provider.origin });
  const buyers = await fillCheckouts(shop, 3);
  await orderTogether(buyers);
  await orderTogether(buyers.slice(0, 1));
  await shop.parts.background.waitUntilSettled(5_000);
  await shop.storefront.inject("/nowhere");
  await shop.storefront.inject("/assets/shop.css");
  await shop.storefront.inject({ method: "POST", url: "/webhooks/payments", payload: {} });
  const metrics = await scrape(shop);
  assert.equal(read(metrics, "shop_http_requests_total", { page: "review", status: "2xx" }), 3);
  assert.equal(read(metrics, "shop_http_requests_total", { page: "redirect", status: "3xx" }), 13);
  assert.equal(read(metrics, "shop_http_requests_total", { page: "error", status: "4xx" }), 1);
  assert.equal(read(metrics, "shop_http_request_duration_seconds_count", { route: "place-order" }), 4);
  assert.equal(read(metrics, "shop_http_request_duration_seconds_bucket", { route: "review", le: "+Inf" }), 3);
  assert.equal(read(metrics, "shop_http_request_duration_seconds_count", { route: "other" }), 1);
  assert.equal(read(metrics, "shop_http_request_duration_seconds_count", { route: "webhook" }), 1);
  assert.equal(read(metrics, "shop_orders_placed_total"), 3);
  assert.equal(read(metrics, "shop_orders_replayed_total"), 1);
  assert.equal(read(metrics, "shop_orders", { state: "paid" }), 3);
  const [{ cents } = {}] = shop.query("SELECT SUM(total_cents) AS cents FROM orders");
  assert.equal(read(metrics, "shop_ordered_cents_total", { currency: "USD" }), cents);
  assert.equal(read(metrics, "shop_payment_calls_total"), provider.calls.length);
  assert.equal(read(metrics, "shop_payment_failures_total"), 0);
  assert.equal(read(metrics, "shop_payments_in_flight"), 0);
  assert.equal(read(metrics, "shop_payments_pending", { kind: "capture" }), 0);
  assert.equal(read(metrics, "shop_sessions"), 3);
  assert.ok((read(metrics, "shop_books_commits_total") ?? 0) > 0);
  assert.ok((read(metrics, "shop_books_commit_seconds_total") ?? 0) > 0);
});

test("cancellations, payment failures, defences and faults are in the metrics", async () => {
  await using provider = await startScriptedProvider();
  const configuration = { defences: ["circuit-breaker"] };
  await using shop = await openTestShop({ providerOrigin: provider.origin, configuration });
  await orderTogether(await fillCheckouts(shop, 2));
  const filter = { account: "ada@example.com" };
  await callControl(shop, "POST", "/control/actions/cancel-orders", { by: "x", reason: "a test", filter });
  const fault = { name: "f", kind: "config-change", key: "payment.endpointPath", value: "/v0", share: 1 };
  await callControl(shop, "POST", "/control/faults", { ...fault, leaseMs: 60_000 });
  provider.script = (call) => (call.path.startsWith("/v0/") ? [404, {}] : agreeableScript(call));
  await orderTogether(await fillCheckouts(shop, 10));
  await orderTogether(await fillCheckouts(shop, 4));
  const metrics = await scrape(shop);
  assert.equal(read(metrics, "shop_orders_cancelled_total"), 2);
  assert.ok((read(metrics, "shop_payment_failures_total") ?? 0) >= 10);
  assert.equal(read(metrics, "shop_defence_on", { defence: "circuit-breaker" }), 1);
  assert.equal(read(metrics, "shop_defence_on", { defence: "status-message" }), 0);
  assert.equal(read(metrics, "shop_defence_events_total", { defence: "circuit-breaker", event: "opened" }), 1);
  assert.equal(read(metrics, "shop_defence_events_total", { defence: "circuit-breaker", event: "refused" }), 4);
  assert.equal(read(metrics, "shop_defence_events_total", { defence: "status-message", event: "begun" }), undefined);
  assert.equal(read(metrics, "shop_faults_active"), 1);
  assert.equal(read(metrics, "shop_fault_requests_total"), 10);
});

test("a fault that ended by its lease is not active any more", async () => {
  const clock = new ManualClock();
  await using shop = await openTestShop({ providerOrigin: "http://127.0.0.1:9", clock });
  const fault = { name: "f", kind: "config-change", key: "payment.endpointPath", value: "/v0", share: 1 };
  await callControl(shop, "POST", "/control/faults", { ...fault, leaseMs: 1_000 });
  assert.equal(read(await scrape(shop), "shop_faults_active"), 1);
  clock.advance(1_000);
  assert.equal(read(await scrape(shop), "shop_faults_active"), 0);
});

test("workers and queue are in the metrics as the capacity model sees them", async () => {
  const clock = new ManualClock();
  await using provider = await startScriptedProvider();
  const configuration = { capacityModel: true, workers: 2, serviceMs: 100, queueBoundMs: 200 };
  await using shop = await openTestShop({ providerOrigin: provider.origin, clock, configuration });
  const pages = Promise.all(Array.from({ length: 8 }, () => new Customer(shop.storefront).get("/")));
  const state = () => shop.parts.capacity.readState();
  await waitFor("8 arrivals", () => state().admitted + state().rejected === 8);
  const metrics = await scrape(shop);
  const { admitted, rejected, queued } = state();
  assert.ok(rejected > 0 && queued > 0, JSON.stringify(state()));
  assert.equal(read(metrics, "shop_workers", { state: "busy" }), 2);
  assert.equal(read(metrics, "shop_workers", { state: "idle" }), 0);
  assert.equal(read(metrics, "shop_queue_requests"), queued);
  assert.equal(read(metrics, "shop_queue_outcomes_total", { outcome: "admitted" }), admitted);
  assert.equal(read(metrics, "shop_queue_outcomes_total", { outcome: "rejected" }), rejected);
  assert.equal(read(metrics, "shop_queue_outcomes_total", { outcome: "abandoned" }), 0);
  clock.advance(1_000);
  await pages;
  const later = await scrape(shop);
  assert.equal(read(later, "shop_workers", { state: "busy" }), 0);
  assert.equal(read(later, "shop_worker_utilisation_ratio"), state().utilisation);
  assert.ok(state().utilisation > 0);
});

test("names follow Prometheus' conventions, every metric is described, and histograms add up", async () => {
  await using provider = await startScriptedProvider();
  await using shop = await openTestShop({ providerOrigin: provider.origin });
  await shop.storefront.inject("/");
  const metrics = await scrape(shop);
  assert.ok(metrics.size >= 25, `${metrics.size} metrics`);
  for (const { name, type, help, samples } of metrics.values()) {
    assert.match(name, /^shop_[a-z_]+$/);
    assert.match(help, /\.$/, name);
    assert.equal(type === "counter", name.endsWith("_total"), `${name} is a ${type}`);
    assert.doesNotMatch(name, /_(ms|milliseconds|minutes|percent)(_|$)/);
    if (type !== "histogram") continue;
    for (const count of samples.get(`${name}_count`) ?? []) {
      const buckets = (samples.get(`${name}_bucket`) ?? []).filter(({ labels: { le: _, ...labels } }) =>
        Object.entries(count.labels).every(([key, value]) => labels[key] === value),
      );
      const values = buckets.map(({ value }) => value);
      assert.deepEqual(
        values,
        values.toSorted((a, b) => a - b),
        name,
      );
      assert.equal(values.at(-1), count.value, name);
    }
  }
});

test("two shops in one process keep their figures apart, and scrapes at the same time agree", async () => {
  await using provider = await startScriptedProvider();
  await using busy = await openTestShop({ providerOrigin: provider.origin });
  await using idle = await openTestShop({ providerOrigin: provider.origin });
  await orderTogether(await fillCheckouts(busy, 2));
  const [first, second, other] = await Promise.all([scrape(busy), scrape(busy), scrape(idle)]);
  for (const metrics of [first, second]) assert.equal(read(metrics, "shop_orders_placed_total"), 2);
  assert.equal(read(first, "shop_orders", { state: "paid" }), read(second, "shop_orders", { state: "paid" }));
  assert.equal(read(other, "shop_orders_placed_total"), 0);
});

test("books that do not answer hide no other figure", async () => {
  await using provider = await startScriptedProvider();
  await using shop = await openTestShop({ providerOrigin: provider.origin });
  await orderTogether(await fillCheckouts(shop, 1));
  await shop.parts.background.waitUntilSettled(5_000);
  await shop.parts.books.close();
  const metrics = await scrape(shop);
  assert.equal(read(metrics, "shop_orders_placed_total"), 1);
  assert.equal(metrics.get("shop_orders")?.samples.size, 0);
});

test("a request is counted under its kinds, never under its address", async () => {
  const registry = new Registry();
  const requests = new RequestMetrics(registry);
  requests.add("product", "product", 200, 500);
  requests.add("product", "busy", 503, 250);
  const metrics = parsePrometheusText(await registry.metrics());
  assert.equal(read(metrics, "shop_http_requests_total", { page: "busy", status: "5xx" }), 1);
  assert.equal(read(metrics, "shop_http_request_duration_seconds_sum", { route: "product" }), 0.75);
  assert.equal(read(metrics, "shop_http_request_duration_seconds_bucket", { route: "product", le: "0.25" }), 1);
});

test("a blocked process shows in the delay of its event loop, and measuring ends with the shop", async () => {
  const clock = new ManualClock();
  const registry = new Registry();
  const stop = measureEventLoopDelay(registry, clock);
  clock.advance(100);
  let action = () => undefined as unknown;
  clock.schedule = (_delayMs, scheduled) => {
    action = scheduled;
    return () => undefined;
  };
  clock.advance(100);
  clock.advance(400);
  action();
  const metrics = parsePrometheusText(await registry.metrics());
  assert.equal(read(metrics, "shop_event_loop_delay_seconds_bucket", { le: "0.001" }), 2);
  assert.equal(read(metrics, "shop_event_loop_delay_seconds_bucket", { le: "0.25" }), 2);
  assert.equal(read(metrics, "shop_event_loop_delay_seconds_bucket", { le: "0.5" }), 3);
  assert.ok(Math.abs((read(metrics, "shop_event_loop_delay_seconds_sum") ?? 0) - 0.3) < 1e-9);
  stop();
});

test("the reader of the text format takes nothing that a strict scraper would refuse", () => {
  const described = "# HELP a_total Help.\n# TYPE a_total counter\n";
  for (const wrong of [
    "a_total 1\n",
    `${described}a_total 1`,
    `${described}b_total 1\n`,
    `${described}a_total one\n`,
    `${described}a_total{x=1} 1\n`,
    `${described}a_total{x="1} 1\n`,
    `${described}a_total{x="1"} 1\na_total{x="1"} 2\n`,
    `${described}${described}`,
    `${described}a_total 1 2 3\n`,
  ]) {
    assert.throws(() => parsePrometheusText(wrong), /expected/, wrong);
  }
  assert.equal(read(parsePrometheusText(`${described}a_total{x="\\"1\\""} 1\n`), "a_total", { x: '\\"1\\"' }), 1);
});
