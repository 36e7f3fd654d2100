// What the shop's voucher defences do to discounts in virtual time: the shop's own code decides, on the virtual clock.
import { defences as shopDefences } from "../../mock-shop/defences/catalogue.ts";
import type { PromotionGuard } from "../../mock-shop/defences/defence.ts";

/** The defences of `mock-shop/defences` that act on discounts alone, so that this model can play them. */
export const simulatedDefences: readonly string[] = [
  "voucher-cap",
  "voucher-budget",
  "voucher-kill-switch",
  "voucher-revalidation",
];

/** An order with a discount, as its button is pressed. `isRightful`: by the voucher's own rules. */
export interface VoucherUse {
  readonly account: string;
  readonly cents: number;
  readonly isRightful: boolean;
}

export interface VirtualVouchers {
  areOff(): boolean;
  /** Whether the order gets its discount, and if so what follows from that; `nowMs` on the wall clock. */
  use(use: VoucherUse, nowMs: number): boolean;
}

export interface VoucherWorld {
  /** In units of the twin's customers. */
  readonly guard: PromotionGuard;
  readonly wallMsPerMinute: number;
  /** Uses an account may have where `voucher-cap` is on. */
  readonly capPerAccount: number;
}

/** The shop with this defence on, or with none. */
export function startVirtualVouchers(
  name: string | null,
  { guard, wallMsPerMinute, capPerAccount }: VoucherWorld,
): VirtualVouchers {
  let areOff = false;
  let nowMs = 0;
  const defence = name === null ? undefined : shopDefences.get(name);
  const running = defence?.start({
    serviceMs: 0,
    queueBoundMs: 0,
    toWallMs: (minutes) => minutes * wallMsPerMinute,
    isOrderingPaused: () => false,
    countDeferredOrders: () => 0,
    promotionGuard: guard,
    readMinute: () => nowMs / wallMsPerMinute,
    areVouchersOff: () => areOff,
    switchVouchersOff: () => {
      areOff = true;
    },
    readWorkers: () => ({ workers: 1, utilisation: 0 }),
  });
  const uses = new Map<string, number>();
  let spentCents = 0;
  const isGranted = ({ account, cents, isRightful }: VoucherUse): boolean => {
    if (areOff) return false;
    if (running?.revalidatesVouchers !== undefined && !isRightful) return false;
    if (running?.capsVouchersAtomically !== undefined && (uses.get(account) ?? 0) >= capPerAccount) return false;
    const budgetCents = running?.limitsDiscounts?.budgetCents ?? Number.POSITIVE_INFINITY;
    return spentCents + cents <= budgetCents;
  };
  return {
    areOff: () => areOff,
    use: (use, atMs) => {
      nowMs = atMs;
      if (!isGranted(use)) return false;
      uses.set(use.account, (uses.get(use.account) ?? 0) + 1);
      spentCents += use.cents;
      running?.observeDiscount?.(use.cents, atMs);
      return true;
    },
  };
}
