import type { Catalogue } from "../rules/catalogue.ts";
import { type Html, html } from "./html.ts";

/** The row of departments above every page, written once for each of them as the current one, and for none. */
export type Departments = (currentSlug: string | undefined) => Html;

export function buildDepartments({ categories }: Catalogue): Departments {
  const write = (currentSlug: string | undefined): Html => {
    const links = categories.map(({ slug, name }) =>
      slug === currentSlug
        ? html`<a href="/category/${slug}" aria-current="true">${name}</a>\n`
        : html`<a href="/category/${slug}">${name}</a>\n`,
    );
    return html`<nav class="departments" aria-label="Departments">${links}</nav>`;
  };
  const plain = write(undefined);
  const written = new Map(categories.map(({ slug }) => [slug, write(slug)]));
  return (currentSlug) => (currentSlug === undefined ? plain : (written.get(currentSlug) ?? plain));
}
