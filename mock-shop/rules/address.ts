export interface Address {
  readonly email: string;
  readonly name: string;
  readonly street: string;
  readonly city: string;
  readonly postcode: string;
  readonly country: string;
}

/** What is wrong with one field, in words for the person who typed it. */
export interface AddressProblem {
  readonly field: keyof Address;
  readonly says: string;
}

export type ParsedAddress = { readonly address: Address } | { readonly problems: readonly AddressProblem[] };

const rules: Readonly<Record<keyof Address, readonly [noun: string, shortest: number, longest: number]>> = {
  email: ["e-mail address", 3, 254],
  name: ["full name", 1, 100],
  street: ["street and number", 1, 120],
  city: ["city", 1, 80],
  postcode: ["postcode", 3, 12],
  country: ["country", 2, 60],
};

/** Reads the fields of the address form; every problem is told, not only the first. */
export function parseAddress(fields: Readonly<Record<string, unknown>>): ParsedAddress {
  const problems: AddressProblem[] = [];
  const read = (field: keyof Address): string => {
    const value = Object.hasOwn(fields, field) ? fields[field] : undefined;
    const text = typeof value === "string" ? value.trim() : "";
    const says = findProblem(field, text);
    if (says !== undefined) problems.push({ field, says });
    return text;
  };
  const address: Address = {
    email: read("email"),
    name: read("name"),
    street: read("street"),
    city: read("city"),
    postcode: read("postcode"),
    country: read("country"),
  };
  return problems.length > 0 ? { problems } : { address };
}

/** Account = normalised e-mail: several tabs and spellings are one account. */
export function normalizeEmail(email: string): string {
  return email.trim().toLowerCase();
}

function findProblem(field: keyof Address, text: string): string | undefined {
  const [noun, shortest, longest] = rules[field];
  if (text === "") return `Enter your ${noun}`;
  if (text.length < shortest) return `Your ${noun} needs at least ${shortest} characters`;
  if (text.length > longest) return `Shorten your ${noun} to ${longest} characters`;
  if (/\p{Cc}/u.test(text)) return `Take the control characters out of your ${noun}`;
  if (field === "email" && !/^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+$/.test(text)) {
    return "Enter an e-mail address like name@example.com";
  }
  return undefined;
}
