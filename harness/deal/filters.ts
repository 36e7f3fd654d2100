// Which orders a shop would cancel, by what its books say and nothing else.
import type { BookOrder } from "../audit/books.ts";
import type { FilterName } from "../record/deal-report.ts";
import { listEvidence, type OrderEvidence } from "./order-evidence.ts";
import type { VoucherTerms } from "./voucher-terms.ts";

/** `says`: a plain sentence. `select` gives order numbers out of the shop's own orders, in order of the books. */
export interface OrderFilter {
  readonly name: FilterName;
  readonly says: string;
  readonly select: (orders: readonly BookOrder[], vouchers: readonly VoucherTerms[]) => readonly string[];
}

/** From the crudest to the one that is carried out. */
export const orderFilters: readonly OrderFilter[] = [
  buildFilter("any-discount", "every order with a discount", () => true),
  buildFilter(
    "eligibility",
    "orders whose discount the voucher was not meant to give, computed again from their own history",
    ({ isRightful }) => !isRightful,
  ),
  buildFilter(
    "eligibility-and-behaviour",
    "of these, those of accounts with several, those whose customer typed a code or took the voucher's article out in the review, and those that the discount paid for at least half",
    isBehaviour,
  ),
];

/** The filter that is carried out: it leaves alone those who did nothing. */
export const chosenFilter = orderFilters.at(-1) as OrderFilter;

function buildFilter(name: FilterName, says: string, picks: (evidence: OrderEvidence) => boolean): OrderFilter {
  return {
    name,
    says,
    select: (orders, vouchers) =>
      listEvidence(orders, vouchers)
        .filter(picks)
        .map(({ orderNumber }) => orderNumber),
  };
}

/** Who buys for the discount buys little besides; assumption: half of the basket's price. */
const halfPaid = 0.5;

/**
 * With a history: undeserved, and something that its customer did for it. Without one nobody can be cleared of the trick, and
 * of the behaviour only the account is left: several discounted orders tell even where the final basket seems right.
 */
function isBehaviour(evidence: OrderEvidence): boolean {
  const isRepeated = evidence.discountedOfAccount > 1;
  if (!evidence.hasHistory) return !evidence.isRightful || isRepeated;
  if (evidence.isRightful) return false;
  return isRepeated || evidence.isTrick || evidence.hasTypedCode || evidence.paidByDiscount >= halfPaid;
}
