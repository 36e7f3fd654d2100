import type { BookOrder, OrderDetails } from "../books.ts";
import type { Breach, Invariant } from "../invariant.ts";
import { followEvents } from "../order-way.ts";

/** What the books say of an order now is what its history says; and nothing in the history follows what it must not. */
export const orderStage: Invariant = {
  name: "order-stage",
  says: "an order's stage, payment and parcel follow from its history, and its history is one that an order can have",
  list: ({ orders }) => orders.flatMap(judge),
};

function judge({ orderNumber, details }: BookOrder): Breach[] {
  const problem = details === undefined ? null : findProblem(details);
  return problem === null ? [] : [{ orderNumber, says: `order ${orderNumber}: ${problem}` }];
}

function findProblem({ events, lines, stage, paymentId, parcelNumber }: OrderDetails): string | null {
  const hasParcel = lines.some(({ kind }) => kind === "physical");
  const hasDigital = lines.some(({ kind }) => kind === "digital");
  const way = followEvents(events, { hasParcel, hasDigital });
  if (way.problem !== null) return way.problem;
  if (way.stage !== stage) return `the books say ${stage}, its history says ${way.stage}`;
  if (way.paymentId !== paymentId) return `its payment is ${paymentId}, by its history ${way.paymentId}`;
  if (way.parcelNumber !== parcelNumber) return `its parcel is ${parcelNumber}, by its history ${way.parcelNumber}`;
  return null;
}
