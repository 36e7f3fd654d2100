// A client that knows nothing of the shop: it follows links and fills in forms by their labels and `autocomplete`.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { type Field, type Form, type ReadPage, readPage } from "./html-reader.ts";
import { type RunningShop, startShop } from "./running-shop.ts";

let shop: RunningShop;

before(async () => {
  shop = await startShop();
});

after(() => shop?.[Symbol.asyncDispose]());

/** What a person has at hand, by the tokens of the HTML standard. */
const wallet: Readonly<Record<string, string>> = {
  email: "sam@example.com",
  name: "Sam Stranger",
  "address-line1": "9 Far Street",
  "address-level2": "Elsewhere",
  "postal-code": "54321",
  "country-name": "US",
  "cc-number": "4242 4242 4242 4242",
};

class Stranger {
  readonly #origin: string;
  #cookie = "";
  page: ReadPage = { texts: [], links: [], forms: [] };
  path = "";

  constructor(origin: string) {
    this.#origin = origin;
  }

  async open(path: string, init: RequestInit = {}): Promise<void> {
    const url = new URL(path, this.#origin);
    const response = await fetch(url, { ...init, redirect: "manual", headers: { cookie: this.#cookie } });
    this.#cookie = response.headers.get("set-cookie")?.split(";")[0] ?? this.#cookie;
    const location = response.headers.get("location");
    if (location !== null) return this.open(location);
    assert.equal(response.status, 200, path);
    this.path = url.pathname;
    this.page = readPage(await response.text());
  }

  follow(find: (link: { text: string; href: string }) => boolean): Promise<void> {
    const link = this.page.links.find(find);
    assert.ok(link, `no such link on ${this.path}`);
    return this.open(link.href);
  }

  findForm(button: RegExp): Form | undefined {
    return this.page.forms.find((form) => button.test(form.button));
  }

  send(form: Form): Promise<void> {
    const fields = new URLSearchParams(form.fields.map(({ name, value }) => [name, value]));
    return form.method === "post"
      ? this.open(form.action, { method: "POST", body: fields })
      : this.open(`${form.action}?${fields}`);
  }

  readAfter(label: string): string | undefined {
    return this.page.texts[this.page.texts.indexOf(label) + 1];
  }
}

function fillIn(form: Form, known: (field: Field) => string | undefined): Form {
  for (const field of form.fields) {
    const value = known(field) ?? wallet[field.autocomplete];
    if (value !== undefined) field.value = value;
    if (field.type !== "hidden") assert.notEqual(field.label, "", `a field of ${form.action} has no label`);
    if (field.isRequired) assert.notEqual(field.value, "", `nothing known for ${field.label}`);
  }
  return form;
}

async function buy(stranger: Stranger, wanted: string): Promise<{ article: string; orderNumber: string }> {
  await stranger.open("/");
  const search = stranger.page.forms.find((form) => form.fields.some(({ type }) => type === "search"));
  assert.ok(search);
  await stranger.send(fillIn(search, ({ type }) => (type === "search" ? wanted : undefined)));
  await stranger.follow(({ href }) => href.startsWith("/product/"));
  const article = stranger.page.texts.find((text) => text.toLowerCase().includes(wanted)) ?? "";
  const add = stranger.findForm(/^add to cart/i);
  assert.ok(add);
  await stranger.send(fillIn(add, ({ label }) => (/quantity/i.test(label) ? "2" : undefined)));
  await stranger.follow(({ text }) => /checkout/i.test(text));
  for (let forms = 0; forms < 6 && !stranger.page.texts.includes("Order number"); forms += 1) {
    const next = stranger.findForm(/^(continue|place order)/i);
    assert.ok(next, `no way on from ${stranger.path}`);
    await stranger.send(fillIn(next, () => undefined));
  }
  return { article, orderNumber: stranger.readAfter("Order number") ?? "" };
}

test("a stranger's client searches, buys, and sees its order", async () => {
  const stranger = new Stranger(shop.origin);
  const { article, orderNumber } = await buy(stranger, "lamp");
  assert.match(orderNumber, /^T-\w{4}-\d{6}$/);
  await stranger.follow(({ text }) => /status/i.test(text));
  assert.equal(stranger.readAfter("Order number"), orderNumber);
  assert.ok(stranger.page.texts.includes(article), article);
});

test("a stranger's client goes by departments, too, and every article is under its category", async () => {
  const stranger = new Stranger(shop.origin);
  await stranger.open("/");
  const categories = new Set(
    stranger.page.links.map(({ href }) => href).filter((href) => href.startsWith("/category/")),
  );
  assert.equal(categories.size, 12);
  for (const category of categories) {
    await stranger.open(category);
    const products = stranger.page.links.filter(({ href }) => href.startsWith("/product/"));
    assert.equal(products.length, 18, category);
  }
});

test("a stranger's client finds an order again in another browser, by number and e-mail", async () => {
  const { article, orderNumber } = await buy(new Stranger(shop.origin), "kettle");
  const other = new Stranger(shop.origin);
  await other.open("/");
  await other.follow(({ text }) => /track/i.test(text));
  const form = other.page.forms.find(({ fields }) => fields.some(({ label }) => label === "Order number"));
  assert.ok(form);
  await other.send(fillIn(form, ({ label }) => (label === "Order number" ? orderNumber : undefined)));
  assert.equal(other.readAfter("Order number"), orderNumber);
  assert.ok(other.page.texts.includes(article), article);
});
