export interface Card {
  readonly token: string;
  readonly brand: string;
  readonly lastFour: string;
}

export const declinedCardNumber = "4000000000000002";

/** The only card numbers this shop takes: published test numbers, so nobody's real card ends up in a drill. */
const testCards: ReadonlyMap<string, Card> = new Map([
  ["4242424242424242", { token: "tok_visa", brand: "Visa", lastFour: "4242" }],
  ["4111111111111111", { token: "tok_visa_1111", brand: "Visa", lastFour: "1111" }],
  ["4012888888881881", { token: "tok_visa_1881", brand: "Visa", lastFour: "1881" }],
  ["5555555555554444", { token: "tok_mastercard", brand: "Mastercard", lastFour: "4444" }],
  ["5105105105105100", { token: "tok_mastercard_5100", brand: "Mastercard", lastFour: "5100" }],
  ["2223003122003222", { token: "tok_mastercard_3222", brand: "Mastercard", lastFour: "3222" }],
  ["378282246310005", { token: "tok_amex", brand: "American Express", lastFour: "0005" }],
  [declinedCardNumber, { token: "tok_declined", brand: "Visa", lastFour: "0002" }],
]);

const tokens = new Set([...testCards.values()].map((card) => card.token));

/** The token for a typed number (blanks and hyphens allowed); undefined for everything that is no test card. */
export function tokenizeCard(typed: string): Card | undefined {
  return testCards.get(typed.replaceAll(/[ -]/g, ""));
}

/** The provider takes a token or a test number. */
export function isKnownCard(card: string): boolean {
  return tokens.has(card) || testCards.has(card);
}

/** True for the test card, or its token, that the provider declines. */
export function isDeclinedCard(card: string): boolean {
  return card === declinedCardNumber || card === "tok_declined";
}
