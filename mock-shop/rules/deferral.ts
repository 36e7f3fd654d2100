/**
 * How long an order may wait for its payment, in minutes of the incident clock: an assumption. Longer than an outage that
 * somebody works on, and short enough that who orders in the evening knows in the morning, and that a card's token and
 * the stock set aside are not held for days.
 */
export const deferralMinutes = 360;

/** What customers read as the reason when nothing came of a deferred order, without a full stop. */
export const deferralEndings = {
  overdue: "the payment did not go through in time",
  declined: "your bank declined the card",
  refused: "our payment provider refused the payment",
} as const;

/** What a customer is told when the payment of a deferred order went through. */
export function composeConfirmation(orderNumber: string): { subject: string; body: string } {
  return {
    subject: `Your order ${orderNumber} is confirmed`,
    body: `Your payment went through, so your order ${orderNumber} is confirmed. Thank you for your patience.`,
  };
}
