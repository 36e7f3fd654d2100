// The driver of the built-in shop: its paths, its forms, and how its pages are recognised.
import type { PageWish } from "../../customers/journey.ts";
import type { BasketItem, PlannedCustomer } from "../../plan.ts";
import type { HttpClient, ShopDriver, ShopVisit, StepAnswer } from "../shop-driver.ts";
import { addsUp, countInBasket, describeArticles, readLines } from "./basket-page.ts";
import { chooseCategory, chooseProduct } from "./choose-link.ts";
import { type FetchedPage, fetchPage } from "./fetch-page.ts";
import { buildAddress, card } from "./form-data.ts";
import { buildMemory } from "./memory.ts";
import { readData, readField, readLinks, readNumber, readPageName } from "./page.ts";
import { readPrices } from "./read-prices.ts";
import { changeQuantity, isEmptiedByOrder, settleBasket, settleOrder } from "./settle-basket.ts";
import { answer, answersOrder, isInCart, readRefusal } from "./step-answer.ts";

function openVisit(customer: PlannedCustomer, http: HttpClient, timeoutMs: number): ShopVisit {
  const memory = buildMemory();
  const get = (path: string, limitMs = timeoutMs) => fetchPage(http, { path }, limitMs);
  const post = (path: string, fields: Record<string, string>, limitMs = timeoutMs) =>
    fetchPage(http, { path, fields }, limitMs);

  const openHome = (): StepAnswer => {
    const page = get("/");
    const result = answer(page, "home");
    if (result.outcome === "ok") memory.categories = readLinks(page.body, "category");
    return result;
  };

  /** Where the page before listed nothing to go to, it is asked for again first; when it still lists nothing, it is wrong. */
  const follow = (
    findLink: () => string | null,
    askBefore: () => StepAnswer,
    open: (href: string, limitMs: number) => StepAnswer,
  ): StepAnswer => {
    const href = findLink();
    if (href !== null) return open(href, timeoutMs);
    const before = askBefore();
    if (before.outcome !== "ok") return before;
    const found = findLink();
    if (found === null) return { ...before, outcome: "wrong" };
    const leftMs = timeoutMs - before.latencyMs;
    if (leftMs <= 0) return { ...before, outcome: "timeout", latencyMs: timeoutMs };
    const result = open(found, leftMs);
    return { ...result, latencyMs: before.latencyMs + result.latencyMs };
  };

  const openCategory = (item: BasketItem | undefined): StepAnswer =>
    follow(
      () => chooseCategory(memory.categories, item),
      openHome,
      (href, limitMs) => {
        const page = get(href, limitMs);
        const result = answer(page, "category");
        if (result.outcome === "ok") memory.products = readLinks(page.body, "product");
        return result;
      },
    );

  const openProduct = (item: BasketItem | undefined): StepAnswer =>
    follow(
      () => chooseProduct(memory.products, item),
      () => openCategory(item),
      (href, limitMs) => {
        const page = get(href, limitMs);
        const product = readData(page.body, "product");
        const result = answer(page, "product", {}, product !== null && product !== "");
        if (result.outcome === "ok") memory.product = product;
        return result;
      },
    );

  /** Remembers a page that shows the basket as it should be. */
  const rememberBasket = (page: FetchedPage, totalCents: number | null): void => {
    memory.totalCents = totalCents;
    memory.lines = readLines(page.body);
  };

  const readCart = (page: FetchedPage): StepAnswer => {
    if (isEmptiedByOrder(memory, page)) return answer(page, "cart");
    settleBasket(memory, page);
    const totalCents = readNumber(page.body, "total-cents");
    const isRight = addsUp(page.body) && [...memory.quantities].every(([id, quantity]) => isInCart(page, id, quantity));
    const discountCents = readNumber(page.body, "discount-cents") ?? 0;
    const result = answer(page, "cart", { totalCents, discountCents }, isRight);
    if (result.outcome === "ok") rememberBasket(page, totalCents);
    return result;
  };

  /**
   * As a browser would: where the shop took the article and only the cart's page failed, that page is asked for again. Where
   * no answer came, the shop may have taken it all the same: the cart is looked at first, and the article put in if missing.
   */
  const askToAdd = (product: string): FetchedPage => {
    const add = (limitMs: number) => post("/cart/items", { product, quantity: "1" }, limitMs);
    if (memory.taken === product) return get("/cart");
    if (memory.unanswered !== product) return add(timeoutMs);
    const cart = get("/cart");
    if (answer(cart, "cart").outcome !== "ok") return cart;
    settleOrder(memory, cart, product);
    if (isInCart(cart, product, (memory.quantities.get(product) ?? 0) + 1)) return cart;
    const leftMs = timeoutMs - cart.latencyMs;
    if (leftMs <= 0) return { ...cart, failure: "timeout", latencyMs: timeoutMs };
    const added = add(leftMs);
    return { ...added, latencyMs: cart.latencyMs + added.latencyMs };
  };

  const addToCart = (item: BasketItem): StepAnswer => {
    const product = memory.product ?? "missing";
    memory.bought.set(item, product);
    const page = askToAdd(product);
    if (page.redirected) memory.taken = product;
    if (page.failure !== null) memory.unanswered = product;
    changeQuantity(memory, product, 1);
    const result = readCart(page);
    if (result.outcome !== "ok") changeQuantity(memory, product, -1);
    else {
      memory.taken = null;
      memory.unanswered = null;
    }
    return result;
  };

  /** A code that is refused is no error: the cart says so, and shows its total without it. */
  const typeCode = (code: string): StepAnswer => {
    const page = post("/cart/voucher", { code });
    const isRefused = page.status === 422 && readPageName(page.body) === "cart";
    return readCart(isRefused ? { ...page, status: 200 } : page);
  };

  /** Holds what the cart held, but for what was taken out; the total is the page's own sum, and the cart's to who insists on it. */
  const openReview = (page: FetchedPage, insistsOnTotal: boolean, removed: string | null = null): StepAnswer => {
    if (isEmptiedByOrder(memory, page)) return answer(page, "cart");
    const totalCents = readNumber(page.body, "total-cents");
    const discountCents = readNumber(page.body, "discount-cents") ?? 0;
    const key = readField(page.body, "idempotencyKey");
    const holdsBasket =
      memory.lines === null || describeArticles(readLines(page.body)) === describeArticles(memory.lines, removed);
    const isRightTotal = addsUp(page.body) && (!insistsOnTotal || totalCents === memory.totalCents);
    const result = answer(page, "review", { totalCents, discountCents }, key !== null && holdsBasket && isRightTotal);
    if (result.outcome === "ok") {
      memory.key = key;
      rememberBasket(page, totalCents);
    }
    return result;
  };

  /** As with an article that is put in: what the shop did is not asked for again, and what it may have done is looked at first. */
  const askToRemove = (product: string): FetchedPage => {
    const remove = (limitMs: number) => post("/checkout/review/remove", { product }, limitMs);
    if (memory.removal?.product !== product) return remove(timeoutMs);
    const review = get("/checkout/review");
    const isSeen = answer(review, "review").outcome === "ok";
    if (memory.removal.isDone || !isSeen || countInBasket(review.body, product) === 0) return review;
    const leftMs = timeoutMs - review.latencyMs;
    if (leftMs <= 0) return { ...review, failure: "timeout", latencyMs: timeoutMs };
    const removed = remove(leftMs);
    return { ...removed, latencyMs: review.latencyMs + removed.latencyMs };
  };

  const removeInReview = (product: string): StepAnswer => {
    const page = askToRemove(product);
    if (page.redirected) {
      memory.quantities.delete(product);
      memory.removal = { product, isDone: true };
    } else if (page.failure !== null && memory.removal?.product !== product)
      memory.removal = { product, isDone: false };
    const result = openReview(page, false, product);
    if (result.outcome === "ok") {
      memory.quantities.delete(product);
      memory.removal = null;
    }
    return result;
  };

  const placeOrder = (): StepAnswer => {
    const key = memory.key ?? "missing";
    const page = post("/orders", { idempotencyKey: key });
    const orderNumber = readData(page.body, "order-number");
    const totalCents = readNumber(page.body, "total-cents");
    const isRight = orderNumber !== null && orderNumber !== "" && totalCents === memory.totalCents;
    memory.refusal = readRefusal(page.body);
    const result = answer(page, "confirmation", { orderNumber, totalCents, key }, isRight);
    const isRefused = memory.refusal !== null;
    if (isRefused || answersOrder(result)) memory.unansweredOrder = null;
    else if (page.failure !== null || page.redirected) memory.unansweredOrder = new Map(memory.quantities);
    if (isRefused) return { ...answer(page, "confirmation", { key }), outcome: "wrong" };
    if (result.outcome === "ok" || result.outcome === "deferred") {
      memory.quantities.clear();
      memory.removal = null;
    }
    if (result.outcome !== "deferred") return result;
    // An order that was taken before its payment is a promise: it must name the same order as a confirmation does.
    return { ...result, orderNumber, totalCents, outcome: isRight ? "deferred" : "wrong" };
  };

  /** Who came for the article and not for its price looks at the new total, without the voucher where that is refused, and orders. */
  const takeNewTotal = (refused: StepAnswer): StepAnswer => {
    if (memory.refusal === null) return refused;
    const spentMs = (answers: readonly StepAnswer[]) => answers.reduce((sum, { latencyMs }) => sum + latencyMs, 0);
    const removed = memory.refusal === "voucher" ? [readCart(post("/cart/voucher/remove", {}))] : [];
    const review = openReview(get("/checkout/review"), false);
    const before = [refused, ...removed, review];
    if (review.outcome !== "ok") return { ...review, latencyMs: spentMs(before) };
    const placed = placeOrder();
    return { ...placed, latencyMs: spentMs([...before, placed]) };
  };

  let lastOrder: string | null = null;
  const openOrderStatus = (): StepAnswer => {
    const result = answer(get(`/orders/${lastOrder ?? "missing"}`), "order-status");
    // "Taken, will be confirmed" is what the status of such an order is: no further order was deferred.
    return result.outcome === "deferred" ? { ...result, outcome: "ok" } : result;
  };
  const ask = (wish: PageWish): StepAnswer => {
    switch (wish.step) {
      case "home":
        return openHome();
      case "category":
        return openCategory(wish.item);
      case "product":
        return openProduct(wish.item);
      case "cart":
        return wish.item === undefined ? readCart(get("/cart")) : addToCart(wish.item);
      case "voucher":
        return typeCode(wish.code ?? "");
      case "address":
        return answer(get("/checkout/address"), "address");
      case "payment":
        return answer(post("/checkout/address", buildAddress(customer, wish.account ?? customer.account)), "payment");
      case "review":
        if (wish.item !== undefined) return removeInReview(memory.bought.get(wish.item) ?? "missing");
        return openReview(
          memory.key === null ? post("/checkout/payment", card) : get("/checkout/review"),
          wish.insistsOnTotal === true,
        );
      case "place-order": {
        const result = wish.insistsOnTotal ? placeOrder() : takeNewTotal(placeOrder());
        lastOrder = result.orderNumber ?? lastOrder;
        return result;
      }
      case "order-status":
        return openOrderStatus();
      default:
        throw new Error(`the built-in shop's driver has no step ${wish.step}`);
    }
  };
  return { ask };
}

export const builtInShop: ShopDriver = { open: openVisit, readPrices };
