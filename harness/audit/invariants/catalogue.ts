import type { Invariant } from "../invariant.ts";
import { basket } from "./basket.ts";
import { currency } from "./currency.ts";
import { discountWhileOff } from "./discount-while-off.ts";
import { heldByNobody } from "./held-by-nobody.ts";
import { notTold } from "./not-told.ts";
import { orderStage } from "./order-stage.ts";
import { orderTimes } from "./order-times.ts";
import { parcel } from "./parcel.ts";
import { paymentInBooks } from "./payment-in-books.ts";
import { paymentOfOrder } from "./payment-of-order.ts";
import { paymentState } from "./payment-state.ts";
import { promotionBudget } from "./promotion-budget.ts";
import { promotionSpent } from "./promotion-spent.ts";
import { refundedNotCancelled } from "./refunded-not-cancelled.ts";
import { stock } from "./stock.ts";
import { strayRows } from "./stray-rows.ts";
import { totals } from "./totals.ts";
import { voucherCap } from "./voucher-cap.ts";
import { voucherUse } from "./voucher-use.ts";
import { voucherValue } from "./voucher-value.ts";
import { wholeHistory } from "./whole-history.ts";
import { wrongDiscount } from "./wrong-discount.ts";

/** Rules over the books alone, in the order in which their violations are told. */
export const invariants: readonly Invariant[] = [
  totals,
  orderStage,
  wholeHistory,
  orderTimes,
  basket,
  voucherUse,
  voucherValue,
  wrongDiscount,
  discountWhileOff,
  voucherCap,
  promotionSpent,
  promotionBudget,
  stock,
  heldByNobody,
  parcel,
  refundedNotCancelled,
  paymentInBooks,
  paymentOfOrder,
  paymentState,
  currency,
  notTold,
  strayRows,
];
