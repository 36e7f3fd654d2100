import assert from "node:assert/strict";
import { test } from "node:test";
import { loadIncident } from "../load-incident.ts";
import { listTestWarnings } from "./test-warnings.ts";

const loaded = loadIncident("smoke", null, false);

test("a drill without test options has nothing to warn of", () => {
  assert.deepEqual(listTestWarnings({ loaded, test: { leaveOutFaults: false, vus: null } }), []);
});

test("each test option is named in the record", () => {
  const without = { ...loaded, selection: { ...loaded.selection, without: "the-fault" as const } };
  const options = { leaveOutFaults: true, vus: 3, entry: "e.ts", shop: "copy", phases: true };
  assert.deepEqual(listTestWarnings({ loaded: without, test: options }), [
    "test option: the faults were left out of the time line",
    "test option: the load generator had 3 virtual users",
    "test option: another k6 script was run",
    "test option: another shop was started, not the one of this version",
    "test option: phases were left out or had other lengths than the incident's",
    "test option: the mechanism the-fault was switched off",
  ]);
});
