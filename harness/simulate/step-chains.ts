// What a step asks of the built-in shop's workers: its requests one after the other, as the driver sends them.
import type { WorkKind } from "../../mock-shop/capacity/route-work.ts";
import type { PageWish } from "../../scenarios/customers/journey.ts";
import type { StepName } from "../../scenarios/outcome.ts";

/** The requests of a step, redirects followed. `pays`: a payment call comes between the first and the second. */
export interface StepChain {
  readonly step: StepName;
  readonly kinds: readonly WorkKind[];
  readonly pays: boolean;
}

/** What the driver remembers of a customer, as far as it changes what a step asks for. */
export interface VisitMemory {
  /** The shop took the article, but its cart page failed: only that page is asked for again. */
  taken: boolean;
  /** Address and card are given: the review is asked for directly. */
  reviewed: boolean;
  /** An article was taken out in the review, but its page failed: only that page is asked for again. */
  removed: boolean;
  /** The order is in the books, but its confirmation failed: the same form again brings it without a payment. */
  ordered: boolean;
}

const chain = (step: StepName, kinds: readonly WorkKind[], pays = false): StepChain => ({ step, kinds, pays });

const chains = {
  home: chain("home", ["home"]),
  category: chain("category", ["category"]),
  product: chain("product", ["product"]),
  addToCart: chain("cart", ["add-to-cart", "cart"]),
  cart: chain("cart", ["cart"]),
  voucher: chain("voucher", ["apply-voucher", "cart"]),
  address: chain("address", ["address"]),
  payment: chain("payment", ["submit-address", "payment"]),
  submitCard: chain("review", ["submit-payment", "review"]),
  review: chain("review", ["review"]),
  removeInReview: chain("review", ["remove-in-review", "review"]),
  placeOrder: chain("place-order", ["place-order", "place-order-after-payment", "confirmation"], true),
  orderAgain: chain("place-order", ["place-order", "confirmation"]),
  orderStatus: chain("order-status", ["order-status"]),
};

/** The chain of a step for a customer with this memory. */
export function chooseChain(wish: PageWish, memory: Readonly<VisitMemory>): StepChain {
  switch (wish.step) {
    case "cart":
      return wish.item === undefined || memory.taken ? chains.cart : chains.addToCart;
    case "review":
      if (wish.item !== undefined) return memory.removed ? chains.review : chains.removeInReview;
      return memory.reviewed ? chains.review : chains.submitCard;
    case "place-order":
      return memory.ordered ? chains.orderAgain : chains.placeOrder;
    case "order-status":
      return chains.orderStatus;
    default:
      return chains[wish.step];
  }
}

/** Changes the memory by what a step gave: how many of its requests were answered well, and whether it ended `ok`. */
export function rememberStep(memory: VisitMemory, { step, kinds, pays }: StepChain, served: number): void {
  const isWhole = served === kinds.length;
  if (step === "cart") memory.taken = !isWhole && served > 0;
  if (step === "review") {
    memory.reviewed ||= isWhole;
    memory.removed = !isWhole && (memory.removed || (kinds[0] === "remove-in-review" && served > 0));
  }
  if (step === "place-order") memory.ordered = !isWhole && (memory.ordered || (pays && served >= 2));
}
