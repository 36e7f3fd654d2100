// What customers write into the built-in shop's forms.
import type { PlannedCustomer } from "../../plan.ts";

/** Plain test data: a shop of ours, cards of nobody. */
export function buildAddress(customer: PlannedCustomer, account: string): Record<string, string> {
  return {
    email: account,
    name: `Customer ${customer.customer}`,
    street: `${1 + (customer.customer % 200)} Rehearsal Road`,
    city: "Springfield",
    postcode: "12345",
    country: "US",
  };
}

/** A card that the provider accepts. */
export const card = { card: "4242424242424242" };
