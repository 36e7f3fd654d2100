import type { Browser, BrowserContextOptions, Locator, Page } from "playwright-core";

/** Plain test data: a shop of ours, a card of nobody. */
export const typedAddress: readonly (readonly [label: string, value: string])[] = [
  ["E-mail", "ada@example.com"],
  ["Full name", "Ada Example"],
  ["Street and number", "1 Main Street"],
  ["Postcode", "12345"],
  ["City", "Springfield"],
  ["Country", "US"],
];

export const testCard = "4242 4242 4242 4242";

/** A person before a screen. Everything is found by role, label and visible text. */
export interface ScreenCustomer extends AsyncDisposable {
  readonly page: Page;
  /** Console messages that a shop should not cause: refused styles, failed loads, scripts. */
  readonly problems: readonly string[];
  press(name: string | RegExp): Promise<void>;
  follow(name: string | RegExp): Promise<void>;
  search(query: string): Promise<void>;
  addToCart(path: string): Promise<void>;
  /** From the cart to the review. */
  goToReview(card?: string): Promise<void>;
  /** The text after a label such as `Order number`. */
  readFact(label: string): Locator;
}

export async function openCustomer(
  browser: Browser,
  origin: string,
  options: BrowserContextOptions = {},
): Promise<ScreenCustomer> {
  const context = await browser.newContext({ baseURL: origin, locale: "en-US", ...options });
  const page = await context.newPage();
  const problems: string[] = [];
  page.on("console", (message) => {
    const isPageStatus = message.text().startsWith("Failed to load resource") && message.location().url === page.url();
    if (!isPageStatus && (message.type() === "error" || message.type() === "warning")) problems.push(message.text());
  });
  page.on("request", (request) => {
    if (!request.url().startsWith(origin) && !request.url().startsWith("data:")) problems.push(request.url());
  });
  const press = (name: string | RegExp) => page.getByRole("button", { name }).click();
  const follow = (name: string | RegExp) => page.getByRole("link", { name }).first().click();
  return {
    page,
    problems,
    press,
    follow,
    async search(query) {
      await page.getByRole("searchbox", { name: "Search articles" }).fill(query);
      await press("Search");
    },
    async addToCart(path) {
      await page.goto(path);
      await press(/^Add to cart/);
    },
    async goToReview(card = testCard) {
      await page.goto("/cart");
      await follow("Go to checkout");
      for (const [label, value] of typedAddress) await page.getByLabel(label, { exact: true }).fill(value);
      await press("Continue to payment");
      await page.getByLabel("Card number").fill(card);
      await press("Continue to review");
    },
    readFact: (label) => page.locator(`dt:text-is("${label}") + dd`),
    [Symbol.asyncDispose]: () => context.close(),
  };
}
