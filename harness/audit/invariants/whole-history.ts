import type { BookOrder } from "../books.ts";
import type { Breach, Invariant } from "../invariant.ts";

/** Entries of an order's history are numbered from 1; one that was taken out leaves a gap. */
export const wholeHistory: Invariant = {
  name: "whole-history",
  says: "no entry is missing in an order's history, and none is there twice",
  list: ({ orders }) => orders.flatMap(judge),
};

function judge({ orderNumber, details }: BookOrder): Breach[] {
  if (details === undefined) return [];
  const numbers = [...details.basket, ...details.events].map(({ sequence }) => sequence).sort((a, b) => a - b);
  const index = numbers.findIndex((number, place) => number !== place + 1);
  if (index < 0) return [];
  const says = `order ${orderNumber}: entry ${index + 1} of its history is number ${numbers[index]}`;
  return [{ orderNumber, says }];
}
