// A fault of the shop or its provider that touches a share of the payment calls: put in, widened, leased and taken back by
// the shop's control API, and seen by payment calls that the shop makes through its own client.
import type { FaultStage } from "../../scenarios/incident.ts";
import { type ActiveFault, type FaultKind, leaseMs } from "./fault.ts";
import type { FaultSeat, ShopControl } from "./shop-control.ts";

/** With a share of 15 % or more, a fault in force shows none of this many calls failing once in 600 times. */
const probeCalls = 40;

/** What a kind is called, where it is put in, and what it sets there. */
export interface ProbedFault {
  readonly kind: FaultKind["kind"];
  readonly seat: FaultSeat;
  /** How shop or provider put it in. */
  readonly put: { readonly kind: string; readonly key?: string; readonly value?: unknown };
  /** Wall time that a touched call takes: all probes of a proof are made at once, so a proof takes about as long. */
  readonly touchedCallMs: number;
}

/** Whether the share of failed probe calls is what a stage would give: within 5 standard deviations. */
export function looksInForce(failed: number, calls: number, share: number): boolean {
  const deviation = Math.sqrt((share * (1 - share)) / calls);
  return failed > 0 && Math.abs(failed / calls - share) <= 5 * deviation + 1e-9;
}

export function buildProbedFault(shop: ShopControl, { kind, seat, put, touchedCallMs }: ProbedFault): FaultKind {
  return {
    kind,
    proofMs: touchedCallMs,
    async inject({ name, share }) {
      const { id } = await shop.injectFault(seat, { name, ...put, share, leaseMs });
      return hold(shop, seat, id);
    },
  };
}

function hold(shop: ShopControl, seat: FaultSeat, id: string): ActiveFault {
  const find = async () => (await shop.listFaults(seat)).find((fault) => fault.id === id);
  const isActive = async () => (await find())?.state === "active";
  return {
    widen: async ({ name, share }) => void (await shop.widenFault(seat, id, name, share)),
    async renew() {
      try {
        await shop.renewLease(seat, id, leaseMs);
        return true;
      } catch (problem) {
        if (await isActive()) throw problem;
        return false;
      }
    },
    async proveEffect(stage: FaultStage) {
      const { calls, failed } = await shop.probePayments(probeCalls);
      return looksInForce(failed, calls, stage.share);
    },
    restore: async () => (await shop.endFault(seat, id)).state !== "expired",
    async proveRestore() {
      const { failed } = await shop.probePayments(probeCalls);
      return failed === 0 && !(await isActive());
    },
    async countAffected() {
      const stages = (await find())?.stages ?? [];
      return new Map(stages.map(({ name, requestsAffected }) => [name, requestsAffected]));
    },
  };
}
