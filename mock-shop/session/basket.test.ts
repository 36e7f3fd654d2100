import assert from "node:assert/strict";
import { test } from "node:test";
import { buildIncidentClock } from "../clock.ts";
import { addToCart, removeFromCart } from "../rules/cart.ts";
import { buildCatalogue } from "../rules/catalogue.ts";
import type { VoucherBug } from "../rules/voucher.ts";
import { ManualClock } from "../testing/manual-clock.ts";
import { standardVouchers } from "../voucher-configuration.ts";
import { applyVoucher, type BasketParts, changeBasket, priceSession, removeVoucher } from "./basket.ts";
import type { BasketEvent, Session } from "./session.ts";
import { SessionStore } from "./store.ts";

const [deal] = standardVouchers;
type On = BasketEvent["on"];

function openBasket(bug: VoucherBug = "none") {
  const clock = new ManualClock();
  let current = bug;
  const parts = {
    catalogue: buildCatalogue(7),
    clock,
    incidentClock: buildIncidentClock(clock.nowMs(), 1),
    configuration: { vouchers: [{ ...deal, untilMinute: 60 }] },
    settings: { get: (key: string) => key === "voucher.bug" && current },
    faults: { findActive: () => undefined },
  } as unknown as BasketParts;
  const session: Session = new SessionStore(1).create();
  const change = (kind: BasketEvent["kind"], on: On, subject: string, lines: Session["cart"]) =>
    changeBasket(parts, session, { lines, event: { kind, on, subject, quantity: 1 } });
  return {
    clock,
    session,
    switchBug: (to: VoucherBug) => {
      current = to;
    },
    add: (productId: string, on: On = "product") => {
      const added = addToCart(session.cart, productId, 1, 10);
      if ("lines" in added) change("added", on, productId, added.lines);
    },
    remove: (productId: string, on: On) => change("removed", on, productId, removeFromCart(session.cart, productId)),
    apply: (code: string) => applyVoucher(parts, session, code),
    removeVoucher: () => removeVoucher(parts, session),
    readDiscount: () => priceSession(parts, session).discountCents,
  };
}

test("a code is taken as people type it, and an unknown one changes nothing", () => {
  const basket = openBasket();
  basket.add("offers-01");
  assert.equal(basket.apply(" deal10 ").granted, true);
  assert.deepEqual(basket.apply("deal11"), { granted: false, because: "unknown" });
  assert.equal(basket.readDiscount(), 1_000);
  basket.removeVoucher();
  assert.equal(basket.readDiscount(), 0);
});

test("a code that the basket does not earn yet is kept until it does", () => {
  const basket = openBasket();
  basket.add("toys-01");
  assert.deepEqual(basket.apply("DEAL10"), { granted: false, because: "no-article", categorySlugs: ["offers"] });
  assert.equal(basket.readDiscount(), 0);
  basket.add("offers-01");
  assert.equal(basket.readDiscount(), 1_000);
});

for (const [bug, kept] of [
  ["none", 0],
  ["kept", 1_000],
  ["everyone", 1_000],
] as const) {
  test(`bug ${bug}: removing the article in the review leaves a discount of ${kept} cents, in the cart none`, () => {
    for (const [on, expected] of [["review", kept] as const, ["cart", 0] as const]) {
      const basket = openBasket(bug);
      basket.add("offers-01");
      basket.add("toys-01");
      basket.apply("DEAL10");
      basket.remove("offers-01", on);
      assert.equal(basket.readDiscount(), expected, on);
    }
  });
}

test("the next change in the cart takes a discount back that the review kept", () => {
  const basket = openBasket("kept");
  basket.add("offers-01");
  basket.add("toys-01");
  basket.apply("DEAL10");
  basket.remove("offers-01", "review");
  basket.add("home-01");
  assert.equal(basket.readDiscount(), 0);
});

test("with the bug `everyone` the discount appears by itself, and goes when the bug is fixed", () => {
  const basket = openBasket("everyone");
  basket.add("own-brand-01");
  assert.equal(basket.readDiscount(), 1_000);
  basket.switchBug("none");
  assert.equal(basket.readDiscount(), 0);
});

test("a voucher's window closes on pages too, unless the bug keeps what was granted", () => {
  for (const [bug, expected] of [["none", 0] as const, ["kept", 1_000] as const]) {
    const basket = openBasket(bug);
    basket.add("offers-01");
    basket.apply("DEAL10");
    assert.equal(basket.readDiscount(), 1_000);
    basket.clock.advance(60 * 60_000);
    assert.equal(basket.readDiscount(), expected, bug);
  }
});

test("what a customer did is kept in order, at most 50 events of it", () => {
  const basket = openBasket();
  basket.add("offers-01");
  basket.apply("DEAL10");
  basket.remove("offers-01", "review");
  basket.removeVoucher();
  assert.deepEqual(
    basket.session.basketEvents.map(({ kind, on, subject }) => [kind, on, subject]),
    [
      ["added", "product", "offers-01"],
      ["voucher-granted", "cart", "DEAL10"],
      ["removed", "review", "offers-01"],
      ["voucher-removed", "cart", "DEAL10"],
    ],
  );
  for (let index = 0; index < 60; index += 1) basket.remove(`toys-${index}`, "cart");
  assert.equal(basket.session.basketEvents.length, 50);
  assert.equal(basket.session.basketEvents.at(-1)?.subject, "toys-59");
});
