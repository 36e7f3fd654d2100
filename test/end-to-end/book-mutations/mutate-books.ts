// Damages copies of a finished drill's books, one way at a time, and asks the audit what it finds.
import { copyFileSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { auditOrders } from "../../../harness/audit/audit-orders.ts";
import type { AuditTerms } from "../../../harness/audit/audit-terms.ts";
import { buildBookTerms } from "../../../harness/audit/book-terms.ts";
import { buildKeyClaims, isAcknowledged, isToldNo } from "../../../harness/audit/order-claims.ts";
import { readBooks } from "../../../harness/audit/read-books.ts";
import { readAuditTerms, readHistory } from "../../../harness/judge/read-recording.ts";
import type { CustomerHistory } from "../../../harness/record/customer-history.ts";
import { buildUniformStream } from "../../simulation/uniform-stream.ts";
import type { DamagedBooks, Mutation } from "./mutation.ts";

/** `did` null: these books have nothing that could be damaged so. `found`: names of the broken invariants. */
export interface Mutant {
  readonly did: string | null;
  readonly found: readonly string[];
}

const bookFiles = ["ledger.sqlite", "payments.sqlite"] as const;

/** A finished drill; each mutant is a copy of its books in a directory of its own. */
export class FinishedDrill {
  readonly #directory: string;
  readonly #history: readonly CustomerHistory[];
  readonly #terms: AuditTerms;
  readonly #bugMs: DamagedBooks["bugMs"];
  readonly #offMs: DamagedBooks["offMs"];

  constructor(directory: string) {
    this.#directory = directory;
    this.#history = readHistory(directory);
    this.#terms = readAuditTerms(directory);
    const { promotion } = buildBookTerms(this.#history, readBooks(directory), this.#terms);
    const periods = promotion?.bugPeriods?.map(({ fromMs, untilMs }) => [fromMs, untilMs] as const);
    this.#bugMs = periods ?? [[Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]];
    this.#offMs = (promotion?.offPeriods ?? []).map(({ fromMs, untilMs }) => [fromMs + 5_000, untilMs - 2_000]);
  }

  /** What the audit finds in the untouched books. */
  audit(directory = this.#directory): string[] {
    const { violations } = auditOrders(this.#history, readBooks(directory), this.#terms);
    return violations.map(({ invariant }) => invariant);
  }

  mutate(mutation: Mutation, seed: number): Mutant {
    const copy = mkdtempSync(join(tmpdir(), "tilldrill-mutant-"));
    try {
      const did = this.damageCopy(copy, mutation, seed);
      return { did, found: did === null ? [] : this.audit(copy) };
    } finally {
      rmSync(copy, { recursive: true, force: true });
    }
  }

  /** Copies the books into a directory and damages them there; says what it did. */
  damageCopy(copy: string, mutation: Mutation, seed: number): string | null {
    for (const name of [...bookFiles, ...bookFiles.map((file) => `${file}-wal`)])
      if (existsSync(join(this.#directory, name))) copyFileSync(join(this.#directory, name), join(copy, name));
    return this.#damage(copy, mutation, seed);
  }

  #damage(copy: string, mutation: Mutation, seed: number): string | null {
    using ledger = new DatabaseSync(join(copy, "ledger.sqlite"));
    using payments = new DatabaseSync(join(copy, "payments.sqlite"));
    for (const database of [ledger, payments]) database.exec("PRAGMA synchronous = OFF");
    return mutation.damage({
      ledger,
      payments,
      ...listAnswers(this.#history),
      terms: this.#terms,
      promotion: this.#terms.promotion ?? null,
      bugMs: this.#bugMs,
      offMs: this.#offMs,
      draw: buildUniformStream(seed, mutation.name.length),
    });
  }
}

/** What customers were told, as far as a way of damage chooses by it. */
function listAnswers(
  history: readonly CustomerHistory[],
): Pick<DamagedBooks, "shown" | "shownWithTotal" | "refusedKeys"> {
  const attempts = history.flatMap((customer) => customer.attempts).filter(isAcknowledged);
  const listNumbers = (answers: typeof attempts) => [
    ...new Set(answers.flatMap(({ orderNumber }) => (orderNumber === null ? [] : [orderNumber]))),
  ];
  const refused = [...buildKeyClaims(history).values()].filter((claim) => claim.attempts.every(isToldNo));
  return {
    shown: listNumbers(attempts),
    shownWithTotal: listNumbers(attempts.filter(({ totalCents }) => totalCents !== null)),
    refusedKeys: refused.map(({ key }) => key).filter((key) => key !== ""),
  };
}
