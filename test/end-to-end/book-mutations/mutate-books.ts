// Damages copies of a finished drill's books, one way at a time, and asks the audit what it finds.
import { copyFileSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { auditOrders } from "../../../harness/audit/audit-orders.ts";
import type { AuditTerms } from "../../../harness/audit/audit-terms.ts";
import { buildBookTerms } from "../../../harness/audit/book-terms.ts";
import { isAcknowledged } from "../../../harness/audit/order-claims.ts";
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

  constructor(directory: string) {
    this.#directory = directory;
    this.#history = readHistory(directory);
    this.#terms = readAuditTerms(directory);
    const { promotion } = buildBookTerms(this.#history, readBooks(directory), this.#terms);
    const periods = promotion?.bugPeriods?.map(({ fromMs, untilMs }) => [fromMs, untilMs] as const);
    this.#bugMs = periods ?? [[Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]];
  }

  /** What the audit finds in the untouched books. */
  audit(directory = this.#directory): string[] {
    const { violations } = auditOrders(this.#history, readBooks(directory), this.#terms);
    return violations.map(({ invariant }) => invariant);
  }

  mutate(mutation: Mutation, seed: number): Mutant {
    const copy = mkdtempSync(join(tmpdir(), "tilldrill-mutant-"));
    try {
      for (const name of [...bookFiles, ...bookFiles.map((file) => `${file}-wal`)])
        if (existsSync(join(this.#directory, name))) copyFileSync(join(this.#directory, name), join(copy, name));
      const did = this.#damage(copy, mutation, seed);
      return { did, found: did === null ? [] : this.audit(copy) };
    } finally {
      rmSync(copy, { recursive: true, force: true });
    }
  }

  #damage(copy: string, mutation: Mutation, seed: number): string | null {
    using ledger = new DatabaseSync(join(copy, "ledger.sqlite"));
    using payments = new DatabaseSync(join(copy, "payments.sqlite"));
    for (const database of [ledger, payments]) database.exec("PRAGMA synchronous = OFF");
    const attempts = this.#history.flatMap((customer) => customer.attempts).filter(isAcknowledged);
    const numbers = attempts.flatMap(({ orderNumber }) => (orderNumber === null ? [] : [orderNumber]));
    return mutation.damage({
      ledger,
      payments,
      shown: [...new Set(numbers)],
      terms: this.#terms,
      promotion: this.#terms.promotion ?? null,
      bugMs: this.#bugMs,
      draw: buildUniformStream(seed, mutation.name.length),
    });
  }
}
