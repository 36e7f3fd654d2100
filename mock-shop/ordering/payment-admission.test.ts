import assert from "node:assert/strict";
import { test } from "node:test";
import { Customer, readPageKind } from "../testing/customer.ts";
import { agreeableScript, startScriptedProvider } from "../testing/scripted-provider.ts";
import { openTestShop } from "../testing/test-shop.ts";
import { standardVouchers } from "../voucher-configuration.ts";

const [deal] = standardVouchers;

test("while a defence holds payments back, nobody is asked for money, and the same form works later", async () => {
  await using provider = await startScriptedProvider();
  await using shop = await openTestShop({
    providerOrigin: provider.origin,
    configuration: { stock: { "toys-01": 3 } },
  });
  const { defences } = shop.parts;
  const customer = new Customer(shop.storefront);
  const key = await customer.fillCheckout();
  const admit = defences.admitPayment.bind(defences);
  const asked: string[] = [];
  const run = shop.parts.books.run.bind(shop.parts.books);
  shop.parts.books.run = ((name: "readOrder", input: never) => {
    asked.push(name);
    return run(name, input);
  }) as typeof run;
  defences.admitPayment = () => ({ admitted: false, retryAfterMs: 7_000 });
  const paused = await customer.order(key);
  assert.deepEqual([paused.statusCode, paused.headers["retry-after"], readPageKind(paused)], [503, "7", "error"]);
  assert.equal(provider.calls.length, 0);
  assert.deepEqual(
    asked.filter((name) => name !== "reserveOrderSequence"),
    [],
  );
  assert.equal(shop.parts.stock.read("toys-01"), 3);
  assert.deepEqual(shop.query("SELECT * FROM payment_intents"), []);
  defences.admitPayment = admit;
  assert.equal((await customer.order(key)).statusCode, 303);
});

test("a defence hears of every payment that it let through, and a decline is an answer", async () => {
  const statuses = [201, 402, 404, 500, 503];
  await using provider = await startScriptedProvider((call) =>
    call.path.endsWith("/authorizations") ? [statuses[0] ?? 500, { paymentId: "pay_1" }] : agreeableScript(call),
  );
  await using shop = await openTestShop({ providerOrigin: provider.origin });
  const heard: string[] = [];
  shop.parts.defences.observePayment = (outcome) => void heard.push(outcome);
  for (; statuses.length > 0; statuses.shift()) {
    const customer = new Customer(shop.storefront);
    await customer.order(await customer.fillCheckout());
  }
  assert.deepEqual(heard, ["ok", "ok", "failed", "failed", "failed"]);
});

test("a defence hears of each payment that it let through and that came to no call", async (t) => {
  t.mock.method(console, "error", () => undefined);
  await using provider = await startScriptedProvider();
  const configuration = { stock: { "toys-01": 1 }, vouchers: [{ ...deal, promotionBudgetCents: 1 }] };
  await using shop = await openTestShop({ providerOrigin: provider.origin, configuration });
  const { books, counters, defences } = shop.parts;
  const heard: string[] = [];
  defences.observePayment = (outcome) => void heard.push(outcome);
  const customers = Array.from({ length: 4 }, () => new Customer(shop.storefront));
  const [first, late, refused, unlucky] = customers as [Customer, Customer, Customer, Customer];
  const [key, lateKey] = [await first.fillCheckout("toys-01"), await late.fillCheckout("toys-01")];
  assert.equal((await first.order(key)).statusCode, 303);
  assert.equal((await late.order(lateKey)).statusCode, 409);
  await refused.fillCheckout("offers-01");
  await refused.post("/cart/voucher", { code: "DEAL10" });
  assert.equal((await refused.order(await refused.readOrderKey())).statusCode, 409);
  const unluckyKey = await unlucky.fillCheckout("home-01");
  books.run = () => Promise.reject(new Error("the books are closed"));
  assert.equal((await unlucky.order(unluckyKey)).statusCode, 500);
  assert.deepEqual(heard, ["ok", "unmade", "unmade", "unmade"]);
  assert.equal(counters.paymentsInFlight, 0);
});
