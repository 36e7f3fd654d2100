// A basket of somebody after a deal in virtual time: which discount its pages show, right or by the bug.
import type { PageWish } from "../../scenarios/customers/journey.ts";

/** The bug in force: `kept` keeps a discount that was granted before, `everyone` grants it by department. */
export type VirtualBug = "none" | "kept" | "everyone";

export interface VirtualPromotion {
  readonly discountCents: number;
  readonly eligible: readonly string[];
  readonly banner: readonly string[];
  /** In the order of the shop's home page. */
  readonly departments: readonly string[];
}

export class VirtualBasket {
  readonly #promotion: VirtualPromotion;
  #departments: string[] = [];
  #hasCode = false;
  #carried = false;
  #isRightful = false;

  constructor(promotion: VirtualPromotion) {
    this.#promotion = promotion;
  }

  /** The discount that the last page showed, and whether the voucher was meant for it; null without one. */
  readDiscount(): { readonly cents: number; readonly isRightful: boolean } | null {
    return this.#carried ? { cents: this.#promotion.discountCents, isRightful: this.#isRightful } : null;
  }

  /** A step went well: what its page shows of a discount, in cents; null on a page without a basket. `areOff`: no voucher gives any. */
  follow({ step, item, code }: PageWish, bug: VirtualBug, areOff = false): number | null {
    const departments = this.#promotion.departments.filter((name) => !item?.outside?.includes(name));
    const department =
      item === undefined ? "" : (item.from ?? departments[Math.floor(item.category * departments.length)] ?? "");
    if (step === "cart" && item !== undefined) this.#departments.push(department);
    if (step === "voucher" && code !== undefined) this.#hasCode = true;
    if (step === "review" && item !== undefined) {
      const index = this.#departments.indexOf(department);
      if (index >= 0) this.#departments = this.#departments.toSpliced(index, 1);
    }
    if (step === "place-order") this.#empty();
    if (step !== "cart" && step !== "voucher" && step !== "review") return null;
    this.#isRightful = this.#hasCode && this.#holds(this.#promotion.eligible);
    const isKept = bug !== "none" && step === "review" && this.#carried;
    const isBanner = bug === "everyone" && this.#holds(this.#promotion.banner);
    this.#carried = !areOff && (this.#isRightful || isKept || isBanner);
    return this.#carried ? this.#promotion.discountCents : 0;
  }

  #holds(departments: readonly string[]): boolean {
    return this.#departments.some((one) => departments.includes(one));
  }

  #empty(): void {
    this.#departments = [];
    this.#hasCode = false;
    this.#carried = false;
    this.#isRightful = false;
  }
}
