// What may happen to an order, and what follows from it; written for audits, apart from any shop's own code.
import type { BookEvent, OrderStage } from "./books.ts";

const nextStages: Readonly<Record<OrderStage, readonly OrderStage[]>> = {
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

/** What an order has: goods that need a parcel, goods that are sent as a file, or both. */
export interface OrderGoods {
  readonly hasParcel: boolean;
  readonly hasDigital: boolean;
}

/** `problem`: the first thing that must not happen, or that is missing; then the rest says nothing. */
export interface OrderWay {
  readonly stage: OrderStage | null;
  readonly paymentId: string | null;
  readonly parcelNumber: string | null;
  /** Cancelled, and what its customer paid has neither gone back nor been released. */
  readonly isMoneyDue: boolean;
  readonly problem: string | null;
}

/** Follows an order's events from the first one: it is placed or deferred, and each stage allows only some others. */
export function followEvents(events: readonly BookEvent[], goods: OrderGoods): OrderWay {
  let way: OrderWay = { stage: null, paymentId: null, parcelNumber: null, isMoneyDue: false, problem: null };
  for (const event of events) {
    way = follow(way, event, goods);
    if (way.problem !== null) return way;
  }
  if (way.stage === null) return { ...way, problem: "its history does not say that it was placed" };
  const isPaid = events.some(({ kind }) => kind === "paid");
  const isSent = events.some(({ kind }) => kind === "digital-delivered");
  if (goods.hasDigital && isPaid !== isSent)
    return {
      ...way,
      problem: `its digital goods were ${isSent ? "delivered before it was paid" : "paid and not delivered"}`,
    };
  return way;
}

/** Whether the goods left the shop for good: they were shipped or delivered. */
export function isGone(events: readonly BookEvent[]): boolean {
  return events.some(({ kind }) => kind === "shipped" || kind === "delivered");
}

function follow(way: OrderWay, { kind, detail }: BookEvent, goods: OrderGoods): OrderWay {
  const { stage } = way;
  const refuse = (says: string) => ({ ...way, problem: says });
  if (kind === "voided" || kind === "refunded") {
    if (!way.isMoneyDue) return refuse(`it was ${kind}, and no money was due to go back`);
    return { ...way, isMoneyDue: false, stage: kind === "refunded" ? kind : stage };
  }
  if (!isStage(kind)) return way;
  if (stage === null) {
    return kind === "placed" || kind === "deferred"
      ? { ...way, stage: kind, paymentId: detail }
      : refuse(`its history begins with ${kind}`);
  }
  if (!nextStages[stage].includes(kind)) return refuse(`it was ${stage}, and then ${kind}`);
  if (kind === "picked" && !goods.hasParcel) return refuse("it was picked, and nothing of it needs a parcel");
  if (kind === "delivered" && stage === "paid" && goods.hasParcel) return refuse("it was delivered without a parcel");
  return {
    stage: kind,
    paymentId: kind === "placed" ? detail : way.paymentId,
    parcelNumber: kind === "packed" ? detail : way.parcelNumber,
    isMoneyDue: kind === "cancelled" && way.paymentId !== null,
    problem: null,
  };
}

function isStage(kind: string): kind is OrderStage {
  return Object.hasOwn(nextStages, kind);
}
