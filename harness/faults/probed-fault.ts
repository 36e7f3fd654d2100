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
      return holdFault(shop, seat, id, {
        async acts(stage) {
          const { calls, failed } = await shop.probePayments(probeCalls);
          return looksInForce(failed, calls, stage.share);
        },
        isGone: async () => (await shop.probePayments(probeCalls)).failed === 0,
      });
    },
  };
}

/** Whether the target's own work shows the fault, and shows that it is gone. */
interface Probes {
  acts(stage: FaultStage): Promise<boolean>;
  isGone(): Promise<boolean>;
}

/** A fault that shop or provider lease to us, by its id there. */
export function holdFault(shop: ShopControl, seat: FaultSeat, id: string, probes: Probes): ActiveFault {
  const find = async () => (await shop.listFaults(seat)).find((fault) => fault.id === id);
  const isActive = async () => (await find())?.state === "active";
  let isTakenBack = false;
  let isEndedElsewhere = false;
  return {
    widen: async ({ name, share }) => void (await shop.widenFault(seat, id, name, share)),
    async renew() {
      try {
        await shop.renewLease(seat, id, leaseMs);
        return true;
      } catch (problem) {
        const state = (await find())?.state;
        if (state === "active") throw problem;
        isEndedElsewhere ||= state === "ended" && !isTakenBack;
        return false;
      }
    },
    proveEffect: (stage) => probes.acts(stage),
    async restore() {
      // Taking it back must not fail because a question before it did.
      const known = isTakenBack ? undefined : await find().catch(() => undefined);
      isEndedElsewhere ||= known?.state === "ended";
      isTakenBack = true;
      return (await shop.endFault(seat, id)).state !== "expired";
    },
    wasEndedElsewhere: () => isEndedElsewhere,
    proveRestore: async () => (await probes.isGone()) && !(await isActive()),
    async countAffected() {
      const stages = (await find())?.stages ?? [];
      return new Map(stages.map(({ name, requestsAffected }) => [name, requestsAffected]));
    },
  };
}
