// A rule over the books: what it is called, what it says, and which rows break it.

import type { BookTerms } from "./book-terms.ts";
import type { Books } from "./books.ts";

/** A row that breaks an invariant. */
export interface Breach {
  readonly orderNumber: string | null;
  readonly says: string;
}

/** `list` gives every breach, in order of the books; none where the books or the terms do not tell enough. */
export interface Invariant {
  readonly name: string;
  /** The rule as a plain sentence in the present tense. */
  readonly says: string;
  readonly list: (books: Books, terms: BookTerms) => readonly Breach[];
}
