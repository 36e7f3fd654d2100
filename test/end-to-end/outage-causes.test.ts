// Each cause of the outage at the running shop and its payment provider: what it does to orders, what it leaves alone, that
// it is seen, counted, and gone without a trace when it is taken back.
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { Guard } from "../../harness/drill/guard/guard.ts";
import { restoreFaults } from "../../harness/drill/guard/restore-faults.ts";
import { type ShopOptions, startShop } from "../../harness/drill/shop-processes.ts";
import { buildFaultKind } from "../../harness/faults/catalogue.ts";
import { buildShopControl } from "../../harness/faults/shop-control.ts";
import { checkoutOutage } from "../../scenarios/checkout-outage/incident.ts";
import { type PaymentFaultName, touchesPayments } from "../../scenarios/incident.ts";
import { goToReview } from "./shop-purchase.ts";
import { ShopVisitor } from "./shop-visitor.ts";

const paymentDeadlineMs = 500;
const buyers = 40;
const kinds = checkoutOutage.causes.flatMap(({ faults }) => faults.map(({ kind }) => kind).filter(touchesPayments));

/** What a customer reads on the error page about money: nothing was asked for, or nobody knows yet. */
const certainty: Readonly<Record<PaymentFaultName, RegExp>> = {
  "config-change": /You were not charged/,
  "hung-provider": /it is being released/,
  "exhausted-pool": /You were not charged/,
};

async function openShop(changes: Pick<ShopOptions, "defences" | "pageDelayMs"> = {}) {
  const undo = new AsyncDisposableStack();
  const directory = await mkdtemp(join(tmpdir(), "tilldrill-causes-"));
  undo.defer(() => rm(directory, { recursive: true, force: true }));
  const guard = undo.use(await Guard.start());
  const options = {
    ledgerPath: join(directory, "ledger.sqlite"),
    paymentsPath: join(directory, "payments.sqlite"),
    logPath: (name: string) => join(directory, `${name}.log`),
    seed: 1,
    currency: "USD",
    workers: 4,
    serviceMs: 2,
    queueBoundMs: 10_000,
    paymentDeadlineMs,
    pace: 200,
    ...changes,
  };
  const { origin, control, token } = await startShop(guard, options, new AbortController().signal);
  return {
    origin,
    target: { control, token },
    control: buildShopControl(control, token),
    [Symbol.asyncDispose]: () => undo.disposeAsync(),
  };
}

/** All order at once, each in a session of its own; somebody else looks around meanwhile. */
async function orderTogether(origin: string) {
  const visits = await Promise.all(
    Array.from({ length: buyers }, async (_, index) => {
      const visitor = new ShopVisitor(origin);
      return { visitor, key: await goToReview(visitor, { email: `b${index}@example.com`, product: "toys-01" }) };
    }),
  );
  const ordering = visits.map(async ({ visitor, key }) => {
    const answer = await visitor.post("/orders", { idempotencyKey: key });
    return { status: answer.status, body: await answer.text() };
  });
  const onlooker = new ShopVisitor(origin);
  const seen: number[] = [];
  for (const path of ["/", "/category/toys", "/product/toys-02", "/search?q=kettle", "/cart"])
    seen.push((await onlooker.get(path)).status);
  const answers = await Promise.all(ordering);
  return { failed: answers.filter(({ status }) => status !== 303), seen };
}

for (const kind of kinds) {
  test(`${kind} turns its share of the orders into error pages, browsing goes on, and nothing is left of it`, async () => {
    await using shop = await openShop();
    const { origin, control } = shop;
    assert.equal((await orderTogether(origin)).failed.length, 0);

    const partly = { name: "partly", fromMinute: 0, toMinute: 1, share: 0.25 };
    const wholly = { name: "wholly", fromMinute: 1, toMinute: 2, share: 1 };
    const fault = await buildFaultKind(kind, control, paymentDeadlineMs).inject(partly);
    assert.equal(await fault.proveEffect(partly), true);
    const some = await orderTogether(origin);
    await fault.renew();
    await fault.widen(wholly);
    assert.equal(await fault.proveEffect(wholly), true);
    const all = await orderTogether(origin);

    assert.ok(some.failed.length >= 4 && some.failed.length <= 18, `${some.failed.length} of ${buyers}`);
    assert.equal(all.failed.length, buyers);
    assert.deepEqual([...some.seen, ...all.seen], new Array(10).fill(200));
    for (const { status, body } of [...some.failed, ...all.failed]) {
      assert.equal(status, 502);
      assert.match(body, /<body data-page="error">/);
      assert.match(body, certainty[kind]);
    }
    assert.deepEqual(
      [...(await fault.countAffected())],
      [
        ["partly", some.failed.length],
        ["wholly", buyers],
      ],
    );

    assert.equal(await fault.restore(), true);
    assert.equal(await fault.proveRestore(), true);
    assert.equal(await control.settle(10_000), 0);
    assert.equal((await orderTogether(origin)).failed.length, 0);
    const said = (await control.listChanges()).map(({ says }) => says);
    assert.deepEqual(said, ["rolled out", "rolled out further", "taken back"]);
  });

  test(`${kind} is taken back by a guard that was left alone`, async () => {
    await using shop = await openShop();
    const fault = await buildFaultKind(kind, shop.control, paymentDeadlineMs).inject({
      name: "wholly",
      fromMinute: 0,
      toMinute: 1,
      share: 1,
    });
    assert.equal(await fault.proveRestore(), false);
    {
      await using guard = await Guard.start();
      guard.watchFaults(shop.target);
    }
    assert.equal(await fault.proveRestore(), true);
  });
}

test("the guard takes back the faults of the provider and of the shop, whichever are there", async () => {
  await using shop = await openShop();
  const { control } = shop;
  for (const kind of kinds)
    await buildFaultKind(kind, control, paymentDeadlineMs).inject({ name: kind, fromMinute: 0, toMinute: 1, share: 1 });
  const listActive = async () => {
    const faults = [...(await control.listFaults("shop")), ...(await control.listFaults("payment-provider"))];
    return faults.filter(({ state }) => state === "active").map(({ name }) => name);
  };
  assert.deepEqual(await listActive(), ["config-change", "exhausted-pool", "hung-provider"]);
  await restoreFaults(shop.target);
  assert.deepEqual(await listActive(), []);
});

test("the shop is started with its defences and its page delay, and says of its defences which are on and what they did", async () => {
  await using shop = await openShop({ defences: ["jittered-retries"], pageDelayMs: 100 });
  const all = await shop.control.listDefences();
  assert.deepEqual(
    all.filter(({ isOn }) => isOn).map(({ name, kind, counts }) => [name, kind, counts]),
    [["jittered-retries", "containing", { told: 0 }]],
  );
  assert.ok(all.length > 1 && all.every(({ says, costs }) => says !== "" && costs !== ""));
  const timing = (await new ShopVisitor(shop.origin).get("/")).headers.get("server-timing") ?? "";
  assert.ok(Number(/total;dur=([\d.]+)/.exec(timing)?.[1]) >= 99, timing);
});
