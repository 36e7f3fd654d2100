/** The whole seconds that a `Refresh` header says, at least 1, where the page should ask again after `retryMs`. */
export function computeRefreshSeconds(retryMs: number): number {
  return Math.max(1, Math.ceil(retryMs / 1_000));
}
