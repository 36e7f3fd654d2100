// The pace licence as text: a table of phases and figures, then the figures that say nothing, with the reason.
import type { LicencedFigure } from "../record/run-record.ts";

const words = { faithful: "faithful", scaled: "scaled", "not-at-this-pace": "no" } as const;
const nameWidth = 13;

function renderValue(value: number | null, unit: string): string {
  if (value === null) return "nothing";
  return unit === "share" ? `${(value * 100).toFixed(1)} %` : `${value} ${unit}`;
}

/** Lines without line ends; none without a licence. */
export function renderLicence(licence: readonly LicencedFigure[], pace: number): string[] {
  if (licence.length === 0) return [];
  const phases = [...new Set(licence.map(({ phase }) => phase))];
  const figures = [...new Set(licence.map(({ figure }) => figure))];
  const find = (phase: string, figure: string) =>
    licence.find((one) => one.phase === phase && one.figure === figure) as LicencedFigure;
  const cells = (texts: readonly string[]) => texts.map((text) => text.padEnd(nameWidth)).join(" ");
  const refused = licence.filter((one) => one.licence === "not-at-this-pace");
  return [
    "",
    `what a figure measured at ${pace}x says of the full incident at 1x (docs/pace.md)`,
    cells(["phase", ...figures]).trimEnd(),
    ...phases.map((phase) => cells([phase, ...figures.map((figure) => words[find(phase, figure).licence])]).trimEnd()),
    ...(refused.length === 0 ? [] : ["", "not at this pace"]),
    ...refused.map(({ phase, figure, atOne, atPace, unit, why }) => {
      const values = unit === "" ? "" : `${renderValue(atOne, unit)} at 1x, ${renderValue(atPace, unit)} here; `;
      return `${cells([phase, figure])} ${values}${why}`;
    }),
  ];
}
