// Text in columns for a terminal: wrapping and alignment, without a thought of colour.

/** Cells that a character takes in a terminal: 2 for the wide ranges, 0 for combining marks. */
function computeWidth(character: string): number {
  if (/\p{M}/u.test(character)) return 0;
  return /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{1f300}-\u{1faff}]/u.test(
    character,
  )
    ? 2
    : 1;
}

/** Cells that a text without control characters takes. */
export function measureText(text: string): number {
  let cells = 0;
  for (const character of text) cells += computeWidth(character);
  return cells;
}

/** The text with spaces up to a width; a longer text stays as it is. */
export function padText(text: string, width: number, side: "left" | "right" = "left"): string {
  const spaces = " ".repeat(Math.max(0, width - measureText(text)));
  return side === "left" ? text + spaces : spaces + text;
}

function splitWord(word: string, width: number): string[] {
  const parts: string[] = [];
  let part = "";
  for (const character of word) {
    if (part !== "" && measureText(part + character) > width) {
      parts.push(part);
      part = "";
    }
    part += character;
  }
  return [...parts, part];
}

/** Lines of at most `width` cells, "45 %" kept together; a word that is longer is cut. Always at least one line. */
export function wrapText(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+(?!%)/).flatMap((item) => splitWord(item, Math.max(4, width)))) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (measureText(longer) > width && line !== "") {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line];
}

/** Wraps behind a first-line prefix; further lines are indented by the prefix's width. */
export function hangText(prefix: string, text: string, width: number): string[] {
  const indent = measureText(prefix);
  return wrapText(text, Math.max(16, width - indent)).map(
    (line, index) => (index === 0 ? prefix : " ".repeat(indent)) + line,
  );
}
