// Numbers, money and times as all outputs print them. English grouping, whatever the machine's locale.

/** What a missing value prints as; its meaning stands beside it or in a note. */
export const none = "–";

function group(value: number, digits: number, mostDigits = digits): string {
  const text = value.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: mostDigits });
  return text.replace(/^-0(\.0+)?$/, (_, rest: string | undefined) => `0${rest ?? ""}`).replace("-", "−");
}

/** A count: 1234567 -> "1,234,567". */
export function formatCount(value: number | null): string {
  return value === null ? none : group(Math.round(value), 0);
}

/** A measured figure: whole numbers in full, others with about three significant digits, no trailing zeros. */
export function formatFigure(value: number | null): string {
  if (value === null) return none;
  const size = Math.abs(value);
  if (Number.isInteger(value) || size >= 1000) return group(value, 0);
  const digits = size >= 10 ? 1 : size >= 1 ? 2 : 3;
  return size < 0.01
    ? Number(value.toPrecision(2)).toString().replace("-", "−")
    : group(Number(value.toFixed(digits)), 0, digits);
}

/** A ratio (0 to 1) in per cent. Never rounds to "0 %" or "100 %" what is not: 0.99996 -> "99.996 %". */
export function formatPercent(ratio: number | null): string {
  if (ratio === null) return none;
  const percent = ratio * 100;
  for (let digits = Math.abs(percent) >= 10 ? 1 : 2; digits < 6; digits++) {
    const rounded = Number(percent.toFixed(digits));
    if ((rounded !== 0 || ratio === 0) && (rounded !== 100 || ratio >= 1)) return `${group(rounded, 0, digits)} %`;
  }
  return percent < 50 ? "under 0.00001 %" : "over 99.99999 %";
}

/** A target as people say it: 0.999 -> "99.9 %". */
export function formatTarget(target: number): string {
  return `${Number((target * 100).toPrecision(10)).toString()} %`;
}

/** Share of a budget: 4.17 -> "417 %"; 0.036 -> "3.6 %". */
export function formatBudget(ratio: number | null): string {
  if (ratio === null) return none;
  return ratio >= 1 ? `${group(ratio * 100, 0)} %` : formatPercent(ratio);
}

/** Cents in full: (1234550, "USD") -> "USD 12,345.50". */
export function formatMoney(cents: number | null, currency: string): string {
  return cents === null ? none : `${currency} ${group(cents / 100, 2)}`;
}

/** Cents for a headline: 1942500000 -> "USD 19.4 million". */
export function formatMoneyShort(cents: number | null, currency: string): string {
  if (cents === null) return none;
  const units = cents / 100;
  const size = Math.abs(units);
  if (size >= 999.5e6) return `${currency} ${group(units / 1e9, 2)} billion`;
  if (size >= 999_500) return `${currency} ${group(units / 1e6, 1)} million`;
  return `${currency} ${group(units, size >= 1000 || Number.isInteger(units) ? 0 : 2)}`;
}

/** Wall milliseconds: three significant digits below 100, whole above. */
export function formatMs(ms: number | null): string {
  if (ms === null) return none;
  return group(ms, ms >= 100 || Number.isInteger(ms) ? 0 : ms >= 10 ? 1 : 2);
}

/** Minutes as a duration: 182.6 -> "3 h 3 min", 12.34 -> "12.3 min". */
export function formatDuration(minutes: number | null): string {
  if (minutes === null) return none;
  const size = Math.abs(minutes);
  const sign = minutes < 0 ? "−" : "";
  if (size < 59.95) return `${sign}${group(size, Number.isInteger(size) ? 0 : 1)} min`;
  const whole = Math.round(size);
  return whole % 60 === 0 ? `${sign}${whole / 60} h` : `${sign}${Math.floor(whole / 60)} h ${whole % 60} min`;
}

/** A minute of the incident clock, one decimal: "84.0". */
export function formatMinute(minute: number | null): string {
  return minute === null ? none : group(minute, Number.isInteger(minute) ? 0 : 1);
}

/** Time of day of a minute: (750, 1110) -> "07:00". Whole minutes, rounded down. */
export function formatClock(minute: number, minuteZeroOfDay: number): string {
  const ofDay = ((Math.floor(minute + minuteZeroOfDay + 1e-9) % 1440) + 1440) % 1440;
  return `${String(Math.floor(ofDay / 60)).padStart(2, "0")}:${String(ofDay % 60).padStart(2, "0")}`;
}

/** Time of day with the days since minute 0's day: "07:00 +1 d"; null is "–". */
export function formatClockDay(minute: number | null, minuteZeroOfDay: number): string {
  if (minute === null) return none;
  const day = Math.floor((minute + minuteZeroOfDay + 1e-9) / 1440);
  return formatClock(minute, minuteZeroOfDay) + (day === 0 ? "" : ` ${day > 0 ? "+" : "−"}${Math.abs(day)} d`);
}

/** 95 % upper bound of a share of which 0 of `trials` were seen: rule of three, at most 1. */
export function computeUpperRatio(trials: number): number | null {
  return trials > 0 ? Math.min(1, 3 / trials) : null;
}

/** "812 of 900 (90.2 %)"; a zero with its 95 % upper bound: "0 of 900 (at most 0.33 %)"; "none" of nothing. */
export function formatShare(count: number, total: number): string {
  if (total === 0) return "0 of 0";
  if (count === 0) return `0 of ${formatCount(total)} (at most ${formatPercent(computeUpperRatio(total))})`;
  return `${formatCount(count)} of ${formatCount(total)} (${formatPercent(count / total)})`;
}

/** Names joined as a sentence does: "a, b and c". */
export function joinNames(names: readonly string[]): string {
  if (names.length < 2) return names.join("");
  return `${names.slice(0, -1).join(", ")} and ${names[names.length - 1] as string}`;
}

/** "1 order", "2 orders". */
export function plural(count: number, singular: string, many = `${singular}s`): string {
  return `${formatCount(count)} ${count === 1 ? singular : many}`;
}

/** A measured value with its unit as people read it: shares in per cent, money in millions, "x" as times. */
export function formatMeasured(value: number | null, unit: string): { readonly value: string; readonly unit: string } {
  if (value === null) return { value: none, unit: "" };
  if (/^share( |$)/.test(unit)) return { value: formatPercent(value), unit: unit.replace(/^share ?/, "") };
  if (/^[A-Z]{3}$/.test(unit)) return { value: formatMoneyShort(value * 100, unit), unit: "" };
  return { value: formatFigure(value), unit: unit === "x" ? "times" : unit };
}

/** The same as one text: "99.5 % of attempts". */
export function formatMeasuredText(value: number | null, unit: string): string {
  const shown = formatMeasured(value, unit);
  return shown.unit === "" ? shown.value : `${shown.value} ${shown.unit}`;
}

/** ISO time in UTC as people write it: "2026-01-15 02:00 UTC"; anything else as it is. */
export function formatStartedAt(iso: string): string {
  return iso.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(:\d\d(\.\d+)?)?Z$/, "$1 $2 UTC");
}
