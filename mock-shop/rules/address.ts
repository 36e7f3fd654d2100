export interface Address {
  readonly email: string;
  readonly name: string;
  readonly street: string;
  readonly city: string;
  readonly postcode: string;
  readonly country: string;
}

export type ParsedAddress = { readonly address: Address } | { readonly problems: readonly string[] };

const lengths: Readonly<Record<keyof Address, readonly [number, number]>> = {
  email: [3, 254],
  name: [1, 100],
  street: [1, 120],
  city: [1, 80],
  postcode: [3, 12],
  country: [2, 60],
};

/** Reads the fields of the address form; every problem is told, not only the first. */
export function parseAddress(fields: Readonly<Record<string, unknown>>): ParsedAddress {
  const problems: string[] = [];
  const read = (name: keyof Address): string => {
    const value = Object.hasOwn(fields, name) ? fields[name] : undefined;
    const text = typeof value === "string" ? value.trim() : "";
    const [shortest, longest] = lengths[name];
    if (text.length < shortest || text.length > longest) {
      problems.push(`${name}: expected ${shortest} to ${longest} characters, got ${text.length}`);
    } else if (/\p{Cc}/u.test(text)) problems.push(`${name}: expected text without control characters`);
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
  if (problems.length === 0 && !/^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+$/.test(address.email)) {
    problems.push("email: expected an address like name@example.com");
  }
  return problems.length > 0 ? { problems } : { address };
}

/** Account = normalised e-mail: several tabs and spellings are one account. */
export function normalizeEmail(email: string): string {
  return email.trim().toLowerCase();
}
