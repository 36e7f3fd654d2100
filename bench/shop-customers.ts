// Customers who went up to the review page, and whose place-order forms wait to be sent.
import { EdgeError } from "../harness/errors.ts";
import type { RawAnswer, ShopConnection } from "./shop-connection.ts";
import type { Basket, LoadResult } from "./shop-load.ts";
import { withConnections } from "./shop-load-loops.ts";
import { renderGet, renderPost } from "./shop-request-bytes.ts";
import { Tally } from "./shop-tally.ts";

const preparers = 32;
const sessionCookie = /\r\nset-cookie: ([^;\r]+)/i;
const orderKey = /name="idempotencyKey" value="([^"]+)"/;

function readMatch(answer: RawAnswer, text: string, pattern: RegExp, what: string): string {
  const found = pattern.exec(text)?.[1];
  if (found !== undefined) return found;
  throw new EdgeError(`a shop answer without ${what}`, { got: `${answer.head}\n${answer.body.toString()}` });
}

export class PreparedCustomers {
  readonly #port: number;
  readonly #ready = new Map<string, Buffer[]>();
  #customers = 0;

  constructor(port: number) {
    this.#port = port;
  }

  /** Each customer has a session and an e-mail address of its own. */
  prepare(basket: Basket, count: number): Promise<LoadResult> {
    const tally = new Tally(0);
    const ready = this.#listReady(basket);
    let left = count;
    return withConnections(this.#port, preparers, async (connections) => {
      const work = async (connection: ShopConnection) => {
        while (left-- > 0) ready.push(await this.#fillCheckout(connection, basket));
      };
      await Promise.all(connections.map(work));
      return tally.finish();
    });
  }

  /** Place-order forms that were not sent yet. */
  take(basket: Basket, count: number): Buffer[] {
    const ready = this.#listReady(basket);
    if (ready.length < count)
      throw new EdgeError("too few prepared orders", { expected: `${count}`, got: `${ready.length}` });
    return ready.splice(0, count);
  }

  #listReady(basket: Basket): Buffer[] {
    const key = JSON.stringify(basket);
    const ready = this.#ready.get(key) ?? [];
    this.#ready.set(key, ready);
    return ready;
  }

  async #fillCheckout(connection: ShopConnection, { product, voucher }: Basket): Promise<Buffer> {
    const send = (text: string) => connection.send(Buffer.from(text));
    const email = `bench-${++this.#customers}@example.com`;
    const added = await send(renderPost("/cart/items", { product, quantity: "1" }));
    const cookie = readMatch(added, added.head, sessionCookie, "a session");
    if (voucher !== null) await send(renderPost("/cart/voucher", { code: voucher }, cookie));
    const address = { name: "Ada Example", street: "1 Main Street", city: "Springfield", postcode: "12345" };
    await send(renderPost("/checkout/address", { email, ...address, country: "US" }, cookie));
    await send(renderPost("/checkout/payment", { card: "4242424242424242" }, cookie));
    const review = await send(renderGet("/checkout/review", cookie));
    const idempotencyKey = readMatch(review, review.body.toString(), orderKey, "an order key");
    return Buffer.from(renderPost("/orders", { idempotencyKey }, cookie));
  }
}
