import assert from "node:assert/strict";
import { it } from "node:test";
import { loadIncident } from "../load-incident.ts";
import { computePaceLicence } from "../simulate/pace-licence.ts";
import { PaceLicences } from "./pace-licences.ts";

const loaded = loadIncident("smoke", null, false);
const drill = { loaded, pace: 60, seed: 1 };

it("the licence of a drill is the model's, worked out once for all drills that share it", async () => {
  const licences = new PaceLicences();
  const { signal } = new AbortController();
  let worked = 0;
  const get = (pace: number) => licences.get({ ...drill, pace }, signal, { onWork: () => worked++ });
  assert.deepEqual(await get(60), { licence: computePaceLicence(loaded.incident, 60, 1), carryingCapacity: null });
  await get(60);
  assert.equal(worked, 1);
  await get(90);
  assert.equal(worked, 2);
});

it("an interrupt ends the work at once, with no licence", async () => {
  const abort = new AbortController();
  const licence = new PaceLicences().get(drill, abort.signal, { onWork: () => abort.abort() });
  assert.deepEqual((await licence).licence, []);
});

it("an interrupt in mid-work ends it, too: what would have come next is not computed", async () => {
  const abort = new AbortController();
  const told: string[] = [];
  const tell = (next: string) => {
    told.push(next);
    abort.abort();
  };
  assert.deepEqual((await new PaceLicences().get(drill, abort.signal, { tell })).licence, []);
  assert.equal(told.length, 1);
});

it("the work tells what comes next, up to the last phase", async () => {
  const told: string[] = [];
  await new PaceLicences().get(drill, new AbortController().signal, { tell: (next) => told.push(next) });
  assert.match(told[0] ?? "", /^drill 1 of \d+ at 60x$/);
  assert.equal(told.at(-1), "phase after at 1x");
});
