// The harness's calls to a shop's control API, through undici with short limits.
import { request } from "undici";
import { z } from "zod";
import { EdgeError } from "../errors.ts";

const callTimeoutMs = 2000;

export const faultState = z.object({
  id: z.string(),
  name: z.string(),
  state: z.enum(["active", "ended", "expired"]),
  share: z.number(),
  requestsAffected: z.number(),
  stages: z.array(z.object({ name: z.string(), share: z.number(), fromMs: z.number(), requestsAffected: z.number() })),
});
export type ShopFault = z.infer<typeof faultState>;

const changes = z.array(z.object({ atMs: z.number(), key: z.string(), value: z.unknown(), says: z.string() }));
const probe = z.object({ calls: z.number(), failed: z.number() });
const settled = z.object({ pendingCaptures: z.number(), pendingVoids: z.number(), pendingRefunds: z.number() });

export type ShopChange = z.infer<typeof changes>[number];

export interface ShopControl {
  injectConfigChange(name: string, key: string, value: string, share: number, leaseMs: number): Promise<ShopFault>;
  widenFault(id: string, name: string, share: number): Promise<ShopFault>;
  renewLease(id: string, leaseMs: number): Promise<void>;
  endFault(id: string): Promise<ShopFault>;
  listFaults(): Promise<ShopFault[]>;
  /** Makes payment calls through the shop's own payment client; how many failed. */
  probePayments(calls: number): Promise<{ calls: number; failed: number }>;
  listChanges(): Promise<ShopChange[]>;
  /** Waits until no payment is to be captured, voided or refunded; how many still are. */
  settle(timeoutMs: number): Promise<number>;
}

/** Builds the client. Each call throws EdgeError with what the shop answered. */
export function buildShopControl(origin: string, token: string): ShopControl {
  async function call<T>(
    method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE",
    path: string,
    answer: z.ZodType<T>,
    body?: unknown,
    timeoutMs = callTimeoutMs,
  ): Promise<T> {
    let status: number;
    let text: string;
    try {
      const response = await request(`${origin}/control/${path}`, {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          ...(body === undefined ? {} : { "content-type": "application/json" }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        headersTimeout: timeoutMs,
        bodyTimeout: timeoutMs,
      });
      status = response.statusCode;
      text = await response.body.text();
    } catch (cause) {
      throw new EdgeError("the shop's control API does not answer", {
        where: `${method} /control/${path}`,
        cause,
      });
    }
    const parsed = answer.safeParse(status < 300 ? parseJson(text) : undefined);
    if (parsed.success) return parsed.data;
    throw new EdgeError("the shop's control API refused a call", {
      where: `${method} /control/${path}`,
      got: `${status} ${text.slice(0, 300)}`,
    });
  }
  return {
    injectConfigChange: (name, key, value, share, leaseMs) =>
      call("POST", "faults", faultState, { name, kind: "config-change", key, value, share, leaseMs }),
    widenFault: (id, name, share) => call("PATCH", `faults/${id}`, faultState, { name, share }),
    renewLease: async (id, leaseMs) => void (await call("PUT", `faults/${id}/lease`, z.unknown(), { leaseMs })),
    endFault: (id) => call("DELETE", `faults/${id}`, faultState),
    listFaults: () => call("GET", "faults", z.array(faultState)),
    probePayments: (calls) => call("POST", "probe/payment", probe, { calls }, 10_000),
    listChanges: () => call("GET", "changes", changes),
    settle: async (timeoutMs) => {
      const left = await call("POST", "settle", settled, { timeoutMs }, timeoutMs + callTimeoutMs);
      return left.pendingCaptures + left.pendingVoids + left.pendingRefunds;
    },
  };
}

function parseJson(text: string): unknown {
  try {
    return text === "" ? null : JSON.parse(text);
  } catch {
    return undefined;
  }
}
