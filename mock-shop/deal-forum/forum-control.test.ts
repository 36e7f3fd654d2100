import assert from "node:assert/strict";
import { test } from "node:test";
import { buildForumControlApp } from "./control-app.ts";
import { openForumScene } from "./forum-scene.fixture.ts";

const token = "a-control-token";
const headers = { authorization: `Bearer ${token}` };

test("the control API asks for its token on every path", async () => {
  await using scene = await openForumScene();
  const forum = await scene.open();
  const control = buildForumControlApp(forum.deals, token, 500);
  for (const url of ["/control/state", "/control/health", "/nowhere"]) {
    assert.equal((await control.inject(url)).statusCode, 401, url);
    assert.equal((await control.inject({ url, headers: { authorization: "Bearer wrong" } })).statusCode, 401, url);
  }
  assert.equal((await control.inject({ url: "/control/health", headers })).statusCode, 200);
  assert.equal((await control.inject({ url: "/nowhere", headers })).statusCode, 404);
  await forum.close();
});

test("its state is nothing before the first post, then the heat of the hottest deal and counts, raw and in people", async () => {
  await using scene = await openForumScene(500);
  const forum = await scene.open();
  const control = buildForumControlApp(forum.deals, token, 500);
  const readState = async () => (await control.inject({ url: "/control/state", headers })).json();
  const nothing = { heat: 0, posts: 0, votes: 0, measurements: 0, weightedPosts: 0, dealCount: 0, deals: [] };
  assert.deepEqual(await readState(), nothing);
  await forum.deals.open("A cold deal", "ann", "fails", "no");
  await forum.deals.open("A hot deal", "bob", "works", "yes");
  await forum.deals.vote("d-2", "ann", "hot");
  const state = await readState();
  assert.deepEqual([state.posts, state.votes, state.weightedPosts, state.dealCount], [2, 1, 1_000, 2]);
  assert.deepEqual(
    state.deals.map(({ id }: { id: string }) => id),
    ["d-2", "d-1"],
  );
  assert.equal(state.heat, state.deals[0].heat);
  assert.ok(state.heat > 0);
  await forum.close();
});
