// What a figure measured at the drill's pace may claim of the full incident at 1x, in words.
import type { LicencedFigure, PaceLicence } from "../harness/record/run-record.ts";
import { formatFigure, formatPercent } from "./format.ts";
import type { Mark } from "./words.ts";

export const licenceMarks: Record<PaceLicence, Mark> = {
  faithful: { sign: "=", word: "faithful", tone: "good" },
  scaled: { sign: "×", word: "scaled by the weight", tone: "neutral" },
  "not-at-this-pace": { sign: "≠", word: "not at this pace", tone: "unknown" },
};

export const licenceFigureWords: Record<LicencedFigure["figure"], string> = {
  "order-shares": "shares of orders",
  "browse-shares": "shares of browsing",
  utilisation: "utilisation",
  queueing: "queueing delay",
  latency: "latency",
  counts: "counts",
  money: "money",
};

const worstFirst: readonly PaceLicence[] = ["not-at-this-pace", "scaled", "faithful"];

/** The least that a figure may claim over all phases, and where; null where the licence was not computed. */
export function findLicence(
  all: readonly LicencedFigure[],
  figure: LicencedFigure["figure"],
): { readonly licence: PaceLicence; readonly phases: readonly string[]; readonly everywhere: boolean } | null {
  const own = all.filter((one) => one.figure === figure);
  const licence = worstFirst.find((wanted) => own.some((one) => one.licence === wanted));
  if (licence === undefined) return null;
  const phases = own.filter((one) => one.licence === licence).map(({ phase }) => phase);
  return { licence, phases, everywhere: phases.length === own.length };
}

/** "0.98 at 1×, 0.977 at this pace"; empty where the figure is not modelled. */
export function describeLicenced({ atOne, atPace, unit }: LicencedFigure): string {
  if (atOne === null || atPace === null) return "";
  const show = (value: number) =>
    unit.startsWith("share") ? formatPercent(value) : `${formatFigure(value)} ${unit}`.trim();
  return `${show(atOne)} at 1 ×, ${show(atPace)} at this pace`;
}
