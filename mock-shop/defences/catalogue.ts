import { circuitBreaker } from "./circuit-breaker.ts";
import type { Defence } from "./defence.ts";
import { deferredCheckout } from "./deferred-checkout.ts";
import { jitteredRetries } from "./jittered-retries.ts";
import { loadShedding } from "./load-shedding.ts";
import { statusMessage } from "./status-message.ts";
import { voucherBudget } from "./voucher-budget.ts";
import { voucherCap } from "./voucher-cap.ts";
import { voucherKillSwitch } from "./voucher-kill-switch.ts";
import { voucherRevalidation } from "./voucher-revalidation.ts";
import { waitingRoom } from "./waiting-room.ts";

/** Every defence of this shop, by name. */
export const defences: ReadonlyMap<string, Defence> = new Map(
  [
    circuitBreaker,
    deferredCheckout,
    loadShedding,
    jitteredRetries,
    statusMessage,
    voucherRevalidation,
    voucherCap,
    voucherBudget,
    voucherKillSwitch,
    waitingRoom,
  ].map((defence) => [defence.name, defence]),
);
