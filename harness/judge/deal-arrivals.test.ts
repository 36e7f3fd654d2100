import assert from "node:assert/strict";
import { test } from "node:test";
import { countDealArrivals } from "./deal-arrivals.ts";
import { judgeRecording } from "./judge-recording.ts";
import { buildRecorded, buildRecording } from "./recording.fixture.ts";

test("deal readers who came are counted by whole minute, in order of time; nobody else is", () => {
  const arrivals = countDealArrivals([
    { population: "deal-readers", cameMinute: 41.9 },
    { population: "deal-readers", cameMinute: 30.2 },
    { population: "deal-readers", cameMinute: 41 },
    { population: "deal-readers", cameMinute: null },
    { population: "buyers", cameMinute: 41.5 },
    { population: "hunters", cameMinute: 30 },
  ]);
  assert.deepEqual(arrivals, [
    [30, 1],
    [41, 2],
  ]);
});

test("a judged record has them beside what its forum's books hold, and nothing where it had no forum", () => {
  const forum = { posts: 2, votes: 1, firstPostMinute: 1, heat: [] };
  const { recorded } = judgeRecording(buildRecording({ recorded: buildRecorded({ forum }) }));
  assert.deepEqual(recorded.forum, { ...forum, dealArrivals: [] });
  assert.ok(!("forum" in judgeRecording(buildRecording()).recorded));
});
