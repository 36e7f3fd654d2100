// Customers who keep buying while shop and provider die and come back; what they were told is kept.
import { goToReview, sendOrder, type Wanted } from "./shop-purchase.ts";
import { ShopVisitor } from "./shop-visitor.ts";

const mostTries = 3;

const wishes: readonly Omit<Wanted, "email">[] = [
  { product: "toys-01" },
  { product: "digital-01" },
  { product: "offers-01", voucher: "DEAL10" },
  { product: "home-01", card: "4000000000000002" },
];

export class ShopCrowd implements AsyncDisposable {
  /** Numbers of all orders that a customer was told. */
  readonly acknowledged = new Set<string>();
  /** Purchases that went wrong, at least once. */
  failures = 0;
  readonly #origin: string;
  readonly #waitUntilOpen: () => Promise<void>;
  readonly #customers: Promise<void>[];
  #purchases = 0;
  #isOver = false;

  /** `waitUntilOpen`: what a customer waits for after a failure. */
  constructor(origin: string, customers: number, waitUntilOpen: () => Promise<void>) {
    this.#origin = origin;
    this.#waitUntilOpen = waitUntilOpen;
    this.#customers = Array.from({ length: customers }, () => this.#keepBuying());
  }

  /** Lets purchases that were begun come to their end. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#isOver = true;
    await Promise.all(this.#customers);
  }

  async #keepBuying(): Promise<void> {
    while (!this.#isOver) {
      const number = this.#purchases++;
      const wish = wishes[number % wishes.length] as (typeof wishes)[number];
      await this.#buy({ ...wish, email: `customer-${number}@example.com` }, number % 5 === 0);
    }
  }

  /** Sends the same form again after a failure, as people do; and twice at once, as a double click does. */
  async #buy(wanted: Wanted, isDoubleClick: boolean): Promise<void> {
    const visitor = new ShopVisitor(this.#origin);
    let key: string | undefined;
    for (let tries = 0; tries < mostTries; tries++) {
      try {
        key ??= await goToReview(visitor, wanted);
        const send = sendOrder.bind(null, visitor, key);
        const answers = await Promise.allSettled(isDoubleClick ? [send(), send()] : [send()]);
        const told = answers.flatMap((one) => (one.status === "fulfilled" && one.value !== null ? [one.value] : []));
        for (const orderNumber of told) this.acknowledged.add(orderNumber);
        if (told.length > 0) return;
      } catch {
        // The shop died in the middle of it: that is what this is about.
      }
      this.failures += 1;
      await this.#waitUntilOpen();
    }
  }
}
