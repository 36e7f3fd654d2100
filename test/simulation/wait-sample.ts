// The waits of a long run, in flat memory: their mean with its uncertainty, and percentiles.

const batches = 50;
/** Two-sided 95 % of Student's t with 49 degrees of freedom (table). */
const t975 = 2.0096;

export class WaitSample {
  readonly #batchSize: number;
  readonly #binWidth: number;
  readonly #bins = new Uint32Array(200_000);
  readonly #batchSums = new Float64Array(batches);
  #count = 0;

  /** `expectedLargest` decides how fine percentiles are: 1/40,000 of it. */
  constructor(size: number, expectedLargest: number) {
    this.#batchSize = Math.ceil(size / batches);
    this.#binWidth = expectedLargest / 40_000;
  }

  add(wait: number): void {
    const batch = Math.floor(this.#count / this.#batchSize);
    this.#batchSums[batch] = (this.#batchSums[batch] as number) + wait;
    const bin = Math.min(this.#bins.length - 1, Math.ceil(wait / this.#binWidth));
    this.#bins[bin] = (this.#bins[bin] as number) + 1;
    this.#count += 1;
  }

  computeMean(): number {
    return this.#batchSums.reduce((sum, batch) => sum + batch, 0) / this.#count;
  }

  /** Half the width of the 95 % interval of the mean ÷ the mean, from batches that are long beside any queue's memory. */
  computeUncertaintyRatio(): number {
    const means = [...this.#batchSums].map((sum) => sum / this.#batchSize);
    const mean = this.computeMean();
    const variance = means.reduce((sum, batch) => sum + (batch - mean) ** 2, 0) / (batches - 1);
    return (t975 * Math.sqrt(variance / batches)) / mean;
  }

  /** Nearest rank, rounded up to the width of a bin. */
  computeQuantile(quantile: number): number {
    const rank = Math.ceil(this.#count * quantile);
    let counted = 0;
    for (const [bin, count] of this.#bins.entries()) {
      counted += count;
      if (counted >= rank) return bin * this.#binWidth;
    }
    return Number.POSITIVE_INFINITY;
  }
}
