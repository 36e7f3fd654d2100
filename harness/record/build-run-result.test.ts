import assert from "node:assert/strict";
import { test } from "node:test";
import { judgeRecording } from "../judge/judge-recording.ts";
import { buildRecording } from "../judge/recording.fixture.ts";
import { buildRunResult } from "./build-run-result.ts";

const record = { ...judgeRecording(buildRecording({})), verdict: "pass" as const };

test("a run passes when all its drills did", () => {
  assert.equal(buildRunResult([{ record, directory: "a" }], ".", 0).verdict, "pass");
});

test("a run that lacks a drill never passes", () => {
  assert.equal(buildRunResult([{ record, directory: "a" }], ".", 69, false).verdict, "inconclusive");
});

test("a run's drills have the contract's fields alone, and the directory as the reader can use it", () => {
  const [drill] = buildRunResult([{ record, directory: "drills/a" }], ".", 0).drills;
  assert.equal(drill?.directory, "drills/a");
  assert.ok(drill !== undefined && !("recorded" in drill));
});
