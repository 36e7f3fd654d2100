// The commands that print: JSON where asked for, help with an example, no escape codes where nobody looks.
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { describe, it, test } from "node:test";
import { z } from "zod";
import { exitCodes } from "../../harness/errors.ts";
import { runComparisonSchema } from "../../harness/record/comparison.ts";
import { runResultSchema } from "../../harness/record/drill-result.ts";
import { listProcesses } from "./drill-processes.ts";
import { runTilldrill, startTilldrill } from "./run-tilldrill.ts";
import { waitUntil } from "./wait-until.ts";
import { findRunDirectory, makeWorkingDirectory, readRecord } from "./working-directory.ts";

const cwd = makeWorkingDirectory();
const commands = ["run", "list", "plan", "report", "judge", "audit", "shop", "doctor", "schema"];
const escapeCode = new RegExp(String.fromCharCode(27));

async function readJson(...args: string[]) {
  const { exitCode, stdout, stderr } = await runTilldrill(args, { cwd });
  // What takes a while says so on stderr, and nothing else does.
  assert.deepEqual([exitCode, stderr.replaceAll(/^pace licence[:,] .*\n/gm, "")], [0, ""]);
  return JSON.parse(stdout);
}

test("the main help lists every command and every exit code", async () => {
  const { exitCode, stdout } = await runTilldrill(["--help"], { cwd });
  assert.equal(exitCode, 0);
  for (const name of commands) assert.match(stdout, new RegExp(`^ {2}${name} `, "m"));
  for (const { code, meaning } of exitCodes) assert.ok(stdout.includes(`${String(code).padStart(5)}  ${meaning}\n`));
});

describe("each command's help has an example", () => {
  for (const name of commands)
    it(name, async () => {
      const { exitCode, stdout } = await runTilldrill([name, "--help"], { cwd });
      assert.equal(exitCode, 0);
      assert.match(stdout, new RegExp(`\nExamples?:\n {2}tilldrill ${name}`));
      assert.doesNotMatch(stdout, escapeCode);
      assert.doesNotMatch(stdout, /--test-/);
    });
});

test("`list --json` names incidents, variants, causes and defences", async () => {
  const { incidents } = await readJson("list", "--json");
  const [outage, deal, smoke] = incidents;
  assert.deepEqual(
    incidents.map(({ name, inDefaultRun }: { name: string; inDefaultRun: boolean }) => [name, inDefaultRun]),
    [
      ["checkout-outage", true],
      ["viral-deal", true],
      ["smoke", false],
    ],
  );
  assert.deepEqual(deal.defences.at(-1), { name: "voucher-revalidation", kind: "preventive" });
  assert.deepEqual([outage.variants, smoke.variants], [["as-it-happened", "defended"], ["as-it-happened"]]);
  assert.deepEqual(
    outage.causes.map(({ name }: { name: string }) => name),
    ["config-change", "hung-provider", "exhausted-pool"],
  );
  assert.deepEqual(outage.defences.at(-1), { name: "auto-rollback", kind: "preventive" });
  assert.ok(smoke.otherDefences.some(({ name }: { name: string }) => name === "circuit-breaker"));
});

test("`schema` prints the JSON Schema of what `run --json` prints", async () => {
  assert.deepEqual(await readJson("schema"), z.toJSONSchema(runResultSchema));
});

test("`schema comparison` prints the JSON Schema of comparison.json", async () => {
  assert.deepEqual(await readJson("schema", "comparison"), z.toJSONSchema(runComparisonSchema));
});

test("`plan --json` says what the drill would do", async () => {
  const plan = await readJson("plan", "checkout-outage", "--json");
  assert.deepEqual([plan.share, plan.weight, plan.seed], [0.4, 500, 1]);
  assert.ok(plan.wallSeconds < 180);
  assert.equal(plan.facts.length, 13);
});

test("`plan` accepts short phases when it is told to, and says so", async () => {
  const { exitCode, stdout } = await runTilldrill(["plan", "smoke", "--pace", "600", "--allow-short-phases"], { cwd });
  assert.equal(exitCode, 0);
  assert.match(stdout, /calm .*too short: latency inconclusive/);
  assert.doesNotMatch(stdout, escapeCode);
});

test("`doctor --json` finds what a drill needs on a machine that can test drills", async () => {
  const { ok, checks } = await readJson("doctor", "--json");
  assert.equal(ok, true, JSON.stringify(checks, null, 1));
});

test("printing commands make nothing in the working directory", () => {
  assert.deepEqual(readdirSync(cwd), []);
});

test("`shop` opens on a port of its own choice, and Ctrl-C closes it without a trace", async () => {
  const shop = startTilldrill(["shop", "--port", "0"], { cwd });
  const origin = await new Promise<string>((resolve) =>
    shop.child.stdout.on("data", (text: string) => resolve(/http:\S+/.exec(text)?.[0] ?? "")),
  );
  assert.match(await (await fetch(origin)).text(), /<form|<a /);
  shop.interrupt();
  assert.equal((await shop.ended).exitCode, 130);
  assert.deepEqual([listProcesses(shop.mark), readdirSync(cwd)], [[], []]);
});

test("a reader that goes away after the first line does not disturb the drill", async () => {
  const drill = startTilldrill(["run", "smoke", "--pace", "90", "--allow-short-phases"], { cwd });
  await waitUntil("a first line", () => drill.readStderr().includes("\n"));
  drill.child.stdout.destroy();
  drill.child.stderr.destroy();
  assert.equal((await drill.ended).exitCode, 0);
  const record = readRecord(findRunDirectory(cwd) as string);
  assert.deepEqual([record.verdict, record.recorded.complete], ["pass", true]);
});
