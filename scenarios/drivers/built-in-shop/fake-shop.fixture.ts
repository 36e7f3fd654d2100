// A shop in memory, with the built-in shop's pages: for tests of its driver without a socket.
import type { BasketItem } from "../../plan.ts";
import type { HttpAnswer, HttpClient } from "../shop-driver.ts";

/** What a test lets the shop do wrong, by path; asked before the shop answers itself. */
export type Interference = (method: "GET" | "POST", path: string, asked: number) => Partial<HttpAnswer> | null;

export const priceCents = 2600;

export function buildPage(name: string, content = "", status = 200): HttpAnswer {
  return { status, body: `<body data-page="${name}">${content}</body>`, location: null, timeMs: 10, failure: null };
}

/** The pages by which an article comes into the cart. */
export function add(item: BasketItem) {
  return [
    { step: "category", item },
    { step: "product", item },
    { step: "cart", item },
  ] as const;
}

function redirect(location: string): HttpAnswer {
  return { status: 303, body: "", location, timeMs: 5, failure: null };
}

/** Two categories of two products at one price. The session is the client's own. */
export class FakeShop implements HttpClient {
  readonly asked: string[] = [];
  readonly timeouts: number[] = [];
  readonly cart = new Map<string, number>();
  readonly orders = new Map<string, string>();
  readonly forms: Readonly<Record<string, string>>[] = [];
  interfere: Interference = () => null;
  /** Added to the total of the named page. */
  readonly wrongBy = new Map<string, number>();
  /** What a voucher takes off, by the named page. */
  readonly discounts = new Map<string, number>();

  get(path: string, timeoutMs: number): HttpAnswer {
    return this.#answer("GET", path, timeoutMs, () => this.#show(path));
  }

  post(path: string, fields: Readonly<Record<string, string>>, timeoutMs: number): HttpAnswer {
    this.forms.push(fields);
    return this.#answer("POST", path, timeoutMs, () => this.#take(path, fields));
  }

  #answer(method: "GET" | "POST", path: string, timeoutMs: number, act: () => HttpAnswer): HttpAnswer {
    this.asked.push(`${method} ${path}`);
    this.timeouts.push(timeoutMs);
    const changed = this.interfere(method, path, this.asked.filter((one) => one === `${method} ${path}`).length);
    return changed === null ? act() : { ...buildPage("other"), ...changed };
  }

  #lines(page: string): string {
    const lines = [...this.cart].map(
      ([id, quantity]) =>
        `<tr data-line="${id}" data-quantity="${quantity}" data-line-cents="${quantity * priceCents}"></tr>`,
    );
    const articles = [...this.cart.values()].reduce((sum, quantity) => sum + quantity, 0);
    const discountCents = this.discounts.get(page) ?? 0;
    const totalCents = articles * priceCents - discountCents + (this.wrongBy.get(page) ?? 0);
    return `${lines.join("")}<b data-total-cents="${totalCents}" data-discount-cents="${discountCents}"></b>`;
  }

  #show(path: string): HttpAnswer {
    const [, room = "", id = ""] = path.split("/");
    const links = (kind: string, prefix: string, extra = "") =>
      ["1", "2"].map((number) => `<a data-link="${kind}" href="${prefix}${number}"${extra}>x</a>`).join("");
    if (path === "/") return buildPage("home", links("category", "/category/c"));
    if (room === "category")
      return buildPage("category", links("product", `/product/${id}p`, ` data-price-cents="${priceCents}"`));
    if (room === "product") return buildPage("product", `<main data-product="${id}"></main>`);
    if (path === "/cart") return buildPage("cart", this.#lines("cart"));
    if (path === "/checkout/address") return buildPage("address");
    if (path === "/checkout/payment") return buildPage("payment");
    const key = `<input name="idempotencyKey" value="key-${this.orders.size + 1}">`;
    if (path === "/checkout/review") return buildPage("review", `${this.#lines("review")}${key}`);
    const number = `<p data-order-number="${id}"></p>`;
    if (room === "confirmation") return buildPage("confirmation", `${number}${this.#lines("confirmation")}`);
    if (room === "orders") return buildPage("order-status", number);
    return buildPage("error", "", 404);
  }

  #take(path: string, fields: Readonly<Record<string, string>>): HttpAnswer {
    if (path === "/cart/items") {
      const product = fields.product ?? "";
      this.cart.set(product, (this.cart.get(product) ?? 0) + Number(fields.quantity));
      return redirect("/cart");
    }
    if (path === "/checkout/review/remove")
      return this.cart.delete(fields.product ?? "") ? redirect("/checkout/review") : buildPage("error", "", 404);
    if (path === "/checkout/address") return redirect("/checkout/payment");
    if (path === "/checkout/payment") return redirect("/checkout/review");
    const key = fields.idempotencyKey ?? "";
    const number = this.orders.get(key) ?? `A-${this.orders.size + 1}`;
    this.orders.set(key, number);
    return redirect(`/confirmation/${number}`);
  }
}
