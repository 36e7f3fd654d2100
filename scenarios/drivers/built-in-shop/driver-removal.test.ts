// The driver in the last step of a trick: an article is taken out in the review, and pages do not come.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { buildPlannedCustomer } from "../../customers/customer.fixture.ts";
import type { BasketItem } from "../../plan.ts";
import { builtInShop } from "./driver.ts";
import { add, buildPage, FakeShop, priceCents } from "./fake-shop.fixture.ts";

const customer = buildPlannedCustomer();
const [key, wanted] = customer.basket as [BasketItem, BasketItem];
const removal = { step: "review", item: key } as const;
const order = { step: "place-order", insistsOnTotal: true } as const;
const busy = buildPage("busy", "", 503);
const removePath = "/checkout/review/remove";

/** A visit that stands in the review with two articles. */
function standInReview() {
  const shop = new FakeShop();
  const { ask } = builtInShop.open(customer, shop, 800);
  const pages = [{ step: "home" }, ...add(key), ...add(wanted), { step: "payment" }, { step: "review" }] as const;
  for (const wish of pages) assert.equal(ask(wish).outcome, "ok", wish.step);
  const before = shop.asked.length;
  return { shop, ask, listAsked: () => shop.asked.slice(before) };
}

/** The first removal is not answered in time, and carried out or not. */
function leaveRemovalUnanswered(isCarriedOut: boolean, failure: "timeout" | "refused") {
  const visit = standInReview();
  visit.shop.interfere = (_, path, asked) => {
    if (path !== removePath || asked > 1) return null;
    if (isCarriedOut) visit.shop.cart.delete("c1p1");
    return { status: 0, body: "", failure };
  };
  assert.equal(visit.ask(removal).outcome, failure);
  return visit;
}

describe("an article that is taken out in the review", () => {
  it("is gone from basket and total, and the order is placed for the rest", () => {
    const { shop, ask, listAsked } = standInReview();
    const reviewed = ask(removal);
    assert.deepEqual([reviewed.outcome, reviewed.totalCents], ["ok", priceCents]);
    assert.deepEqual(listAsked(), [`POST ${removePath}`, "GET /checkout/review"]);
    assert.deepEqual([...shop.cart], [["c2p2", 1]]);
    assert.equal(ask(order).totalCents, priceCents);
  });

  it("is not taken out again when only the review was shed: that page is asked for again", () => {
    for (const lost of [busy, { status: 0, body: "", failure: "timeout" as const }]) {
      const { shop, ask, listAsked } = standInReview();
      let isLost = true;
      shop.interfere = (_, path) => (path === "/checkout/review" && isLost ? lost : null);
      assert.notEqual(ask(removal).outcome, "ok");
      assert.notEqual(ask(removal).outcome, "ok");
      isLost = false;
      assert.equal(ask(removal).outcome, "ok");
      assert.equal(listAsked().filter((one) => one === `POST ${removePath}`).length, 1);
      assert.equal(ask(order).totalCents, priceCents);
    }
  });

  it("is taken out by the next try when the removal itself was shed", () => {
    const { shop, ask } = standInReview();
    shop.interfere = (_, path, asked) => (path === removePath && asked === 1 ? busy : null);
    assert.deepEqual([ask(removal).outcome, ask(removal).outcome], ["shed", "ok"]);
    assert.deepEqual([...shop.cart], [["c2p2", 1]]);
  });

  it("is looked for first when the removal got no answer, and is not taken out again when it is gone", () => {
    for (const failure of ["timeout", "refused"] as const) {
      const { ask, listAsked } = leaveRemovalUnanswered(true, failure);
      assert.equal(ask(removal).outcome, "ok");
      assert.deepEqual(listAsked(), [`POST ${removePath}`, "GET /checkout/review"]);
      assert.equal(ask(order).totalCents, priceCents);
    }
  });

  it("is taken out when the removal got no answer and it is still there, within one response timeout", () => {
    const { shop, ask, listAsked } = leaveRemovalUnanswered(false, "timeout");
    const again = ask(removal);
    assert.deepEqual([again.outcome, again.latencyMs], ["ok", 25]);
    const asked = ["GET /checkout/review", `POST ${removePath}`, "GET /checkout/review"];
    assert.deepEqual(listAsked().slice(1), asked);
    assert.deepEqual(shop.timeouts.slice(-3), [800, 790, 785]);
    assert.equal(ask(order).totalCents, priceCents);
  });

  it("is not missed in the cart of the next order, whether the shop had taken it out or not", () => {
    const shedReview = standInReview();
    shedReview.shop.interfere = (_, path) => (path === "/checkout/review" ? busy : null);
    assert.equal(shedReview.ask(removal).outcome, "shed");
    const visits = [shedReview, leaveRemovalUnanswered(true, "timeout"), leaveRemovalUnanswered(false, "timeout")];
    for (const { shop, ask } of visits) {
      shop.interfere = () => null;
      // A hunter who gave up begins again, with the same article or with another.
      const other = { category: 0, product: 0.9 };
      for (const wish of [...add(other), ...add(key), ...add(wanted)]) assert.equal(ask(wish).outcome, "ok", wish.step);
      assert.equal(ask({ step: "review" }).outcome, "ok");
      assert.equal(ask(removal).outcome, "ok");
      assert.deepEqual([...shop.cart.keys()].toSorted(), ["c1p2", "c2p2"]);
      assert.equal(ask(order).outcome, "ok");
    }
  });

  it("is not missed where the same article is put in the cart again at once", () => {
    for (const isCarriedOut of [true, false]) {
      const { shop, ask } = leaveRemovalUnanswered(isCarriedOut, "timeout");
      for (const wish of add(key)) assert.equal(ask(wish).outcome, "ok", `${wish.step}, ${isCarriedOut}`);
      assert.equal(shop.cart.get("c1p1"), isCarriedOut ? 1 : 2);
      assert.equal(ask({ step: "cart" }).outcome, "ok");
    }
  });

  it("is still missed when the shop loses it without having been asked to", () => {
    const { shop, ask } = standInReview();
    shop.cart.delete("c1p1");
    assert.equal(ask({ step: "cart" }).outcome, "wrong");
  });
});

describe("a review with another total than the cart's", () => {
  it("is taken by who came for the article, and ordered for what the review said", () => {
    const { shop, ask } = standInReview();
    for (const page of ["review", "confirmation"]) shop.discounts.set(page, 1000);
    const reviewed = ask({ step: "review" });
    assert.deepEqual(
      [reviewed.outcome, reviewed.totalCents, reviewed.discountCents],
      ["ok", 2 * priceCents - 1000, 1000],
    );
    assert.deepEqual([ask({ step: "place-order" }).outcome, shop.orders.size], ["ok", 1]);
  });

  it("is `wrong` to who insists on the total", () => {
    const { shop, ask } = standInReview();
    shop.discounts.set("review", 1000);
    assert.equal(ask({ step: "review", insistsOnTotal: true }).outcome, "wrong");
  });

  it("is `wrong` to everybody where it is not the sum of the page's own lines", () => {
    const { shop, ask } = standInReview();
    shop.wrongBy.set("review", -1000);
    assert.equal(ask({ step: "review" }).outcome, "wrong");
    assert.equal(ask(removal).outcome, "wrong");
    shop.wrongBy.set("cart", 1);
    assert.equal(ask({ step: "cart" }).outcome, "wrong");
  });

  it("is `wrong` to everybody where the review holds other articles than the cart did", () => {
    for (const [article, quantity] of [
      ["c1p1", 2],
      ["c9p9", 1],
    ] as const) {
      const { shop, ask } = standInReview();
      shop.cart.set(article, quantity);
      assert.equal(ask({ step: "review" }).outcome, "wrong", article);
    }
    const { shop, ask } = standInReview();
    shop.cart.delete("c1p1");
    assert.equal(ask({ step: "review" }).outcome, "wrong");
  });

  it("is not the order's: a confirmation of another total than the review's is `wrong`", () => {
    const { shop, ask } = standInReview();
    shop.discounts.set("review", 1000);
    assert.equal(ask({ step: "review" }).outcome, "ok");
    assert.equal(ask({ step: "place-order" }).outcome, "wrong");
  });
});
