import assert from "node:assert/strict";
import { test } from "node:test";
import type { OrderStory } from "../ledger/shop-records.ts";
import { html } from "./html.ts";
import { renderDocument } from "./layout.ts";
import { renderConfirmation, renderDeferred, renderOrderStatus } from "./orders.ts";

const atMs = Date.UTC(2026, 0, 2, 3, 4, 5);

const story: OrderStory = {
  order: {
    orderNumber: "T-7Q4K-000123",
    idempotencyKey: "secret-key",
    account: "ada@example.com",
    totalCents: 1_500,
    discountCents: 1_000,
    voucherCode: "DEAL10",
    currency: "USD",
    state: "packed",
    paymentId: "pay_secret",
    placedAtMs: atMs,
    parcelNumber: "P-000000123-0",
    lines: [
      { productId: "toys-01", name: "Kite", categorySlug: "toys", kind: "physical", quantity: 2, unitCents: 1_250 },
    ],
  },
  events: [
    { kind: "basket-added", atMs, detail: "toys-01" },
    { kind: "placed", atMs, detail: "pay_secret" },
    { kind: "packed", atMs: atMs + 60_000, detail: "P-000000123-0" },
  ],
  messages: [],
  deferral: null,
};
const { order } = story;

const readTexts = (text: string) => text.split(/<[^>]*>/).flatMap((part) => (part.trim() === "" ? [] : [part.trim()]));

test("the order number stands right after its label, on the confirmation and on the status", () => {
  for (const page of [renderConfirmation(story), renderOrderStatus(story)]) {
    const texts = readTexts(page.body.text);
    assert.equal(texts[texts.indexOf("Order number") + 1], "T-7Q4K-000123", page.kind);
    assert.match(page.body.text, /data-total-cents="1500"/);
    assert.match(page.body.text, /data-voucher-code="DEAL10">.*data-total-cents="\d+" data-discount-cents="1000"/s);
  }
});

test("the order number is the first thing after its label in the plain text of the page, however it is taken out", () => {
  const frame = { departments: html``, statusMessage: null, articlesInCart: 0 };
  for (const page of [renderConfirmation(story), renderOrderStatus(story), renderDeferred(story)]) {
    const document = renderDocument(page, frame);
    const main = /<main.*<\/main>/s.exec(document)?.[0] ?? "";
    for (const part of [document, main])
      for (const between of ["", " "]) {
        const text = part.replaceAll(/<[^>]*>/g, between);
        const found = [...text.matchAll(/Order number[:\s]+([A-Z0-9-]+)/gi)].map(([, number]) => number);
        assert.deepEqual(found, ["T-7Q4K-000123"], page.kind);
      }
  }
});

test("on the confirmation nothing comes before the order number, and no e-mail address is near", () => {
  const texts = readTexts(renderConfirmation(story).body.text);
  assert.deepEqual(texts.slice(0, 2), ["Order number", "T-7Q4K-000123"]);
  assert.doesNotMatch(texts.join("\n"), /number:|@/);
});

test("an order of nothing says that nothing was to be paid, and never that something was", () => {
  const events = [
    { kind: "placed", atMs, detail: null },
    { kind: "paid", atMs, detail: null },
  ];
  const free = { ...story, order: { ...order, totalCents: 0, paymentId: null }, events };
  for (const state of ["placed", "paid"] as const) {
    const { text } = renderOrderStatus({ ...free, order: { ...free.order, state } }).body;
    assert.doesNotMatch(text, /Paid|Payment|taking the payment/, state);
    assert.match(text, /othing to pay\./, state);
    assert.match(text, /<li>Nothing to pay /);
  }
  assert.match(renderOrderStatus({ ...story, events }).body.text, /<li>Payment received /);
});

test("the status tells what a customer needs of the events, and nothing of the shop's own", () => {
  const { text } = renderOrderStatus(story).body;
  const texts = readTexts(text);
  assert.equal(texts[texts.indexOf("Parcel number") + 1], "P-000000123-0");
  assert.deepEqual(texts.slice(texts.indexOf("What happened") + 1, texts.indexOf("Your articles")), [
    "Order placed",
    "2026-01-02, 03:04:05 UTC",
    "Parcel packed",
    "2026-01-02, 03:05:05 UTC",
  ]);
  assert.match(text, /data-order-state="packed"/);
  assert.doesNotMatch(text, /secret|basket|Download code/);
});

test("a digital delivery brings its code, and no parcel number", () => {
  const events = [{ kind: "digital-delivered", atMs, detail: "D-AAAA-BBBB-CCCC" }];
  const page = renderOrderStatus({ ...story, order: { ...order, state: "delivered", parcelNumber: null }, events });
  const texts = readTexts(page.body.text);
  assert.equal(texts[texts.indexOf("Download code") + 1], "D-AAAA-BBBB-CCCC");
  assert.equal(texts.includes("Parcel number"), false);
});

test("a cancelled order shows what the shop wrote, as text", () => {
  const messages = [{ atMs, subject: "Your order was cancelled", body: "We are <b>sorry</b>" }];
  const { text } = renderOrderStatus({ ...story, order: { ...order, state: "cancelled" }, messages }).body;
  assert.match(text, /<h3>Your order was cancelled<\/h3><p>We are &lt;b&gt;sorry&lt;\/b&gt;<\/p>/);
});
