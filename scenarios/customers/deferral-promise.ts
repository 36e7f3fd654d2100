/**
 * By when customers are told that an order taken before its payment is confirmed or cancelled, in minutes of the incident
 * clock after it was taken: an assumption. Who orders in the evening knows in the morning; an audit holds shops to it,
 * whatever deadline they write down for themselves.
 */
export const deferralPromiseMinutes = 360;
