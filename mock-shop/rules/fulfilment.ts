import { drawNormal } from "./draw.ts";

/**
 * Where an order is. `placed` waits for its capture, `deferred` for its payment, `packed` has a parcel number; a
 * `cancelled` order whose money was captured becomes `refunded`.
 */
export type OrderState =
  | "placed"
  | "deferred"
  | "paid"
  | "picked"
  | "packed"
  | "shipped"
  | "delivered"
  | "cancelled"
  | "refunded";

/**
 * What may follow what. A shipped order can still be cancelled: its goods are gone, its money goes back. A delivered one
 * cannot, so digital goods, which are delivered with the payment, never come back.
 */
export const nextStates: Readonly<Record<OrderState, readonly OrderState[]>> = {
  deferred: ["placed", "cancelled"],
  placed: ["paid", "cancelled"],
  paid: ["picked", "delivered", "cancelled"],
  picked: ["packed", "cancelled"],
  packed: ["shipped", "cancelled"],
  shipped: ["delivered", "cancelled"],
  delivered: [],
  cancelled: ["refunded"],
  refunded: [],
};

const parcelSteps = { paid: "picked", picked: "packed", packed: "shipped", shipped: "delivered" } as const;
type ParcelStep = (typeof parcelSteps)[keyof typeof parcelSteps];

/** Mean minutes of the incident clock that a step of a parcel takes. */
export const meanStepMinutes: Readonly<Record<ParcelStep, number>> = {
  picked: 20,
  packed: 10,
  shipped: 60,
  delivered: 1_440,
};

const spread = 0.4;

/**
 * An event of an order as the books have it, append only. `detail`: payment of `placed`, which a deferred order gets with
 * it; parcel number of `packed`.
 */
export interface OrderEvent {
  readonly kind: string;
  readonly atMs: number;
  readonly detail: string | null;
}

/** What follows from an order's events; the books keep it beside them as the current view. */
export interface OrderView {
  readonly state: OrderState;
  readonly paymentId: string | null;
  readonly parcelNumber: string | null;
  /** When its parcel's next step falls due; null when none does. */
  readonly nextStepAtMs: number | null;
  /** Cancelled, and the payment provider has not given the money back yet. */
  readonly isRefundDue: boolean;
}

/** What an order's way depends on, besides its events: milliseconds of real time for a minute of the incident clock. */
export interface FulfilmentTerms {
  readonly orderNumber: string;
  readonly seed: number;
  readonly wallMsPerMinute: number;
  /** False for digital goods alone: delivered as soon as they are paid. */
  readonly hasParcel: boolean;
}

/** The view after one more event; the same view for an event that only tells; undefined when it must not happen. */
export function followEvent(
  view: OrderView | undefined,
  event: OrderEvent,
  terms: FulfilmentTerms,
): OrderView | undefined {
  const { kind, detail } = event;
  if (view === undefined) return isInitial(kind) ? openView(kind, detail) : undefined;
  if (kind === "voided") return view.isRefundDue ? { ...view, isRefundDue: false } : undefined;
  if (!isState(kind)) return view;
  if (!nextStates[view.state].includes(kind)) return undefined;
  if (view.state === "paid" && kind !== "cancelled" && (kind === "picked") !== terms.hasParcel) return undefined;
  if (kind === "refunded" && !view.isRefundDue) return undefined;
  return {
    state: kind,
    paymentId: kind === "placed" ? detail : view.paymentId,
    parcelNumber: kind === "packed" ? detail : view.parcelNumber,
    nextStepAtMs: computeNextStepAtMs(kind, event.atMs, terms),
    isRefundDue: kind === "cancelled" && view.paymentId !== null,
  };
}

/** The step of a parcel that comes next in this state, if any. */
export function findNextStep(state: OrderState): ParcelStep | undefined {
  return state in parcelSteps ? parcelSteps[state as keyof typeof parcelSteps] : undefined;
}

/** Minutes of the incident clock that this order's step takes: lognormal around its mean, from seed and order alone. */
export function drawStepMinutes(step: ParcelStep, seed: number, orderNumber: string): number {
  const normal = drawNormal(seed, "fulfilment", step, orderNumber);
  return meanStepMinutes[step] * Math.exp(spread * normal - spread ** 2 / 2);
}

function computeNextStepAtMs(state: OrderState, atMs: number, terms: FulfilmentTerms): number | null {
  const step = findNextStep(state);
  if (step === undefined || !terms.hasParcel) return null;
  return Math.ceil(atMs + drawStepMinutes(step, terms.seed, terms.orderNumber) * terms.wallMsPerMinute);
}

function openView(state: OrderState, paymentId: string | null): OrderView {
  return { state, paymentId, parcelNumber: null, nextStepAtMs: null, isRefundDue: false };
}

function isInitial(kind: string): kind is "placed" | "deferred" {
  return kind === "placed" || kind === "deferred";
}

function isState(kind: string): kind is OrderState {
  return Object.hasOwn(nextStates, kind);
}
