// The driver of the built-in shop: its paths, its forms, and how its pages are recognised.
import type { PageWish } from "../../customers/journey.ts";
import type { BasketItem, PlannedCustomer } from "../../plan.ts";
import type { HttpClient, ListedPrice, ShopDriver, ShopVisit, StepAnswer } from "../shop-driver.ts";
import { type FetchedPage, fetchPage } from "./fetch-page.ts";
import {
  classifyOtherPage,
  hasMark,
  readData,
  readDecimal,
  readField,
  readLinks,
  readNumber,
  readPageName,
} from "./page.ts";

/** What a customer remembers from page to page. */
interface Memory {
  categories: string[];
  products: string[];
  product: string | null;
  quantities: Map<string, number>;
  /** An article that the shop took, but whose cart page has not come yet. */
  taken: string | null;
  /** An article whose order to put it in the cart got no answer: the shop may have taken it or not. */
  unanswered: string | null;
  totalCents: number | null;
  key: string | null;
  /** The order form got no answer: the shop may have placed the order or not. */
  orderUnanswered: boolean;
}

/** The link at a rank in [0, 1); null on an empty list. */
function pick(links: readonly string[], rank: number): string | null {
  return links[Math.floor(rank * links.length)] ?? null;
}

/** Plain test data: a shop of ours, cards of nobody. */
function buildAddress(customer: PlannedCustomer): Record<string, string> {
  return {
    email: customer.account,
    name: `Customer ${customer.customer}`,
    street: `${1 + (customer.customer % 200)} Rehearsal Road`,
    city: "Springfield",
    postcode: "12345",
    country: "US",
  };
}

const card = { card: "4242424242424242" };

function answer(page: FetchedPage, wanted: string, extra: Partial<StepAnswer> = {}, isRight = true): StepAnswer {
  const base = {
    status: page.status,
    latencyMs: page.latencyMs,
    orderNumber: null,
    totalCents: null,
    key: null,
    statusMessage: page.body.includes("data-status-message"),
    asksToComeBack: readData(page.body, "status-message") === "come-back" || hasMark(page.body, "come-back"),
    retryAfterMinutes: readDecimal(page.body, "retry-minutes"),
  };
  if (page.failure !== null) return { ...base, outcome: page.failure, ...extra };
  const name = readPageName(page.body);
  if (name !== wanted || page.status !== 200)
    return { ...base, ...extra, orderNumber: null, totalCents: null, outcome: classifyOtherPage(name, page.status) };
  return { ...base, ...extra, outcome: isRight ? "ok" : "wrong" };
}

/** Whether a cart page lists that article so many times. */
function isInCart(page: FetchedPage, product: string, quantity: number): boolean {
  return page.body.includes(`data-line="${product}" data-quantity="${quantity}"`);
}

function openVisit(customer: PlannedCustomer, http: HttpClient, timeoutMs: number): ShopVisit {
  const memory: Memory = {
    categories: [],
    products: [],
    product: null,
    quantities: new Map(),
    taken: null,
    unanswered: null,
    totalCents: null,
    key: null,
    orderUnanswered: false,
  };
  const get = (path: string, limitMs = timeoutMs) => fetchPage(http, { path }, limitMs);
  const post = (path: string, fields: Record<string, string>, limitMs = timeoutMs) =>
    fetchPage(http, { path, fields }, limitMs);

  const openHome = (): StepAnswer => {
    const page = get("/");
    const result = answer(page, "home");
    if (result.outcome === "ok") memory.categories = readLinks(page.body, "category").map((link) => link.href);
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
      () => pick(memory.categories, item?.category ?? 0),
      openHome,
      (href, limitMs) => {
        const page = get(href, limitMs);
        const result = answer(page, "category");
        if (result.outcome === "ok") memory.products = readLinks(page.body, "product").map((link) => link.href);
        return result;
      },
    );

  const openProduct = (item: BasketItem | undefined): StepAnswer =>
    follow(
      () => pick(memory.products, item?.product ?? 0),
      () => openCategory(item),
      (href, limitMs) => {
        const page = get(href, limitMs);
        const product = readData(page.body, "product");
        const result = answer(page, "product", {}, product !== null && product !== "");
        if (result.outcome === "ok") memory.product = product;
        return result;
      },
    );

  /**
   * Who sent an order, got no answer and then finds an empty cart knows what happened: the order went through. The same
   * form again brings its confirmation.
   */
  const isEmptiedByOrder = (page: FetchedPage): boolean =>
    memory.orderUnanswered && readPageName(page.body) === "cart" && !page.body.includes("data-line=");

  const readCart = (page: FetchedPage): StepAnswer => {
    if (isEmptiedByOrder(page)) return answer(page, "cart");
    const totalCents = readNumber(page.body, "total-cents");
    const isRight = [...memory.quantities].every(([id, quantity]) => isInCart(page, id, quantity));
    const result = answer(page, "cart", { totalCents }, isRight && totalCents !== null);
    if (result.outcome === "ok") memory.totalCents = totalCents;
    return result;
  };

  /**
   * As a browser would: where the shop took the article and only the cart's page failed, that page is asked for again. Where
   * no answer came, the shop may have taken it all the same: the cart is looked at first, and the article put in if missing.
   */
  const askToAdd = (product: string, quantity: number): FetchedPage => {
    const add = (limitMs: number) => post("/cart/items", { product, quantity: "1" }, limitMs);
    if (memory.taken === product) return get("/cart");
    if (memory.unanswered !== product) return add(timeoutMs);
    const cart = get("/cart");
    if (answer(cart, "cart").outcome !== "ok" || isInCart(cart, product, quantity)) return cart;
    const leftMs = timeoutMs - cart.latencyMs;
    if (leftMs <= 0) return { ...cart, failure: "timeout", latencyMs: timeoutMs };
    const added = add(leftMs);
    return { ...added, latencyMs: cart.latencyMs + added.latencyMs };
  };

  const addToCart = (): StepAnswer => {
    const product = memory.product ?? "missing";
    const before = memory.quantities.get(product) ?? 0;
    const page = askToAdd(product, before + 1);
    if (page.redirected) memory.taken = product;
    if (page.failure !== null) memory.unanswered = product;
    memory.quantities.set(product, before + 1);
    const result = readCart(page);
    if (result.outcome !== "ok") memory.quantities.set(product, before);
    else {
      memory.taken = null;
      memory.unanswered = null;
    }
    return result;
  };

  const openReview = (page: FetchedPage): StepAnswer => {
    if (isEmptiedByOrder(page)) return answer(page, "cart");
    const totalCents = readNumber(page.body, "total-cents");
    const key = readField(page.body, "idempotencyKey");
    const result = answer(
      page,
      "review",
      { totalCents },
      totalCents !== null && key !== null && totalCents === memory.totalCents,
    );
    if (result.outcome === "ok") memory.key = key;
    return result;
  };

  const placeOrder = (): StepAnswer => {
    const key = memory.key ?? "missing";
    const page = post("/orders", { idempotencyKey: key });
    const orderNumber = readData(page.body, "order-number");
    const totalCents = readNumber(page.body, "total-cents");
    const isRight = orderNumber !== null && orderNumber !== "" && totalCents === memory.totalCents;
    memory.orderUnanswered = page.failure !== null;
    const result = answer(page, "confirmation", { orderNumber, totalCents, key }, isRight);
    if (result.outcome !== "deferred") return result;
    // An order that was taken before its payment is a promise: it must name the same order as a confirmation does.
    return { ...result, orderNumber, totalCents, outcome: isRight ? "deferred" : "wrong" };
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
        return wish.item === undefined ? readCart(get("/cart")) : addToCart();
      case "address":
        return answer(get("/checkout/address"), "address");
      case "payment":
        return answer(post("/checkout/address", buildAddress(customer)), "payment");
      case "review":
        return openReview(memory.key === null ? post("/checkout/payment", card) : get("/checkout/review"));
      case "place-order": {
        const result = placeOrder();
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

/** Walks home and all categories; throws with the page's name when the shop is not ready. */
function readPrices(http: HttpClient, timeoutMs: number): ListedPrice[] {
  const home = fetchPage(http, { path: "/" }, timeoutMs);
  const categories = readLinks(home.body, "category");
  if (categories.length === 0)
    throw new Error(`the shop's home page lists no category (status ${home.status}, ${home.failure ?? "answered"})`);
  return categories.flatMap(({ href }, category) => {
    const page = fetchPage(http, { path: href }, timeoutMs);
    const products = readLinks(page.body, "product");
    return products.map(({ priceCents }, product): ListedPrice => {
      if (priceCents === null)
        throw new Error(`the shop's category ${category + 1} lists product ${product + 1} without a price`);
      return { category, categories: categories.length, product, products: products.length, priceCents };
    });
  });
}

export const builtInShop: ShopDriver = { open: openVisit, readPrices };
