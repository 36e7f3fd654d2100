import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { openForumScene } from "../../mock-shop/deal-forum/forum-scene.fixture.ts";
import { readForum } from "./read-forum.ts";

test("a forum's own books are read: posts, votes, the first post, the hottest deal minute by minute", async () => {
  await using scene = await openForumScene(500);
  const forum = await scene.open();
  const openedMs = scene.clock.nowMs();
  forum.deals.startMeasuring();
  scene.clock.advance(500);
  await forum.deals.open("A cold deal", "ann", "question", "does it work?");
  await forum.deals.open("A hot deal", "bob", "works", "it does");
  await forum.deals.post("d-2", "cid", "fails", "not for me");
  await forum.deals.post("d-2", "dan", "works", "for me too");
  await forum.deals.vote("d-2", "dan", "cold");
  await forum.deals.vote("d-2", "dan", "hot");
  scene.clock.advance(1_500);
  const hottest = forum.deals.find("d-2")?.heat;
  await forum.close();
  const { posts, votes, firstPostMs, heat } = readForum(scene.booksPath);
  assert.deepEqual({ posts, votes, firstPostMs }, { posts: 4, votes: 1, firstPostMs: openedMs + 500 });
  assert.deepEqual(
    heat.map(([atMs]) => atMs - openedMs),
    [1_000, 2_000],
  );
  assert.equal(heat[1]?.[1], hottest);
});

test("a forum in which nobody spoke has no first post and no heat", async () => {
  await using scene = await openForumScene();
  await (await scene.open()).close();
  const nothing = { posts: 0, votes: 0, firstPostMs: null, heat: [] };
  assert.deepEqual(readForum(scene.booksPath), nothing);
});

test("a file that is no forum's books is refused", async () => {
  const directory = await mkdtemp(join(tmpdir(), "tilldrill-forum-"));
  const path = join(directory, "forum.sqlite");
  await writeFile(path, "no books");
  assert.throws(() => readForum(path), /not a database/);
  assert.throws(() => readForum(join(directory, "none.sqlite")), /unable to open/);
  await rm(directory, { recursive: true });
});
