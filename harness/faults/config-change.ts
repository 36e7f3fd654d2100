// The change of CO-4: the shop's payment client is pointed at an endpoint that the provider does not
// serve, rolled out by share of payment calls. The call fails at once.
import type { FaultStage } from "../../scenarios/incident.ts";
import { type FaultKind, leaseMs } from "./fault.ts";
import type { ShopControl } from "./shop-control.ts";

const key = "payment.endpointPath";
const wrongEndpoint = "/v0";

/** With a share of 15 % or more, a fault in force shows none of this many calls failing once in 600 times. */
const probeCalls = 40;

/** Whether the share of failed probe calls is what a stage would give: within 5 standard deviations. */
export function looksInForce(failed: number, calls: number, share: number): boolean {
  const deviation = Math.sqrt((share * (1 - share)) / calls);
  return failed > 0 && Math.abs(failed / calls - share) <= 5 * deviation + 1e-9;
}

export function buildConfigChange(shop: ShopControl): FaultKind {
  const isActive = async (id: string) =>
    (await shop.listFaults()).some((fault) => fault.id === id && fault.state === "active");
  return {
    kind: "config-change",
    async inject(first) {
      const { id } = await shop.injectConfigChange(first.name, key, wrongEndpoint, first.share, leaseMs);
      return {
        widen: async (stage) => void (await shop.widenFault(id, stage.name, stage.share)),
        async renew() {
          try {
            await shop.renewLease(id, leaseMs);
            return true;
          } catch (problem) {
            if (await isActive(id)) throw problem;
            return false;
          }
        },
        async proveEffect(stage: FaultStage) {
          const { calls, failed } = await shop.probePayments(probeCalls);
          return looksInForce(failed, calls, stage.share);
        },
        restore: async () => (await shop.endFault(id)).state !== "expired",
        async proveRestore() {
          const { failed } = await shop.probePayments(probeCalls);
          return failed === 0 && !(await isActive(id));
        },
        async countAffected() {
          const fault = (await shop.listFaults()).find((one) => one.id === id);
          return new Map(fault?.stages.map((stage) => [stage.name, stage.requestsAffected]) ?? []);
        },
      };
    },
  };
}
