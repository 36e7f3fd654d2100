import assert from "node:assert/strict";
import type { InjectOptions } from "fastify";
import { Customer, readPageKind } from "./customer.ts";
import { type ScriptedProvider, startScriptedProvider } from "./scripted-provider.ts";
import { openTestShop, type TestShop } from "./test-shop.ts";

/** A request, the status it gets, and the page it is answered with (an error page unless it says so). */
export type HostileRequest = readonly [status: number, request: InjectOptions, page?: string | undefined];

export interface HostileScene extends AsyncDisposable {
  readonly shop: TestShop;
  readonly provider: ScriptedProvider;
  /** At the review page with three toys; hostile requests come with this customer's cookie. */
  readonly customer: Customer;
  readonly key: string;
  /** Ordered one toy, and is at the review page again. */
  readonly other: Customer;
  readonly otherKey: string;
  readonly otherOrder: string;
  /** Everything that a request could have changed. */
  readWorld(): Promise<unknown>;
}

export const formType = { "content-type": "application/x-www-form-urlencoded" };

export function post(url: string, payload: string | Buffer, headers: Record<string, string> = formType): InjectOptions {
  return { method: "POST", url, payload, headers };
}

export async function openHostileScene(): Promise<HostileScene> {
  const provider = await startScriptedProvider();
  const shop = await openTestShop({ providerOrigin: provider.origin });
  const customer = new Customer(shop.storefront);
  const other = new Customer(shop.storefront);
  const placed = await other.order(await other.fillCheckout("toys-01", "1"));
  const otherOrder = String(placed.headers.location).split("/")[2] ?? "";
  const otherKey = await other.fillCheckout("home-01", "2");
  const key = await customer.fillCheckout("toys-01", "3");
  await shop.parts.background.waitUntilSettled(5_000);
  return {
    shop,
    provider,
    customer,
    key,
    other,
    otherKey,
    otherOrder,
    readWorld: async () => ({
      books: readBooks(shop),
      stock: [...shop.parts.catalogue.productsById.keys()].map((id) => shop.parts.stock.read(id)),
      sessions: shop.parts.sessions.size,
      review: (await customer.get("/checkout/review")).body,
      othersReview: (await other.get("/checkout/review")).body,
      paymentCalls: provider.calls.length,
      changes: shop.parts.changes.list().length,
    }),
    [Symbol.asyncDispose]: async () => {
      await shop[Symbol.asyncDispose]();
      await provider[Symbol.asyncDispose]();
    },
  };
}

/** Sends each with the customer's cookie; after each, the world must be as it was. */
export async function refuseAll(scene: HostileScene, requests: readonly HostileRequest[]): Promise<void> {
  const { shop, customer } = scene;
  const before = await scene.readWorld();
  for (const [status, request, page = "error"] of requests) {
    const cookie = { cookie: `till_session=${customer.cookie}`, host: "shop.test" };
    const response = await shop.storefront.inject({ ...request, headers: { ...cookie, ...request.headers } });
    const payload = String(request.payload ?? "").slice(0, 60);
    const label = `${request.method ?? "GET"} ${String(request.url).slice(0, 60)} ${payload}`;
    assert.equal(response.statusCode, status, label);
    assert.equal(readPageKind(response), page, label);
    assert.match(String(response.headers["content-type"]), /^text\/html/, label);
    assert.equal(response.headers["set-cookie"], undefined, label);
    assert.deepEqual(await scene.readWorld(), before, label);
  }
}

/** All tables but `meta`, where blocks of order numbers are reserved. */
function readBooks(shop: TestShop): Record<string, unknown[]> {
  const tables = shop.query("SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'meta'");
  return Object.fromEntries(tables.map(({ name }) => [String(name), shop.query(`SELECT * FROM ${String(name)}`)]));
}
