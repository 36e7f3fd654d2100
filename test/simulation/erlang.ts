// A. K. Erlang's formulas for Poisson arrivals at exponential servers without limit of the queue (M/M/c).
// Times are in units of the mean service time.

/** Erlang C: the probability that an arrival has to wait. */
export function computeWaitProbability(workers: number, utilisation: number): number {
  const load = workers * utilisation;
  let term = 1;
  let sum = 1;
  for (let busy = 1; busy < workers; busy += 1) {
    term *= load / busy;
    sum += term;
  }
  const lastTerm = (term * load) / workers / (1 - utilisation);
  return lastTerm / (sum + lastTerm);
}

export function computeMeanWait(workers: number, utilisation: number): number {
  return computeWaitProbability(workers, utilisation) / (workers * (1 - utilisation));
}

/** P(wait > t) is the probability of a wait, times exp(-workers (1 - utilisation) t); 0 where so few have to wait. */
export function computeWaitQuantile(workers: number, utilisation: number, quantile: number): number {
  const beyond = (1 - quantile) / computeWaitProbability(workers, utilisation);
  return Math.max(0, -Math.log(beyond) / (workers * (1 - utilisation)));
}
