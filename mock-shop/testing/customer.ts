import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from "fastify";

export type Fields = Readonly<Record<string, string>>;

export const anAddress: Fields = {
  email: "Ada@Example.com ",
  name: "Ada Example",
  street: "1 Main Street",
  city: "Springfield",
  postcode: "12345",
  country: "US",
};

/** One customer with a cookie jar, over `inject()`. */
export class Customer {
  readonly #app: FastifyInstance;
  cookie: string | undefined;
  /** The token of the waiting room, where there is one. */
  place: string | undefined;

  constructor(app: FastifyInstance) {
    this.#app = app;
  }

  get(url: string, headers: Fields = {}): Promise<LightMyRequestResponse> {
    return this.#send({ method: "GET", url, headers });
  }

  post(url: string, fields: Fields | string, headers: Fields = {}): Promise<LightMyRequestResponse> {
    const payload = typeof fields === "string" ? fields : new URLSearchParams(fields).toString();
    const contentType = { "content-type": "application/x-www-form-urlencoded" };
    return this.#send({ method: "POST", url, payload, headers: { ...contentType, ...headers } });
  }

  /** From an empty cart to the review page; gives the key that the page carries. */
  async fillCheckout(product = "toys-01", quantity = "1", card = "4242424242424242"): Promise<string> {
    await this.post("/cart/items", { product, quantity });
    await this.post("/checkout/address", anAddress);
    await this.post("/checkout/payment", { card });
    return this.readOrderKey();
  }

  async readOrderKey(): Promise<string> {
    const review = await this.get("/checkout/review");
    const key = /name="idempotencyKey" value="([^"]+)"/.exec(review.body)?.[1];
    if (!key) throw new Error(`expected a key on the review page, got ${review.statusCode}`);
    return key;
  }

  order(idempotencyKey: string): Promise<LightMyRequestResponse> {
    return this.post("/orders", { idempotencyKey });
  }

  async #send(options: InjectOptions): Promise<LightMyRequestResponse> {
    const cookies = [
      ...(this.cookie === undefined ? [] : [`till_session=${this.cookie}`]),
      ...(this.place === undefined ? [] : [`till_place=${this.place}`]),
    ];
    const cookie = cookies.length === 0 ? {} : { cookie: cookies.join("; ") };
    const response = await this.#app.inject({
      ...options,
      headers: { host: "shop.test", ...cookie, ...options.headers },
    });
    const set = response.cookies.find(({ name }) => name === "till_session");
    if (set) this.cookie = set.value;
    const place = response.cookies.find(({ name }) => name === "till_place");
    if (place) this.place = place.value;
    return response;
  }
}

export function readPageKind(response: LightMyRequestResponse): string | undefined {
  return /<body data-page="([^"]+)"/.exec(response.body)?.[1];
}
