// The JSON of `run --json` as the contract writes it: names and nesting, with any values.

const percentiles = { p50: 1, p90: 1, p95: 1, p99: 1, p999: 1, max: 1, tooFew: [] };
const since = { sinceFirstHarm: 20, sinceOutage: -69 };
const cents = {
  counterfactualCents: 1,
  soldCents: 1,
  lostCents: 1,
  regainedCents: 1,
  netLossCents: 1,
  defectedCents: 1,
  damageCents: 0,
};

const drill = {
  incident: "checkout-outage",
  variant: "as-it-happened",
  defences: [],
  judgedBy: "facts",
  verdict: "pass",
  reasons: [],
  directory: "...",
  seed: 1,
  pace: 200,
  share: 0.4,
  weight: 500,
  facts: [{ id: "CO-1", says: "", origin: "set", expected: "0", measured: 0, unit: "orders", verdict: "reproduced" }],
  assumptions: [{ id: "average-order-value", value: 52, unit: "USD", why: "..." }],
  objectives: [
    {
      name: "checkout-availability",
      phase: null,
      target: 0.999,
      good: 1,
      bad: 1,
      total: 2,
      budgetConsumedRatio: 4.17,
      budgetAllowedRatio: 1,
      verdict: "missed",
    },
  ],
  alerts: [
    {
      objective: "checkout-availability",
      severity: "page",
      longWindow: "1h",
      shortWindow: "5m",
      firedAtMinute: 84,
      resolutionMinutes: 1.5,
    },
  ],
  phases: [
    {
      name: "outage",
      fromMinute: 150,
      toMinute: 330,
      wallSeconds: 54,
      distortion: 0.4,
      steps: { "*": { count: 812, outcomes: { "*": 812 }, latencyMs: percentiles, latencyMsOk: percentiles } },
    },
  ],
  generator: { planned: 3600, started: 3600, dropped: 0, startLatenessMs: { p99: 1.2, max: 9 } },
  populations: [{ name: "buyers", weight: 500, planned: 3600, came: 3600 }],
  faults: [
    {
      name: "...",
      kind: "...",
      state: "restored",
      plannedFromMinute: 150,
      injectedAtMinute: 148.9,
      restoredAtMinute: 332.6,
      requestsAffected: 812,
      restoreVerified: true,
    },
  ],
  actions: [{ name: "...", atMinute: 330 }],
  times: { firstHarmMinute: 61, outageMinute: 150, detect: since, act: since, causeGone: since, serviceBack: since },
  audit: {
    attempts: 9,
    acknowledged: 9,
    lost: 0,
    orderedDespiteError: 0,
    duplicated: 0,
    unexpected: 0,
    unknown: 0,
    deferred: 0,
    paymentsWithoutOrder: 0,
    ordersWithoutPayment: 0,
    violations: [],
  },
  money: { currency: "USD", ...cents, rehearsed: cents },
};

export const resultExample = {
  schemaVersion: 1,
  verdict: "pass",
  exitCode: 0,
  runDirectory: "drills/...",
  drills: [drill],
};

/** Objects whose keys are data (a step's name, an outcome), by the name of their field. */
const maps = new Set(["steps", "outcomes"]);

/** Each path of keys in a value, sorted: `drills[].facts[].id`. Elements of a list and entries of a map share theirs. */
export function listKeyPaths(value: unknown): string[] {
  const paths = new Set<string>();
  const walk = (inside: unknown, path: string, isMap: boolean) => {
    if (Array.isArray(inside)) for (const item of inside) walk(item, `${path}[]`, false);
    else if (typeof inside === "object" && inside !== null)
      for (const [key, child] of Object.entries(inside)) {
        const childPath = `${path}.${isMap ? "*" : key}`;
        paths.add(childPath);
        walk(child, childPath, !isMap && maps.has(key));
      }
  };
  walk(value, "", false);
  return [...paths].sort();
}
