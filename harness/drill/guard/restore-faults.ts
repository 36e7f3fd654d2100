// The guard's last duty: take back whatever fault is still active at a target.
import { request } from "undici";
import type { FaultTarget } from "./protocol.ts";

/** For all calls together. */
const restoreTimeoutMs = 1000;

/** Where the shop's control API has faults: its own, and its payment provider's. */
const seats = ["faults", "payment-provider/faults"];

/** Ends all active faults of the target. Never throws: a target that does not answer ends its leases itself. */
export async function restoreFaults(target: FaultTarget): Promise<void> {
  const signal = AbortSignal.timeout(restoreTimeoutMs);
  await Promise.allSettled(seats.map((seat) => endActive(target, seat, signal)));
}

/** Rejects when the seat is not reachable: either it is gone, and its faults with it, or its leases run out. */
async function endActive({ control, token }: FaultTarget, seat: string, signal: AbortSignal): Promise<void> {
  const limits = { headers: { authorization: `Bearer ${token}` }, signal };
  const { body } = await request(`${control}/control/${seat}`, limits);
  const faults = (await body.json()) as { id: string; state: string }[];
  for (const { id, state } of faults) {
    if (state !== "active") continue;
    const answer = await request(`${control}/control/${seat}/${encodeURIComponent(id)}`, {
      ...limits,
      method: "DELETE",
    });
    await answer.body.dump();
  }
}
