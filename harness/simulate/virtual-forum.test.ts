import assert from "node:assert/strict";
import { test } from "node:test";
import { DealHeat } from "../../mock-shop/rules/heat.ts";
import { openVirtualForum } from "./virtual-forum.ts";

test("a later vote of an author takes the earlier one's place, and the same once more changes nothing", () => {
  const forum = openVirtualForum(1000);
  const alone = new DealHeat(1000);
  for (const author of ["a", "b"]) {
    forum.report(0, author, { says: "works", vote: "hot" });
    alone.addPost("works", 0);
  }
  forum.report(5, "a", { says: null, vote: "hot" });
  forum.report(9, "b", { says: null, vote: "cold" });
  alone.addVote("hot", 0);
  alone.addVote("cold", 9);
  assert.ok(Math.abs(forum.look(10).heat - alone.read(10).heat) < 1e-12);
  forum.report(11, "b", { says: null, vote: "hot" });
  assert.ok(forum.look(11).heat > 0.1);
});
