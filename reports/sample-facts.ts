// The facts of the sample drill (INCIDENTS.md, CO-1 to CO-13) with made-up but consistent figures.
import type { FactResult } from "../harness/record/drill-result.ts";

type Row = readonly [
  says: string,
  origin: FactResult["origin"],
  expected: string,
  measured: number,
  unit: string,
  detail: string,
];

const rows: readonly Row[] = [
  [
    "for three hours customers could not complete their orders",
    "set",
    "0 acknowledged orders in the outage",
    0,
    "orders",
    "0 of 1,398 attempts in 180 incident minutes were acknowledged; with 95 % confidence at most 0.21 %",
  ],
  [
    "they were led to an error page",
    "emergent",
    "at least 95 % of place-order attempts end on the error page, and browsing stays at 99 % or better",
    0.995,
    "share of attempts",
    "browsing in the outage: 99.99 % of 10,700 pages were as expected",
  ],
  [
    "first problems had been seen earlier that day",
    "set",
    "10 % to 40 % of place-order attempts fail in the precursors",
    0.126,
    "share of attempts",
    "an alert paged 20.4 minutes after the first harm, 67.6 minutes before the outage",
  ],
  [
    "that hints at a side effect of a change to the system; the cause was never published",
    "set",
    "the change stands in the change log before its phase begins",
    2,
    "changes",
    "payment.endpoint changed for 15 % of the calls at minute 58.9 and for all of them at 148.9",
  ],
  [
    "an outside sales monitor saw revenue at 0 USD while the checkout was down",
    "emergent",
    "0 USD per incident minute",
    0,
    "USD/min",
    "a monitor that sees 2 % of the orders says: 0, at most 3 orders",
  ],
  [
    "the hour after recovery sold above average …",
    "emergent",
    "over 1 times the counterfactual of the same minutes",
    1.19,
    "x",
    "USD 8.3 million sold in the 60 minutes from the restore; without the incident: USD 7.0 million",
  ],
  [
    "… but nothing that makes up for three hours",
    "emergent",
    "regained in the same hour ÷ lost in the outage under 1",
    0.07,
    "x",
    "USD 1.5 million regained, USD 22.0 million lost",
  ],
  [
    "tens of millions of USD of sales were missed",
    "fitted",
    "net loss between USD 10 and 99 million at full scale",
    19_396_000,
    "USD",
    "calibrated to 15 to 25 million by the share of customers who return",
  ],
  [
    "a known study: each 100 ms of delay costs 1 % of sales",
    "set",
    "0.8 % to 1.2 % of sales per 100 ms",
    0.0099,
    "share of sales per 100 ms",
    "a sweep of the pure customer model over 0 to 500 ms with common random numbers",
  ],
  [
    "another marketplace profited",
    "fitted",
    "baskets taken to a competitor over USD 0",
    6_110_000,
    "USD",
    "the share of those who defect is an assumption",
  ],
  [
    "many customers probably came back the next morning to finish",
    "fitted",
    "more than 0 customers who failed at night bought in the morning",
    74,
    "customers",
    "the same customers with the same baskets; 37,000 at full scale",
  ],
  [
    "customers vented in public",
    "emergent",
    "10,000 customers had seen an error page less than 30 minutes after the first harm",
    27.4,
    "minutes",
    "an alert paged after 20.4 minutes, before the public knew",
  ],
  ["the company said nothing", "set", "0 status messages seen", 0, "messages", "the defended variant shows one"],
];

export const sampleFacts: readonly FactResult[] = rows.map(([says, origin, expected, measured, unit], index) => ({
  id: `CO-${index + 1}`,
  says,
  origin,
  expected,
  measured,
  unit,
  verdict: "reproduced",
}));

export const sampleFactDetails: Readonly<Record<string, string>> = Object.fromEntries(
  rows.map((row, index) => [`CO-${index + 1}`, row[5]]),
);

/** Why each was expected; CO-13 has none, as in a record of an earlier version. */
export const sampleFactReasons: Readonly<Record<string, string>> = {
  "CO-1": "an order is only acknowledged after its payment is authorised, and no payment call succeeds",
  "CO-2": "the shop answers a failed payment with its error page, and nothing else is touched",
  "CO-3": "the change is in force for 15 % of the payment calls, and each attempt makes one",
  "CO-4": "the fault is a change, rolled out by share of requests",
  "CO-5": "no order is acknowledged, so none is paid",
  "CO-6": "customers who failed come back on top of those who would have come anyway",
  "CO-7": "most who failed buy elsewhere, give up, or wait for the morning",
  "CO-8": "calibrated by orders a second, order value and the share that comes back",
  "CO-9": "the pages of a journey share one hazard",
  "CO-10": "a share of the failed visits ends at a competitor (assumption)",
  "CO-11": "a share of the failed visits is put off until the morning (assumption)",
  "CO-12": "that many annoyed people are heard",
};
