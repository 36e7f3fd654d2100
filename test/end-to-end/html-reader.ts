// Reads a page as a stranger does: visible texts, links, and forms with their labels and buttons. No ids, no data.

export interface Link {
  readonly text: string;
  readonly href: string;
}

export interface Field {
  readonly name: string;
  readonly type: string;
  readonly label: string;
  readonly autocomplete: string;
  readonly isRequired: boolean;
  value: string;
}

export interface Form {
  readonly method: string;
  readonly action: string;
  readonly fields: Field[];
  button: string;
}

export interface ReadPage {
  readonly texts: readonly string[];
  readonly links: readonly Link[];
  readonly forms: readonly Form[];
}

const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };
const decode = (text: string) => text.replaceAll(/&(amp|lt|gt|quot|#39);/g, (_, name) => entities[name] as string);
const tidy = (text: string) =>
  decode(text.replaceAll(/<[^>]*>/g, ""))
    .replaceAll(/\s+/g, " ")
    .trim();

function readAttribute(tag: string, name: string): string | undefined {
  const match = new RegExp(`\\s${name}(?:="([^"]*)")?(?=[\\s>])`).exec(tag);
  return match ? decode(match[1] ?? "") : undefined;
}

export function readPage(html: string): ReadPage {
  const body = html.slice(html.indexOf("<body"));
  const texts = body.split(/<[^>]*>/).map(tidy);
  return {
    texts: texts.filter((text) => text !== ""),
    links: [...body.matchAll(/(<a\s[^>]*>)(.*?)<\/a>/gs)].map(([, tag = "", text = ""]) => ({
      text: tidy(text),
      href: readAttribute(tag, "href") ?? "",
    })),
    forms: [...body.matchAll(/(<form\s[^>]*>)(.*?)<\/form>/gs)].map(([, tag = "", content = ""]) =>
      readForm(tag, content, body),
    ),
  };
}

function readForm(tag: string, content: string, body: string): Form {
  const fields = [...content.matchAll(/(<input\s[^>]*>)|(<select\s[^>]*>)(.*?)<\/select>/gs)].map(
    ([, input, select, options = ""]) => readField(input ?? select ?? "", options, body),
  );
  const [, button = ""] = /<button[^>]*>(.*?)<\/button>/s.exec(content) ?? [];
  const method = (readAttribute(tag, "method") ?? "get").toLowerCase();
  return { method, action: readAttribute(tag, "action") ?? "", fields, button: tidy(button) };
}

function readField(tag: string, options: string, body: string): Field {
  const id = readAttribute(tag, "id");
  const [, label = ""] =
    id === undefined ? [] : (new RegExp(`<label[^>]* for="${id}">(.*?)</label>`, "s").exec(body) ?? []);
  return {
    name: readAttribute(tag, "name") ?? "",
    type: readAttribute(tag, "type") ?? "text",
    label: tidy(label),
    autocomplete: readAttribute(tag, "autocomplete") ?? "",
    isRequired: readAttribute(tag, "required") !== undefined,
    value: readAttribute(tag, "value") ?? tidy(/<option[^>]*>(.*?)</.exec(options)?.[1] ?? ""),
  };
}
