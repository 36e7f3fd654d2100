/** What the books have to know of the shop: parcels move on the incident clock, at times drawn from the seed. */
export interface ShopTerms {
  readonly seed: number;
  readonly wallMsPerMinute: number;
}
