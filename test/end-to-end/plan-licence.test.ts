// `tilldrill plan` and its pace licence, as a person and as a program gets it.
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { test } from "node:test";
import { runTilldrill, startTilldrill } from "./run-tilldrill.ts";
import { waitUntil } from "./wait-until.ts";
import { makeWorkingDirectory } from "./working-directory.ts";

const cwd = makeWorkingDirectory();

test("`plan --json` has a licence of seven figures for each phase, and nothing else on stdout", async () => {
  const { exitCode, stdout } = await runTilldrill(["plan", "smoke", "--json"], { cwd });
  assert.equal(exitCode, 0);
  const { licence } = JSON.parse(stdout);
  assert.deepEqual([...new Set(licence.map(({ phase }: { phase: string }) => phase))], ["calm", "outage", "after"]);
  assert.equal(licence.length, 21);
  assert.deepEqual(Object.keys(licence[0]).sort(), ["atOne", "atPace", "figure", "licence", "phase", "unit", "why"]);
});

test("`plan` prints the licence as a table, of the cause that is named", async () => {
  const args = ["plan", "checkout-outage", "--cause", "hung-provider"];
  const { exitCode, stdout } = await runTilldrill(args, { cwd });
  assert.equal(exitCode, 0);
  assert.match(stdout, /, by hung-provider/);
  assert.match(stdout, /^phase +order-shares +browse-shares +utilisation +queueing +latency +counts +money$/m);
  assert.match(stdout, /^precursors +faithful +faithful +faithful +no +faithful +scaled +scaled$/m);
  // Every call of the outage waits for the payment deadline: at 200x that bends journeys.
  assert.match(stdout, /^outage +latency +.*distortion/m);
});

test("`plan` refuses a cause that there is not, and names those that there are", async () => {
  const { exitCode, stderr } = await runTilldrill(["plan", "checkout-outage", "--cause", "sabotage"], { cwd });
  assert.equal(exitCode, 64);
  assert.match(stderr, /expected config-change, hung-provider, exhausted-pool, got sabotage/);
});

test("Ctrl-C gives the plan up: 130, nothing on stdout, and what was still to be computed is not", async () => {
  const plan = startTilldrill(["plan", "checkout-outage", "--pace", "5"], { cwd });
  await waitUntil("the simulation runs", () => plan.readStderr().includes("pace licence, in virtual time"));
  plan.interrupt();
  const { exitCode, signal, stdout, stderr } = await plan.ended;
  assert.deepEqual([exitCode, signal, stdout], [130, null, ""]);
  assert.match(stderr, /\ninterrupted: the plan is given up; /);
  assert.doesNotMatch(stderr, /phase morning at 1x|bug|cause:/);
  assert.deepEqual(readdirSync(cwd), []);
});
