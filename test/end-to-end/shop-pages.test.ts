// Every kind of page of the shop, on a phone and on a desk, light and dark: accessible, nowhere too wide, to look at.
// `TILLDRILL_SCREENSHOTS=directory` keeps the pictures.
import assert from "node:assert/strict";
import { mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { listSeriousFindings } from "../browser/list-serious-findings.ts";
import { openBrowser } from "../browser/open-browser.ts";
import { openCustomer, type ScreenCustomer } from "../browser/open-customer.ts";
import { type RunningShop, startShop } from "./running-shop.ts";

const keptDirectory = process.env.TILLDRILL_SCREENSHOTS;
const sizes = [
  { name: "phone", width: 390, height: 844 },
  { name: "desk", width: 1280, height: 900 },
] as const;

let browser: Browser;
let shop: RunningShop;
let customer: ScreenCustomer;
let directory: string;

before(async () => {
  directory = keptDirectory ?? (await mkdtemp(join(tmpdir(), "tilldrill-pages-")));
  await mkdir(directory, { recursive: true });
  const stock = { "offers-02": 3, "offers-05": 0 };
  [browser, shop] = await Promise.all([openBrowser(), startShop({ pace: 6_000, stock })]);
  customer = await openCustomer(browser, shop.origin);
});

after(async () => {
  await browser?.close();
  await shop?.[Symbol.asyncDispose]();
  if (keptDirectory === undefined) await rm(directory, { recursive: true, force: true });
});

/** Looks at the page that is open in each size and scheme. */
async function inspect(page: Page, name: string, kind: string, title: RegExp): Promise<void> {
  assert.equal(await page.locator("body").getAttribute("data-page"), kind);
  assert.match(await page.title(), title);
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    for (const { name: size, width, height } of sizes) {
      await page.setViewportSize({ width, height });
      assert.deepEqual(await listSeriousFindings(page), [], `${name}, ${colorScheme}, ${size}`);
      const tooWidePx = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      assert.equal(tooWidePx, 0, `${name} needs sideways scrolling, ${size}`);
      await page.screenshot({ path: join(directory, `${name}-${size}-${colorScheme}.png`), fullPage: true });
    }
  }
}

/** Shows a page of a bad day as if the shop had answered with it. */
async function showPreview(kind: string): Promise<number> {
  const { status, body } = await shop.preview(kind);
  const url = `${shop.origin}/preview`;
  await customer.page.route(url, (route) => route.fulfill({ status, body, contentType: "text/html; charset=utf-8" }));
  await customer.page.goto(url);
  await customer.page.unroute(url);
  return status;
}

type Visit = readonly [name: string, kind: string, title: RegExp, go: () => Promise<unknown>];

const goTo = (path: string) => () => customer.page.goto(path);

/** One visit after the other: later ones build on the basket of those before. */
const visits: readonly Visit[] = [
  ["home", "home", /^Good things/, goTo("/")],
  ["category", "category", /^Kitchen/, goTo("/category/kitchen")],
  ["offers", "category", /^Offers/, goTo("/category/offers")],
  ["search", "search", /^Search results/, goTo("/search?q=o")],
  ["search-nothing", "search", /^Nothing found/, goTo("/search?q=unicorn")],
  ["product", "product", /Pepper Mill/, goTo("/product/kitchen-01")],
  ["product-reduced-few", "product", /Cutlery/, goTo("/product/offers-02")],
  ["product-sold-out", "product", /Mug/, goTo("/product/offers-05")],
  ["cart-empty", "cart", /^Your cart/, goTo("/cart")],
  [
    "cart-refused",
    "cart",
    /^Your cart/,
    async () => {
      await customer.addToCart("/product/own-brand-04");
      await customer.addToCart("/product/digital-03");
      await customer.page.getByLabel("Voucher code").fill("DEAL10");
      await customer.press("Apply voucher");
    },
  ],
  [
    "cart",
    "cart",
    /^Your cart/,
    async () => {
      await customer.addToCart("/product/offers-03");
    },
  ],
  ["address", "address", /^Delivery address/, goTo("/checkout/address")],
  [
    "address-refused",
    "address",
    /^Delivery address/,
    async () => {
      const { page } = customer;
      await page.locator("main form").evaluate((form) => (form as HTMLFormElement).setAttribute("novalidate", ""));
      await page.getByLabel("E-mail").fill("nobody");
      await customer.press("Continue to payment");
    },
  ],
  [
    "review",
    "review",
    /^Review/,
    async () => {
      await customer.goToReview("4000 0000 0000 0002");
    },
  ],
  ["declined", "declined", /^Card declined/, () => customer.press(/^Place order/)],
  ["payment", "payment", /^Payment/, () => customer.follow("Use another card")],
  [
    "confirmation",
    "confirmation",
    /^Thank you/,
    async () => {
      await customer.goToReview();
      await customer.press(/^Place order/);
    },
  ],
  ["order-status", "order-status", /^Order T-/, () => customer.follow("See order status")],
  [
    "order-cancelled",
    "order-status",
    /^Order T-/,
    async () => {
      const orderNumber = await customer.readFact("Order number").innerText();
      await shop.act("cancel-orders", { reason: "a test", filter: { orderNumbers: [orderNumber] } });
      await customer.page.reload();
    },
  ],
  ["track", "track", /^Track your order/, goTo("/track")],
  [
    "track-unknown",
    "track",
    /^Track your order/,
    async () => {
      await customer.page.getByLabel("Order number").fill("T-AAAA-000001");
      await customer.page.getByLabel("E-mail").fill("ada@example.com");
      await customer.press("Find order");
    },
  ],
  ["not-found", "error", /^Not found/, goTo("/nowhere")],
  [
    "status-message",
    "home",
    /^Good things/,
    async () => {
      const message = "Payments fail at the moment. Your cart is kept, please come back in the evening.";
      await shop.act("set-status-message", { message });
      await customer.page.goto("/");
      await shop.act("set-status-message", { message: "" });
    },
  ],
];

describe("every page of the shop is accessible and fits its screen", () => {
  for (const [name, kind, title, go] of visits)
    test(name, async () => {
      await go();
      await inspect(customer.page, name, kind, title);
    });

  for (const [kind, status, title] of [
    ["error", 500, /^Something went wrong/],
    ["busy", 503, /^We are busy/],
    ["waiting-room", 200, /^You are in the queue/],
    ["maintenance", 503, /^Ordering is paused/],
    ["deferred", 202, /^Order taken, will be confirmed/],
  ] as const)
    test(`${kind}, with status ${status}`, async () => {
      assert.equal(await showPreview(kind), status);
      await inspect(customer.page, kind, kind, title);
    });

  test("no page asks for anything elsewhere, or for what its own policy refuses", () => {
    assert.deepEqual(customer.problems, []);
  });

  test("there is a picture of each, for phone and desk, light and dark", async () => {
    const pictures = (await readdir(directory)).filter((file) => file.endsWith(".png"));
    assert.equal(pictures.length, (visits.length + 5) * 4);
  });
});
