// The guard's last duty: take back whatever fault is still active at a target.
import { request } from "undici";
import type { FaultTarget } from "./protocol.ts";

/** For all calls together. */
const restoreTimeoutMs = 1000;

/** Deletes all active faults of the target. Never throws: a target that does not answer ends its leases itself. */
export async function restoreFaults(target: FaultTarget): Promise<void> {
  const headers = { authorization: `Bearer ${target.token}` };
  const limits = { headers, signal: AbortSignal.timeout(restoreTimeoutMs) };
  try {
    const { body } = await request(`${target.control}/control/faults`, limits);
    const faults = (await body.json()) as { id: string; state: string }[];
    const active = faults.filter((fault) => fault.state === "active");
    for (const fault of active) {
      const answer = await request(`${target.control}/control/faults/${encodeURIComponent(fault.id)}`, {
        ...limits,
        method: "DELETE",
      });
      await answer.body.dump();
    }
  } catch {
    // Not reachable: either it is gone, and its faults with it, or its leases run out.
  }
}
