// Rushes before the waiting room, in virtual time: what came of each, and the table of docs/waiting-room.md. Pure.
import {
  computeMean,
  findPercentile,
  Rush,
  type RushOptions,
} from "../mock-shop/defences/waiting-room-rush.fixture.ts";

/** Each figure is the mean of a rush with each of these. */
export const seeds: readonly number[] = [1, 2, 3];

const spreadPatience = { patienceMinutes: 20, isPatienceSpread: true } as const;

/** What rushes there are, by what the table calls them. */
export const rushes: Readonly<Record<string, Pick<RushOptions, "load"> & Partial<RushOptions>>> = {
  "1.2 × capacity, all stay": { load: 1.2 },
  "1.2 ×, patience": { load: 1.2, ...spreadPatience },
  "1.2 ×, all have 20 minutes of patience": { load: 1.2, patienceMinutes: 20 },
  "1.2 ×, patience, browsers": { load: 1.2, ...spreadPatience, areBrowsers: true },
  "2 ×, patience": { load: 2, ...spreadPatience },
};

/** Samples of utilisation are a tenth of a second apart: the rush without its first 15 s. */
const firstSample = 150;

/** Of one rush, or means of several. Errors are |wait said on the first page − wait|; ratios are 0 to 1. */
export interface RushFigures {
  readonly utilisation: number;
  readonly bought: number;
  /** Of the later half of those who were let in. */
  readonly laterErrorP50Minutes: number;
  readonly laterErrorP95Minutes: number;
  readonly errorP50Minutes: number;
  readonly errorP95Minutes: number;
  /** Of the later half of those who were let in. */
  readonly laterWaitP50Minutes: number;
  /** Those who gave up ÷ those who had a place in the line. */
  readonly gaveUpRatio: number;
  readonly pageP99Ms: number;
  readonly busyPages: number;
  /** The room's own count of visitors who were passed by more than a refresh. */
  readonly passed: number;
}

function readFigures({ utilisations, bought, waits, gaveUp, latenciesMs, shed, counts }: Rush): RushFigures {
  const errorsMinutes = waits.map(({ toldMinutes, minutes }) => Math.abs(toldMinutes - minutes));
  const later = Math.floor(waits.length / 2);
  const laterWaitsMinutes = waits.slice(later).map(({ minutes }) => minutes);
  return {
    utilisation: computeMean(utilisations.slice(firstSample)),
    bought,
    laterErrorP50Minutes: findPercentile(errorsMinutes.slice(later), 0.5),
    laterErrorP95Minutes: findPercentile(errorsMinutes.slice(later), 0.95),
    errorP50Minutes: findPercentile(errorsMinutes, 0.5),
    errorP95Minutes: findPercentile(errorsMinutes, 0.95),
    laterWaitP50Minutes: findPercentile(laterWaitsMinutes, 0.5),
    gaveUpRatio: gaveUp / (counts.queued ?? 0),
    pageP99Ms: findPercentile(latenciesMs, 0.99),
    busyPages: shed,
    passed: counts.inversions ?? Number.NaN,
  };
}

/** Means over the seeds of a rush of 170 s after a calm 20 s, at 45 % of what the workers can serve. */
export function computeRushFigures(options: Pick<RushOptions, "load"> & Partial<RushOptions>): RushFigures {
  const each = seeds.map((seed) =>
    readFigures(new Rush({ calm: 0.45, hasRoom: true, seconds: 190, ...options, seed }).run()),
  );
  const names = Object.keys(each[0] ?? {}) as (keyof RushFigures)[];
  const means = names.map((name) => [name, computeMean(each.map((figures) => figures[name]))]);
  return Object.fromEntries(means) as RushFigures;
}

/** The first lines of the table. */
export const tableHead: readonly string[] = [
  "| rush | utilisation | bought | error, later half | error, all | wait | gave up | p99 of a page | busy pages, passed |",
  `|${" --- |".repeat(9)}`,
];

/** A row of the table. */
export function renderRush(rush: string, figures: RushFigures): string {
  const range = (from: number, to: number) => `${from.toFixed(1)}, ${to.toFixed(1)}`;
  const cells = [
    rush,
    figures.utilisation.toFixed(3),
    Math.round(figures.bought).toLocaleString("en-US"),
    range(figures.laterErrorP50Minutes, figures.laterErrorP95Minutes),
    range(figures.errorP50Minutes, figures.errorP95Minutes),
    figures.laterWaitP50Minutes.toFixed(1),
    `${Math.round(100 * figures.gaveUpRatio)} %`,
    `${Math.round(figures.pageP99Ms)} ms`,
    `${figures.busyPages}, ${figures.passed}`,
  ];
  return `| ${cells.join(" | ")} |`;
}
