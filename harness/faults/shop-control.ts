// The harness's calls to a shop's control API, through undici with short limits.
import { request } from "undici";
import { z } from "zod";
import { EdgeError } from "../errors.ts";

const callTimeoutMs = 2000;
const operator = "the drill's operator";

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
/** Goods still in the shop: cancelling an order later gives money back for goods that are gone. */
const cancellableStates = ["placed", "deferred", "paid", "picked", "packed"];
const cancellation = z.object({ cancelled: z.int() });
const cancelTimeoutMs = 10_000;

const probe = z.object({ calls: z.number(), failed: z.number() });
const voucherProbe = z.object({
  trickWorks: z.boolean(),
  trickWorksByFirstStage: z.boolean(),
  worksWithoutCode: z.boolean(),
  worksWithCode: z.boolean(),
});
const settled = z.object({
  pendingCaptures: z.number(),
  pendingVoids: z.number(),
  pendingRefunds: z.number(),
  pendingDeferred: z.number().default(0),
});
const defences = z.array(
  z.object({
    name: z.string(),
    kind: z.enum(["containing", "preventive"]),
    says: z.string(),
    costs: z.string(),
    isOn: z.boolean(),
    counts: z.record(z.string(), z.int()),
  }),
);

export type VoucherProbe = z.infer<typeof voucherProbe>;
export type ShopChange = z.infer<typeof changes>[number];
export type ShopDefence = z.infer<typeof defences>[number];

/** Whose fault it is: the shop's own, or its payment provider's, which the shop's control API passes on to. */
export type FaultSeat = "shop" | "payment-provider";

/** `key` and `value` only where the kind takes them. */
export interface Injection {
  readonly name: string;
  readonly kind: string;
  readonly key?: string;
  readonly value?: unknown;
  readonly share: number;
  readonly leaseMs: number;
}

export interface ShopControl {
  injectFault(seat: FaultSeat, injection: Injection): Promise<ShopFault>;
  widenFault(seat: FaultSeat, id: string, name: string, share: number): Promise<ShopFault>;
  renewLease(seat: FaultSeat, id: string, leaseMs: number): Promise<void>;
  endFault(seat: FaultSeat, id: string): Promise<ShopFault>;
  listFaults(seat: FaultSeat): Promise<ShopFault[]>;
  /** Makes payment calls through the shop's own payment client, up to 64 at a time; how many failed. */
  probePayments(calls: number): Promise<{ calls: number; failed: number }>;
  /** Prices sample baskets by the shop's own code: which voucher bug acts, and whether a rightful discount is given. */
  probeVoucher(): Promise<VoucherProbe>;
  /** The shop's change log and its payment provider's as one, oldest first. */
  listChanges(): Promise<ShopChange[]>;
  listDefences(): Promise<ShopDefence[]>;
  /** What an operator does by hand; twice is once. */
  act(action: "pause-ordering" | "resume-ordering" | "fix-voucher"): Promise<void>;
  /** Cancels those whose goods are still in the shop, each with a message and its money back; how many. At most 500. */
  cancelOrders(orderNumbers: readonly string[], reason: string): Promise<number>;
  /** Waits until no payment is to be captured, voided or refunded and no deferred order completed; how many still are. */
  settle(timeoutMs: number): Promise<number>;
}

const pathOf = (seat: FaultSeat, ...more: string[]) =>
  [...(seat === "shop" ? [] : [seat]), "faults", ...more.map(encodeURIComponent)].join("/");

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
    const parsed = status < 300 ? answer.safeParse(parseJson(text)) : null;
    if (parsed?.success) return parsed.data;
    throw new EdgeError("the shop's control API refused a call", {
      where: `${method} /control/${path}`,
      got: `${status} ${text.slice(0, 300)}`,
    });
  }
  return {
    injectFault: (seat, injection) => call("POST", pathOf(seat), faultState, injection),
    widenFault: (seat, id, name, share) => call("PATCH", pathOf(seat, id), faultState, { name, share }),
    renewLease: async (seat, id, leaseMs) =>
      void (await call("PUT", `${pathOf(seat, id)}/lease`, z.unknown(), { leaseMs })),
    endFault: (seat, id) => call("DELETE", pathOf(seat, id), faultState),
    listFaults: (seat) => call("GET", pathOf(seat), z.array(faultState)),
    probePayments: (calls) => call("POST", "probe/payment", probe, { calls }, 10_000),
    probeVoucher: () => call("POST", "probe/voucher", voucherProbe, {}),
    act: async (action) => void (await call("POST", `actions/${action}`, z.unknown(), { by: operator })),
    cancelOrders: async (orderNumbers, reason) => {
      const body = { by: operator, reason, filter: { orderNumbers, states: cancellableStates } };
      return (await call("POST", "actions/cancel-orders", cancellation, body, cancelTimeoutMs)).cancelled;
    },
    listChanges: async () => {
      const lists = await Promise.all([
        call("GET", "changes", changes),
        // A provider that is gone takes its log with it; the shop's still counts.
        call("GET", "payment-provider/changes", changes).catch((): ShopChange[] => []),
      ]);
      return lists.flat().toSorted((a, b) => a.atMs - b.atMs);
    },
    listDefences: () => call("GET", "defences", defences),
    settle: async (timeoutMs) => {
      const left = await call("POST", "settle", settled, { timeoutMs }, timeoutMs + callTimeoutMs);
      return left.pendingCaptures + left.pendingVoids + left.pendingRefunds + left.pendingDeferred;
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
