import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { Customer } from "../testing/customer.ts";
import { type DealShopping, goToReview, multiply, rightful, trick, windfall } from "../testing/deal-shoppers.ts";
import { downScript } from "../testing/deferral-scene.ts";
import { startScriptedProvider } from "../testing/scripted-provider.ts";
import { openTestShop, type TestShop } from "../testing/test-shop.ts";

const wishes = { trick, windfall, rightful } as const;
const bugs = ["none", "kept", "everyone"] as const;

/** Goes on until nothing of it is left to buy: who is refused looks at the new total and orders again. */
async function orderUntilPlaced(shop: TestShop, shopping: DealShopping, customer: Customer): Promise<number> {
  let { key } = await goToReview(shop, shopping, customer);
  for (let refusals = 0; refusals < 3; refusals += 1) {
    const { statusCode } = await customer.order(key);
    if (statusCode === 303) return refusals;
    assert.equal(statusCode, 409);
    key = await customer.readOrderKey();
  }
  throw new Error("refused three times");
}

const readDiscounted = (shop: TestShop) =>
  shop.query(
    "SELECT account, COUNT(*) AS uses, SUM(discount_cents) AS cents FROM orders WHERE discount_cents > 0 GROUP BY account",
  );

for (const bug of ["kept", "everyone"] as const)
  test(`voucher-cap with the bug ${bug}: 4 tabs with 20 orders each, all one account, get one discount and buy the rest`, async () => {
    await using provider = await startScriptedProvider();
    const configuration = { voucherBug: bug, defences: ["voucher-cap"] };
    await using shop = await openTestShop({ providerOrigin: provider.origin, configuration });
    const tabs = Array.from({ length: 4 }, () => new Customer(shop.storefront));
    await Promise.all(
      tabs.map(async (tab, index) => {
        for (let order = 0; order < 20; order += 1) {
          const wish = [trick, windfall, rightful][(order + index) % 3] ?? trick;
          await orderUntilPlaced(shop, { ...wish, email: "hunter@example.com" }, tab);
        }
      }),
    );
    assert.equal(shop.query("SELECT COUNT(*) AS orders FROM orders")[0]?.orders, 80);
    assert.deepEqual(
      readDiscounted(shop).map(({ account, uses }) => [account, uses]),
      [["hunter@example.com", 1]],
    );
  });

test("without voucher-cap the same tabs get a discount on orders placed at once", async () => {
  await using provider = await startScriptedProvider();
  await using shop = await openTestShop({ providerOrigin: provider.origin, configuration: { voucherBug: "everyone" } });
  const tabs = await Promise.all(
    Array.from({ length: 20 }, () => goToReview(shop, { ...windfall, email: "hunter@example.com" })),
  );
  await Promise.all(tabs.map(({ customer, key }) => customer.order(key)));
  assert.ok(Number(readDiscounted(shop)[0]?.uses) > 1);
});

test("an order that is taken before its payment counts for budget and switch as any other", async () => {
  await using provider = await startScriptedProvider(downScript);
  for (const [defence, discounted] of [
    ["voucher-budget", 3],
    ["voucher-kill-switch", 6],
  ] as const) {
    const configuration = {
      voucherBug: "everyone",
      promotionGuard: { budgetCents: 3_500, usesPerMinute: 0.5 },
      defences: ["deferred-checkout", defence],
    };
    await using shop = await openTestShop({ providerOrigin: provider.origin, configuration });
    for (const shopping of multiply(8, windfall)) await orderUntilPlaced(shop, shopping, new Customer(shop.storefront));
    const states = shop.query("SELECT state, discount_cents > 0 AS has FROM orders");
    assert.deepEqual([states.length, new Set(states.map(({ state }) => state))], [8, new Set(["deferred"])]);
    assert.equal(states.filter(({ has }) => has === 1).length, discounted);
    const { spentCents, switchedOffAtMinute } = shop.parts.defences.read(defence).counts;
    assert.deepEqual(
      [spentCents, switchedOffAtMinute],
      defence === "voucher-budget" ? [3_000, undefined] : [undefined, 0],
    );
  }
});

const shoppings = fc.array(
  fc.record({ wish: fc.constantFrom(...(["trick", "windfall", "rightful"] as const)), account: fc.nat({ max: 5 }) }),
  { minLength: 1, maxLength: 24 },
);

test("cap, budget and switch together: no discount beyond any ceiling, everybody buys, and none after the switch", async () => {
  await using provider = await startScriptedProvider();
  await fc.assert(
    fc.asyncProperty(
      shoppings,
      fc.constantFrom(...bugs),
      fc.nat({ max: 9_000 }),
      fc.integer({ min: 1, max: 2 }),
      fc.constantFrom(0.1, 0.5, 100),
      async (shoppers, bug, budgetCents, capPerAccount, usesPerMinute) => {
        const voucher = { code: "DEAL10", discountCents: 1_000, eligibleCategories: ["offers"], minimumBasketCents: 0 };
        const terms = { capPerAccount, promotionBudgetCents: null, fromMinute: 0, untilMinute: null };
        const configuration = {
          voucherBug: bug,
          vouchers: [{ ...voucher, ...terms }],
          promotionGuard: { budgetCents, usesPerMinute },
          defences: ["voucher-cap", "voucher-budget", "voucher-kill-switch"],
        };
        await using shop = await openTestShop({ providerOrigin: provider.origin, configuration });
        const buy = ({ wish, account }: (typeof shoppers)[number]) =>
          orderUntilPlaced(shop, { ...wishes[wish], email: `${account}@example.com` }, new Customer(shop.storefront));
        await Promise.all(shoppers.map(buy));
        const discounted = readDiscounted(shop);
        assert.equal(shop.query("SELECT COUNT(*) AS orders FROM orders")[0]?.orders, shoppers.length);
        assert.ok(discounted.every(({ uses }) => Number(uses) <= capPerAccount));
        const spentCents = discounted.reduce((sum, { cents }) => sum + Number(cents), 0);
        assert.ok(spentCents <= budgetCents, `${spentCents} of ${budgetCents}`);
        const isOff = shop.parts.settings.get("voucher.isOff");
        const uses = discounted.reduce((sum, one) => sum + Number(one.uses), 0);
        assert.equal(isOff, uses > usesPerMinute * 10);
        if (!isOff) return;
        await buy({ wish: "rightful", account: 9 });
        assert.equal(readDiscounted(shop).length, discounted.length);
      },
    ),
    { numRuns: 25 },
  );
});
