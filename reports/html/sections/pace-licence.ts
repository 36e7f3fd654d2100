// What figures measured at this pace may claim, phase by phase; and the small mark beside a figure.
import type { LicencedFigure, RunRecord } from "../../../harness/record/run-record.ts";
import { formatFigure, joinNames } from "../../format.ts";
import { describeLicenced, findLicence, licenceFigureWords, licenceMarks } from "../../licence-words.ts";
import { html, type Markup } from "../markup.ts";
import { renderMark, renderNone, renderTable } from "../table.ts";

const figures = Object.keys(licenceFigureWords) as LicencedFigure["figure"][];

/** A word beside a figure, linked to the section; null where no licence was computed. */
export function renderLicenceMark(record: RunRecord, figure: LicencedFigure["figure"]): Markup | null {
  const found = findLicence(record.recorded.paceLicence, figure);
  if (found === null) return null;
  const mark = licenceMarks[found.licence];
  const where = found.everywhere ? "" : ` in ${joinNames(found.phases)}`;
  return html`<a class="licence ${mark.tone}" href="#pace" title="${licenceFigureWords[figure]} at ${formatFigure(record.pace)} × against 1 ×: ${mark.word}${where}"><span class="sign" aria-hidden="true">${mark.sign}</span> ${mark.word}${where}</a>`;
}

/** The whole licence: a row a figure, a column a phase; the reasons below. */
export function renderPaceLicence(record: RunRecord): Markup {
  const all = record.recorded.paceLicence;
  const phases = [...new Set(all.map(({ phase }) => phase))];
  const rows = figures
    .filter((figure) => all.some((one) => one.figure === figure))
    .map((figure) => ({
      cells: [
        licenceFigureWords[figure],
        ...phases.map((phase) => {
          const one = all.find((item) => item.figure === figure && item.phase === phase);
          if (one === undefined) return renderNone("not asked of this phase");
          return html`${renderMark(licenceMarks[one.licence])}<span class="detail">${describeLicenced(one)}</span>`;
        }),
      ],
    }));
  const reasons = figures.flatMap((figure) => {
    const why = [...new Set(all.filter((one) => one.figure === figure && one.why !== "").map((one) => one.why))];
    return why.length === 0 ? [] : [html`<div><dt>${licenceFigureWords[figure]}</dt><dd>${why.join("; ")}</dd></div>`];
  });
  return html`<section aria-labelledby="pace"><h2 id="pace">What holds at this pace</h2>
<p class="note">A drill is a time lapse. The pure model of shop and customers ran each phase at 1 × and at ${formatFigure(record.pace)} ×. <i>Faithful</i>: both agree within the limits stated. <i>Scaled</i>: to be multiplied by the weight, as money here already is. <i>Not at this pace</i>: the figure describes this time lapse and no more.</p>
${renderTable({
  caption: "What figures measured at this pace may claim",
  titled: true,
  columns: [{ label: "figure", header: true }, ...phases.map((phase) => ({ label: phase }))],
  rows,
  empty:
    record.pace === 1
      ? "The drill ran at 1 ×: nothing is compressed."
      : "No licence was computed for this drill: take shares of orders as they are, and latencies as the twin’s.",
  cards: true,
})}${reasons.length > 0 && html`<dl class="words">${reasons}</dl>`}</section>`;
}
