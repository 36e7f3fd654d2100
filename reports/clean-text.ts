// Records quote a shop's words. Nothing of them may act on a terminal, an XML parser or the direction of a line.

/** C0 and C1 controls except tab and newline, bidirectional overrides, non-characters. */
const forbidden = /(?![\t\n])\p{Cc}|[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/gu;

/** Drops every character that could steer a reader's machine; lone surrogates become U+FFFD. */
export function cleanText(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?|\u2028|\u2029/g, "\n")
    .replace(forbidden, "");
}

/** The same on one line: white space runs become one space. */
export function cleanLine(text: string): string {
  return cleanText(text).replace(/\s+/g, " ").trim();
}

/** At most `most` characters, the last an ellipsis where something was cut. */
export function shortenText(text: string, most: number): string {
  const characters = [...text];
  return characters.length <= most
    ? text
    : `${characters
        .slice(0, Math.max(1, most - 1))
        .join("")
        .trimEnd()}…`;
}
