// Text of strangers is shown as text: nowhere does it become markup, a header or another page.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Customer } from "./testing/customer.ts";
import { openHostileScene } from "./testing/hostile-scene.ts";

const marks = `<b id=x>"'&lt;</title></textarea>`;
const shown = "&lt;b id=x&gt;&quot;&#39;&amp;lt;&lt;/title&gt;&lt;/textarea&gt;";
const address = {
  email: "eve@example.com",
  name: `N ${marks}`,
  street: `S ${marks}`,
  city: `C ${marks}`,
  postcode: `"><u>'&`,
  country: `L ${marks}`,
};

function refuseMarkup(body: string, what: string): void {
  for (const raw of ["<b id", "<u>", `"'&lt;`, "</textarea>"]) assert.ok(!body.includes(raw), `${what}: ${raw}`);
}

test("every text that a customer types is escaped wherever it is shown again", async () => {
  await using scene = await openHostileScene();
  const { customer } = scene;
  await customer.post("/checkout/address", address);
  const query = encodeURIComponent(marks);
  const pages = {
    "the address form": (await customer.get("/checkout/address")).body,
    "the review": (await customer.get("/checkout/review")).body,
    "the search": (await customer.get(`/search?q=${query}`)).body,
    "a voucher that is refused": (await customer.post("/cart/voucher", { code: marks })).body,
    "the track form": (await customer.post("/track", { orderNumber: "T-1", email: marks })).body,
  };
  for (const [what, body] of Object.entries(pages)) {
    refuseMarkup(body, what);
    assert.ok(body.toLowerCase().includes(shown), what);
  }
});

test("a text that is refused is not shown as markup either", async () => {
  await using scene = await openHostileScene();
  const { customer } = scene;
  const pages = {
    "an address": (await customer.post("/checkout/address", { ...address, email: marks })).body,
    "an order number": (await customer.post("/track", { orderNumber: marks.slice(0, 24), email: "" })).body,
    "a product": (await customer.post("/cart/items", { product: marks, quantity: "1" })).body,
    "a quantity": (await customer.post("/cart/quantity", { product: "toys-01", quantity: marks })).body,
    "a card": (await customer.post("/checkout/payment", { card: marks })).body,
    "a key": (await customer.post("/orders", { idempotencyKey: marks })).body,
    "a path": (await customer.get(`/product/${encodeURIComponent(marks)}`)).body,
    "a broken path": (await customer.get("/%<b id=x>")).body,
    "a content type": (await customer.post("/cart/items", "a=1", { "content-type": "<b id=x>" })).body,
  };
  for (const [what, body] of Object.entries(pages)) refuseMarkup(body, what);
});

test("every page forbids scripts, framing, sniffing and keeping, whatever its status", async () => {
  await using scene = await openHostileScene();
  const { customer } = scene;
  const answers = [
    await customer.get("/"),
    await customer.get("/checkout/review"),
    await customer.get("/none"),
    await customer.get("/%ff"),
    await customer.post("/orders", ""),
    await customer.post("/cart/items", "x".repeat(20_000)),
    await customer.post("/cart/items", "a=1", { origin: "http://evil.test" }),
  ];
  for (const { headers, statusCode } of answers) {
    const policy = String(headers["content-security-policy"]);
    for (const rule of ["default-src 'none'", "frame-ancestors 'none'", "form-action 'self'", "base-uri 'none'"]) {
      assert.ok(policy.includes(rule), `${statusCode}: ${rule}`);
    }
    assert.equal(headers["x-content-type-options"], "nosniff");
    assert.equal(headers["cache-control"], "no-store");
  }
});

test("a header takes no line of its own from what a customer typed", async () => {
  await using scene = await openHostileScene();
  const { customer } = scene;
  const lines = "x\r\nSet-Cookie: till_session=eve";
  const answers = [
    await customer.post("/cart/items", { product: lines, quantity: "1" }),
    await customer.post("/orders", { idempotencyKey: lines }),
    await customer.post("/track", { orderNumber: lines, email: "a@b.de" }),
    await customer.get(`/orders/${encodeURIComponent(lines)}/confirmation`),
  ];
  for (const { headers } of answers) assert.equal(headers["set-cookie"], undefined);
});

test("customers who come and never come back take a bounded number of sessions", async () => {
  await using scene = await openHostileScene();
  const { sessions } = scene.shop.parts;
  assert.equal(sessions.size, 2);
  for (let visit = 0; visit < 20; visit++) await new Customer(scene.shop.storefront).get("/cart");
  assert.equal(sessions.size, 2);
});
