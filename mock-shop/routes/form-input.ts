/** The fields of a form as it came; anything but a plain object has none. */
export function readFields(body: unknown): Readonly<Record<string, unknown>> {
  return typeof body === "object" && body !== null && !Array.isArray(body) ? (body as Record<string, unknown>) : {};
}

/** One text field; a missing, repeated or overlong one is undefined. */
export function readText(body: unknown, name: string, maxLength: number): string | undefined {
  const fields = readFields(body);
  const value = Object.hasOwn(fields, name) ? fields[name] : undefined;
  return typeof value === "string" && value.length > 0 && value.length <= maxLength ? value : undefined;
}

/** False for a field that is missing or was left empty, and for nothing else. */
export function isFilledIn(body: unknown, name: string): boolean {
  const fields = readFields(body);
  return Object.hasOwn(fields, name) && fields[name] !== "";
}

/** A whole number without sign, blanks or leading zero. */
export function readWholeNumber(body: unknown, name: string): number | undefined {
  const text = readText(body, name, 9);
  return text !== undefined && /^[1-9]\d*$/.test(text) ? Number(text) : undefined;
}
