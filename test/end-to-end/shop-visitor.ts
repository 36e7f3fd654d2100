// One customer of a running shop, over HTTP, with a cookie of its own.

const address = {
  email: "ada@example.com",
  name: "Ada Example",
  street: "1 Main Street",
  city: "Springfield",
  postcode: "12345",
  country: "US",
};

export class ShopVisitor {
  readonly #origin: string;
  #cookie = "";

  constructor(origin: string) {
    this.#origin = origin;
  }

  async get(path: string): Promise<Response> {
    return this.#send(path, {});
  }

  /** Sends a form and gives the answer itself: redirects are not followed. */
  async post(path: string, fields: Readonly<Record<string, string>>): Promise<Response> {
    return this.#send(path, { method: "POST", body: new URLSearchParams(fields) });
  }

  /** Buys one article and gives the number of the order. */
  async buy(product = "toys-01"): Promise<string> {
    await this.post("/cart/items", { product, quantity: "1" });
    await this.post("/checkout/address", address);
    await this.post("/checkout/payment", { card: "4242424242424242" });
    const review = await (await this.get("/checkout/review")).text();
    const idempotencyKey = /name="idempotencyKey" value="([^"]+)"/.exec(review)?.[1];
    if (idempotencyKey === undefined) throw new Error("expected a key on the review page");
    const placed = await this.post("/orders", { idempotencyKey });
    const orderNumber = /T-\w+-\d+/.exec(placed.headers.get("location") ?? "")?.[0];
    if (orderNumber === undefined) throw new Error(`expected an order, got status ${placed.status}`);
    return orderNumber;
  }

  /** The status page of an order that another browser placed. */
  async track(orderNumber: string): Promise<string> {
    const answer = await this.post("/track", { orderNumber, email: address.email });
    return (await this.get(answer.headers.get("location") ?? "/track")).text();
  }

  async #send(path: string, init: RequestInit): Promise<Response> {
    const response = await fetch(this.#origin + path, {
      ...init,
      redirect: "manual",
      headers: { cookie: this.#cookie },
    });
    this.#cookie = response.headers.get("set-cookie")?.split(";")[0] ?? this.#cookie;
    return response;
  }
}
