// Books that are damaged show: 65 ways, 20 seeds, one at a time, on the books of an evening that a real shop and a real
// payment provider wrote. On a drill's own books: `node test/mutate-books.ts DIR`.
import assert from "node:assert/strict";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { computeDamage } from "../../harness/audit/damage.ts";
import { invariants } from "../../harness/audit/invariants/catalogue.ts";
import { readBooks } from "../../harness/audit/read-books.ts";
import { readAuditTerms } from "../../harness/judge/read-recording.ts";
import type { RunRecord } from "../../harness/record/run-record.ts";
import { mutations } from "./book-mutations/catalogue.ts";
import { type FinishedEvening, finishEvening } from "./book-mutations/finished-evening.ts";
import { FinishedDrill } from "./book-mutations/mutate-books.ts";
import type { Mutation } from "./book-mutations/mutation.ts";
import { runTilldrill } from "./run-tilldrill.ts";

const seeds = Array.from({ length: 20 }, (_, index) => index + 1);
const undamaged: Mutation = { name: "nothing", expects: "", damage: () => "nothing" };

let evening: FinishedEvening;
let drill: FinishedDrill;
let damaged: string;
before(async () => {
  damaged = mkdtempSync(join(tmpdir(), "tilldrill-damaged-"));
  evening = await finishEvening();
  drill = new FinishedDrill(evening.directory);
});
after(() => {
  evening[Symbol.dispose]();
  rmSync(damaged, { recursive: true, force: true });
});

/** Audits the evening under another record. */
function auditUnder(change: (recorded: RunRecord["recorded"]) => Partial<RunRecord["recorded"]>): string[] {
  const path = join(evening.directory, "record.json");
  const text = readFileSync(path, "utf8");
  const record = JSON.parse(text) as RunRecord;
  try {
    writeFileSync(path, JSON.stringify({ ...record, recorded: { ...record.recorded, ...change(record.recorded) } }));
    return new FinishedDrill(evening.directory).audit();
  } finally {
    writeFileSync(path, text);
  }
}

describe("the audit of an evening's books", () => {
  it("is silent on the books as they are, and on copies that nobody damaged", () => {
    assert.deepEqual(drill.audit(), []);
    for (const seed of seeds) assert.deepEqual(drill.mutate(undamaged, seed).found, []);
  });

  for (const mutation of mutations) {
    it(`names ${mutation.expects} with each of ${seeds.length} seeds when: ${mutation.name}`, () => {
      for (const seed of seeds) {
        const { did, found } = drill.mutate(mutation, seed);
        assert.notEqual(did, null, "there is nothing to damage");
        assert.ok(found.includes(mutation.expects), `seed ${seed}, ${did}: found ${found.join(", ") || "nothing"}`);
      }
    });
  }

  it("takes the bug's discounts for damage while the bug was in, and for violations where the record knows of none", () => {
    const books = readBooks(evening.directory);
    const damage = computeDamage(evening.history, books, readAuditTerms(evening.directory));
    assert.ok(damage !== null);
    // What customers came for is known to them and to this test, and to neither the shop nor the audit.
    const wishes = new Map(
      evening.history.flatMap(({ population, attempts }) => attempts.map(({ key }) => [key, population])),
    );
    const countDiscounts = (wish: string) =>
      books.orders.filter(({ key, details }) => details?.discountCents !== 0 && wishes.get(key)?.startsWith(wish))
        .length;
    assert.deepEqual([damage.byTrick.uses, damage.byBanner.uses], [countDiscounts("trick"), countDiscounts("banner")]);
    assert.ok(damage.byTrick.uses > 30 && damage.byBanner.uses > 15);
    assert.equal(damage.sunk.uses + damage.recovered.uses + damage.recoverable.uses, damage.undeserved.uses);
    assert.ok(damage.sunk.uses > 0 && damage.recovered.uses > 0 && damage.freeOrders > 0);
    assert.deepEqual(
      auditUnder(() => ({ changeLog: [] })),
      ["wrong-discount"],
    );
  });

  it("has a way to break each rule of the guide", () => {
    const guide = readFileSync(new URL("../../docs/audit.md", import.meta.url), "utf8");
    const rules = [...guide.matchAll(/^\| (`[a-z`, -]+`) \|/gm)].flatMap(
      ([, names = ""]) => names.match(/[a-z-]+/g) ?? [],
    );
    assert.ok(rules.length > 30 && invariants.every(({ name }) => rules.includes(name)));
    const expected = new Set(mutations.map(({ expects }) => expects));
    assert.deepEqual(
      rules.filter((name) => !expected.has(name)),
      [],
    );
  });

  it("says nothing of discounts where the record does not tell what the shop was told of its vouchers", () => {
    assert.deepEqual(
      auditUnder(({ promotion: _, ...rest }) => ({ ...rest, promotion: undefined as never, changeLog: [] })),
      [],
    );
  });

  it("is what the command says: it prints the damage beside it, and ends with 0", async () => {
    const { stdout, exitCode } = await runTilldrill(["audit", "."], { cwd: evening.directory });
    assert.match(stdout, /^no violation\ndamage +\d+ orders, \d+ cents$/m);
    assert.equal(exitCode, 0);
  });

  it("is what the command says of damaged books, too: it names the rule, and ends with 10", async () => {
    for (const file of ["orders.jsonl", "record.json"])
      copyFileSync(join(evening.directory, file), join(damaged, file));
    const mutation = mutations.find(({ expects }) => expects === "held-by-nobody") as Mutation;
    assert.notEqual(drill.damageCopy(damaged, mutation, 1), null);
    const { stdout, exitCode } = await runTilldrill(["audit", "."], { cwd: damaged });
    assert.match(stdout, /^violation of held-by-nobody: the attempt at order T-9999-000000 is over and still holds /m);
    assert.equal(exitCode, 10);
  });
});
