// What the sample of a viral deal says of its deal: made up, in the shape of a real drill.
import type { CarryingCapacity } from "../harness/record/carrying-capacity.ts";
import type { Interval } from "../harness/record/comparison.ts";
import type { DamageReport } from "../harness/record/damage-report.ts";
import type {
  BooksKept,
  DealReport,
  EstimatedAmount,
  FilterName,
  FilterScore,
  PlugReport,
} from "../harness/record/deal-report.ts";
import type { ForumRecord } from "../harness/record/run-record.ts";
import { drawSample } from "./sample-slices.ts";

export const sampleDealWeight = 72;

const scale = (value: number) => value * sampleDealWeight;
const scaleBoth = (value: number) => ({ rehearsed: value, full: scale(value) });

/** A value with the ends of its interval. */
type Triple = readonly [value: number, low: number, high: number];

const toInterval = ([value, low, high]: Triple): Interval => ({ value, low, high });

function estimate(rehearsed: Triple): EstimatedAmount {
  const [value, low, high] = rehearsed;
  return { rehearsed: toInterval(rehearsed), full: { value: scale(value), low: scale(low), high: scale(high) } };
}

interface ScoreRow {
  readonly selected: number;
  readonly affected: number;
  readonly recall: Triple;
  readonly precision: Triple;
  readonly good: Triple;
  readonly saved: Triple;
  readonly missed: Triple;
}

const anyDiscount: ScoreRow = {
  ...{ selected: 1_306, affected: 1_156, recall: [1, 0.9967, 1], precision: [0.885, 0.867, 0.901], good: [38, 26, 50] },
  ...{ saved: [215_700, 184_400, 248_300], missed: [0, 0, 122_400] },
};

const scoreRows: Readonly<Record<BooksKept, Readonly<Record<FilterName, ScoreRow>>>> = {
  "with-history": {
    "any-discount": anyDiscount,
    eligibility: { ...anyDiscount, selected: 1_227, precision: [0.942, 0.928, 0.954], good: [8, 3, 13] },
    "eligibility-and-behaviour": {
      ...{ selected: 1_021, affected: 1_008, recall: [0.872, 0.851, 0.89], precision: [0.987, 0.978, 0.993] },
      ...{ good: [1, 0, 3], saved: [170_700, 141_800, 202_000], missed: [45_000, 33_000, 58_000] },
    },
  },
  "final-basket": {
    "any-discount": anyDiscount,
    eligibility: {
      ...{ selected: 825, affected: 791, recall: [0.684, 0.657, 0.71], precision: [0.959, 0.943, 0.97] },
      ...{ good: [6, 2, 11], saved: [113_800, 91_600, 138_200], missed: [101_900, 83_100, 121_500] },
    },
    "eligibility-and-behaviour": {
      ...{ selected: 884, affected: 836, recall: [0.723, 0.697, 0.748], precision: [0.946, 0.929, 0.959] },
      ...{ good: [6, 2, 11], saved: [125_000, 97_300, 154_200], missed: [90_700, 73_200, 108_700] },
    },
  },
};

function buildScore(booksKept: BooksKept, filter: FilterName): FilterScore {
  const { selected, affected, recall, precision, good, saved, missed } = scoreRows[booksKept][filter];
  const goodSelected = Math.min(selected - affected, 123);
  return {
    filter,
    booksKept,
    selected,
    affectedSelected: affected,
    goodSelected,
    windfallsSelected: Math.min(goodSelected, 71),
    otherSelected: selected - affected - goodSelected,
    recall: toInterval(recall),
    precision: toInterval(precision),
    goodCancelled: estimate(good),
    goodCancelledWorthCents: estimate([good[0] * 3_900, 0, good[2] * 4_300]),
    savedCents: estimate(saved),
    missedCents: estimate(missed),
    sunkCents: estimate([885_100, 737_600, 1_061_600]),
  };
}

const filterNames: readonly FilterName[] = ["any-discount", "eligibility", "eligibility-and-behaviour"];
const booksKinds: readonly BooksKept[] = ["with-history", "final-basket"];

/** Rehearsed cents of damage until a minute: slowly in the first stage, fast in the second, none after the mend. */
function growDamage(minute: number): number {
  const first = Math.max(0, Math.min(minute, 65) - 30) * 3_600;
  const second = Math.max(0, Math.min(minute, 146) - 65) * 21_000;
  return first + second;
}

function buildPlug(): PlugReport {
  const refusedAt = (minute: number) => Math.round(3_058_000 - 300_000 * Math.exp(-(((minute - 50) / 14) ** 2)));
  const pointAt = (minute: number) => ({
    minute,
    damageCents: scale(growDamage(minute)),
    refusedCents: scale(refusedAt(minute)),
  });
  const curve = Array.from({ length: 117 }, (_, index) => pointAt(30 + index));
  const sum = ({ damageCents, refusedCents }: (typeof curve)[number]) => damageCents + refusedCents;
  const best = curve.reduce((least, point) => (sum(point) < sum(least) ? point : least));
  const near = curve.filter((point) => sum(point) <= 1.05 * sum(best));
  return {
    pausedAtMinute: 112,
    resumedAtMinute: 168,
    mendedAtMinute: 145.9,
    refused: { customers: 603, valueCents: scaleBoth(3_058_300) },
    delayed: { customers: 308, valueCents: scaleBoth(1_514_400) },
    damageBefore: { orders: 1_222, cents: scaleBoth(1_165_900) },
    damageDuring: { orders: 5, cents: scaleBoth(5_000) },
    damageAfter: { orders: 0, cents: scaleBoth(0) },
    damagePerMinuteCents: scaleBoth(18_100),
    damageStoppedCents: scaleBoth(613_600),
    asItWas: { minute: 112, damageCents: scale(1_165_900), refusedCents: scale(3_058_300) },
    best,
    nearBest: { withinRatio: 0.05, fromMinute: near.at(0)?.minute ?? 0, toMinute: near.at(-1)?.minute ?? 0 },
    curve,
    killSwitch: {
      usesPerMinute: 150,
      windowMinutes: 10,
      actsAtMinute: 41.6,
      damage: { orders: 53, cents: scaleBoth(51_800) },
      rightfulAfter: { orders: 91, cents: scaleBoth(88_400) },
    },
    assumes: ["without the plug the damage would have gone on at the same rate until the voucher was mended"],
  };
}

export const sampleDealReport: DealReport = {
  weight: sampleDealWeight,
  asOfMinute: 903,
  chosenFilter: "eligibility-and-behaviour",
  discounted: { orders: 1_331, cents: scaleBoth(1_271_800) },
  affected: { orders: 1_156, cents: scaleBoth(1_100_800) },
  windfalls: { orders: 71, cents: scaleBoth(70_100) },
  filters: booksKinds.flatMap((books) => filterNames.map((filter) => buildScore(books, filter))),
  cancellation: {
    filter: "eligibility-and-behaviour",
    lookedAt: 2_790,
    selected: 1_021,
    cancelled: 183,
    tooLate: 838,
    startedMinute: 903,
    tookMinutes: 0.2,
  },
  plug: buildPlug(),
};

export const sampleDamage: DamageReport = {
  undeserved: { uses: 1_227, cents: 1_170_900 },
  byTrick: { uses: 451, cents: 443_700 },
  byBanner: { uses: 776, cents: 727_200 },
  overCap: { uses: 272, cents: 263_700 },
  total: { uses: 1_239, cents: 1_181_900 },
  firstOrderNumber: "T-22CL-189231",
  accounts: { once: 961, twoToFive: 0, sixToThirty: 3, overThirty: 5 },
  freeOrders: 445,
  sunk: { uses: 1_033, cents: 989_000 },
  recovered: { uses: 183, cents: 169_900 },
  recoverable: { uses: 23, cents: 23_000 },
  notes: [],
};

/** Hotter from post to post, cold within minutes once the trick fails. */
function heatAt(minute: number): number {
  if (minute < 70) return 0.008 * (minute - 29);
  if (minute < 113) return 0.33 + 0.5 * (1 - Math.exp(-(minute - 70) / 9));
  return 0.83 * Math.exp(-(minute - 113) / 3) + 0.02;
}

const heatMinutes = [
  ...Array.from({ length: 165 }, (_, i) => 30 + i),
  ...Array.from({ length: 20 }, (_, i) => 900 + i),
];

export const sampleForum: ForumRecord = {
  posts: 327,
  votes: 863,
  firstPostMinute: 29.5,
  heat: heatMinutes.map((minute) => [minute + 0.1, Math.round(heatAt(minute) * 1e4) / 1e4] as const),
  dealArrivals: heatMinutes.flatMap((minute) => {
    const count = Math.round(heatAt(minute) * (20 + 36 * drawSample(minute, 5)));
    return minute < 118 && count > 0 ? [[minute, count] as const] : [];
  }),
};

export const sampleCarryingCapacity: CarryingCapacity = {
  workers: 6,
  mostTurnedAwayRatio: 0.005,
  ownRatio: 0.068,
  rightRatio: 0,
  withRightCode: true,
  tooFew: 8,
  enough: 9,
};
