import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { after, beforeEach, describe, it } from "node:test";
import { Command } from "commander";
import { buildAttempt, buildCustomer } from "../audit/history.fixture.ts";
import { judgeRecording } from "../judge/judge-recording.ts";
import { buildRecorded, buildRecording } from "../judge/recording.fixture.ts";
import { renderOrderLines } from "../record/order-lines.ts";
import { addAuditCommand } from "./audit.ts";
import type { CommandContext } from "./context.ts";

const directory = mkdtempSync(join(tmpdir(), "tilldrill-audit-"));
after(() => rmSync(directory, { recursive: true, force: true }));

function writeBooks(name: string, sql: string): void {
  const path = join(directory, name);
  rmSync(path, { force: true });
  using database = new DatabaseSync(path);
  database.exec(sql);
}

function writeRecord(changes: Parameters<typeof buildRecorded>[0] = {}): void {
  const record = judgeRecording(buildRecording({ recorded: buildRecorded(changes) }));
  writeFileSync(join(directory, "record.json"), JSON.stringify(record));
}

beforeEach(() => {
  const history = [buildCustomer({ attempts: [buildAttempt()] })];
  writeFileSync(join(directory, "orders.jsonl"), renderOrderLines(history));
  writeRecord();
  writeBooks(
    "ledger.sqlite",
    `CREATE TABLE orders (order_number TEXT PRIMARY KEY, idempotency_key TEXT, account TEXT, total_cents INTEGER,
       currency TEXT, state TEXT, payment_id TEXT, placed_at_ms INTEGER);
     INSERT INTO orders VALUES ('A-1', 'key-1', 'a@example.com', 5200, 'USD', 'paid', 'P-1', 0);`,
  );
  writeBooks(
    "payments.sqlite",
    `CREATE TABLE payments (order_number TEXT, payment_id TEXT PRIMARY KEY, idempotency_key TEXT, state TEXT,
       authorized_cents INTEGER, captured_cents INTEGER, refunded_cents INTEGER, created_at_ms INTEGER);
     INSERT INTO payments VALUES ('A-1', 'P-1', 'key-1', 'captured', 5200, 5200, 0, 0);`,
  );
});

async function audit(...options: readonly string[]) {
  const told = { stdout: "", stderr: "", exitCode: 0 };
  const context = {
    stdout: { write: (text: string) => (told.stdout += text) },
    stderr: { write: (text: string) => (told.stderr += text) },
    exitWith: (code: number) => {
      told.exitCode = code;
    },
  };
  const program = new Command().exitOverride();
  addAuditCommand(program, context as unknown as CommandContext);
  await program.parseAsync(["audit", directory, ...options], { from: "user" });
  return told;
}

const listed =
  /^not judged, for want of what the record tells: reserved-not-released, payment-in-books, held-by-nobody, deferred-overdue, currency, voucher-value, /m;

describe("an audit", () => {
  it("ends with 0 and says nothing more where the record tells what its rules need", async () => {
    const { stdout, stderr, exitCode } = await audit("--json");
    assert.deepEqual([stderr, exitCode], ["", 0]);
    assert.deepEqual(Object.keys(JSON.parse(stdout)), ["audit", "money"]);
  });

  it("names the rules that it could not judge, and ends with 11, where the record was changed or is gone", async () => {
    writeFileSync(join(directory, "record.json"), "{}");
    const changed = await audit();
    assert.match(changed.stdout, /no violation/);
    assert.match(changed.stderr, /^record\.json cannot be understood at /);
    assert.match(changed.stderr, listed);
    rmSync(join(directory, "record.json"));
    const gone = await audit("--json");
    assert.match(gone.stderr, /has no record\.json that can be read/);
    assert.match(gone.stderr, listed);
    const { money, notJudged } = JSON.parse(gone.stdout);
    assert.deepEqual([money, notJudged.length], [null, 10]);
    assert.deepEqual([changed.exitCode, gone.exitCode], [11, 11]);
  });

  it("ends with 10 where a rule is violated, whatever could not be judged", async () => {
    writeFileSync(join(directory, "record.json"), "{}");
    writeBooks(
      "ledger.sqlite",
      "CREATE TABLE orders (order_number TEXT, idempotency_key TEXT, account TEXT, total_cents INTEGER, currency TEXT, state TEXT, payment_id TEXT, placed_at_ms INTEGER)",
    );
    const { stdout, stderr, exitCode } = await audit();
    assert.match(stdout, /violation of lost/);
    assert.match(stderr, listed);
    assert.equal(exitCode, 10);
  });

  it("says which rules wait for a drill that ended before it was settled, and ends with 0", async () => {
    writeRecord({ warnings: ["2 payments were still to be captured, voided or refunded when the drill ended"] });
    const { stderr, exitCode } = await audit();
    const rules = "reserved-not-released, payment-in-books, held-by-nobody";
    assert.equal(stderr, `not judged, for the drill ended before it was settled: ${rules}\n`);
    assert.equal(exitCode, 0);
  });
});
