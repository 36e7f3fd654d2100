// Colour for a terminal, where it is wanted.
import type { Tone } from "./words.ts";

export interface Pen {
  readonly width: number;
  readonly tint: (text: string, tone: Tone) => string;
  readonly strong: (text: string) => string;
  readonly faint: (text: string) => string;
}

const toneCodes: Record<Tone, string> = { good: "32", bad: "31", unknown: "33", neutral: "0" };

/** `width`: cells of a line; at least 40 are used. Without colour, texts stay as they are. */
export function buildPen(options: { readonly colour: boolean; readonly width: number }): Pen {
  const wrap = (text: string, code: string) => (options.colour ? `\u001b[${code}m${text}\u001b[0m` : text);
  return {
    width: Math.max(40, options.width),
    tint: (text, tone) => (tone === "neutral" ? text : wrap(text, toneCodes[tone])),
    strong: (text) => wrap(text, "1"),
    faint: (text) => wrap(text, "2"),
  };
}
