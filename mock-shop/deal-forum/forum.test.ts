import assert from "node:assert/strict";
import { test } from "node:test";
import { openForumScene } from "./forum-scene.fixture.ts";

const deal = { author: "ann@example.test", title: "Ten off everything", says: "works", text: "it stays" };
const post = { author: "bob", says: "works", text: "for me too" };

test("the first report opens a deal; who comes with the same title is shown the deal that there is", async () => {
  await using scene = await openForumScene();
  const forum = await scene.open();
  const open = (payload: object) => forum.app.inject({ method: "POST", url: "/api/deals", payload });
  const first = await open(deal);
  const second = await open({ ...deal, author: "bob", title: " ten OFF  everything" });
  assert.deepEqual([first.statusCode, second.statusCode], [201, 200]);
  assert.equal(first.json().id, second.json().id);
  const { deals } = (await forum.app.inject("/api/deals")).json();
  assert.deepEqual(
    deals.map(({ title, posts, votes, advice }: Record<string, unknown>) => [title, posts, votes, advice]),
    [["Ten off everything", 1, 0, "dead"]],
  );
  await forum.close();
});

test("many who report a deal at once open one, and a post or vote counts when it is in the books", async () => {
  await using scene = await openForumScene();
  const forum = await scene.open();
  const opened = await Promise.all(
    Array.from({ length: 20 }, () => forum.deals.open(deal.title, deal.author, "works", deal.text)),
  );
  assert.equal(opened.filter((answer) => answer !== "full" && answer.isNew).length, 1);
  assert.deepEqual(forum.deals.counts, { deals: 1, posts: 1, votes: 0, measurements: 0 });
  await forum.books.close();
  await assert.rejects(forum.deals.post("d-1", "bob", "works", "late"));
  await assert.rejects(forum.deals.vote("d-1", "bob", "hot"));
  await assert.rejects(forum.deals.open("another", "bob", "works", "late"));
  assert.deepEqual(forum.deals.counts, { deals: 1, posts: 1, votes: 0, measurements: 0 });
  await forum.close();
});

test("the same words at the same incident minutes give the same heat at any pace", async () => {
  const heats: number[][] = [];
  for (const pace of [60, 600]) {
    await using scene = await openForumScene(500, pace);
    const forum = await scene.open();
    const opened = await forum.deals.open(deal.title, deal.author, "works", deal.text);
    assert.ok(opened !== "full");
    const { id } = opened.view;
    const read: number[] = [];
    for (let step = 0; step < 5; step += 1) {
      await forum.deals.vote(id, `reader-${step}`, "hot");
      await forum.deals.post(id, `reader-${step}`, step < 3 ? "works" : "fails", "said");
      scene.clock.advance((5 * 60_000) / pace);
      read.push(Number(forum.deals.find(id)?.heat.toFixed(12)));
    }
    heats.push(read);
    await forum.close();
  }
  assert.deepEqual(heats[0], heats[1]);
  assert.ok((heats[0]?.[2] ?? 0) > (heats[0]?.[4] ?? 1));
});

test("posts and votes make it hot; an author has one vote a deal, the last one", async () => {
  await using scene = await openForumScene(500);
  const forum = await scene.open();
  const send = (url: string, payload: object) => forum.app.inject({ method: "POST", url, payload });
  const { id } = (await send("/api/deals", deal)).json();
  const vote = (author: string, direction: string) => send(`/api/deals/${id}/votes`, { author, direction });
  for (const author of ["a", "b", "c"]) await vote(author, "hot");
  await send(`/api/deals/${id}/posts`, post);
  const hot = (await forum.app.inject(`/api/deals/${id}`)).json();
  assert.deepEqual([hot.votes, hot.posts, hot.advice], [3, 2, "trick"]);
  assert.ok(hot.heat > 0.1 && hot.heat < 0.6);
  assert.equal((await vote("a", "hot")).json().votes, 3);
  assert.equal((await vote("a", "cold")).json().votes, 1);
  assert.ok((await forum.app.inject(`/api/deals/${id}`)).json().heat < hot.heat);
  await forum.close();
});

test("a post is in the books when it is answered, and a forum opened again is as hot as it was", async () => {
  await using scene = await openForumScene(500);
  const before = await scene.open();
  const send = (url: string, payload: object) => before.app.inject({ method: "POST", url, payload });
  const { id } = (await send("/api/deals", deal)).json();
  await send(`/api/deals/${id}/votes`, { author: "bob", direction: "hot" });
  scene.clock.advance(20_000);
  await send(`/api/deals/${id}/posts`, post);
  scene.clock.advance(5_000);
  const said = (await before.app.inject(`/api/deals/${id}`)).json();
  await before.close();
  const after = await scene.open();
  assert.deepEqual((await after.app.inject(`/api/deals/${id}`)).json(), said);
  assert.deepEqual(
    (await after.deals.readPage(id, undefined, 10)).posts.map(({ author, says, text }) => [author, says, text]),
    [
      ["ann@example.test", "works", "it stays"],
      ["bob", "works", "for me too"],
    ],
  );
  await after.close();
});

test("each incident minute the books are told how hot it is", async () => {
  await using scene = await openForumScene(500);
  const forum = await scene.open();
  forum.deals.startMeasuring();
  await forum.app.inject({ method: "POST", url: "/api/deals", payload: deal });
  for (let minute = 0; minute < 3; minute += 1) scene.clock.advance(1_000);
  assert.equal(forum.deals.counts.measurements, 3);
  await forum.close();
  const again = await scene.open();
  assert.equal(again.deals.counts.measurements, 3);
  await again.close();
});

test("what is missing, too long, of another kind or about no deal is refused with its reason, and changes nothing", async () => {
  await using scene = await openForumScene();
  const forum = await scene.open();
  const { id } = (await forum.app.inject({ method: "POST", url: "/api/deals", payload: deal })).json();
  const bad: [string, object][] = [
    ["/api/deals", {}],
    ["/api/deals", { ...deal, title: "x" }],
    ["/api/deals", { ...deal, title: "x".repeat(121) }],
    ["/api/deals", { ...deal, more: 1 }],
    [`/api/deals/${id}/posts`, { ...post, says: "maybe" }],
    [`/api/deals/${id}/posts`, { ...post, text: "x".repeat(501) }],
    [`/api/deals/${id}/posts`, { ...post, author: "" }],
    [`/api/deals/${id}/votes`, { author: "a", direction: "up" }],
    [`/api/deals/${id}/votes`, { author: ["a"], direction: "hot" }],
  ];
  for (const [url, payload] of bad) {
    const { statusCode, body } = await forum.app.inject({ method: "POST", url, payload });
    assert.equal(statusCode, 400, url);
    assert.ok(JSON.parse(body).problems.length > 0);
  }
  const nowhere = await forum.app.inject("/api/nowhere");
  assert.deepEqual([nowhere.statusCode, nowhere.json()], [404, { problems: ["no such path"] }]);
  const unknown = await forum.app.inject({ method: "POST", url: "/api/deals/d-9/posts", payload: post });
  const foreign = {
    method: "POST",
    url: `/api/deals/${id}/posts`,
    payload: post,
    headers: { "sec-fetch-site": "cross-site" },
  } as const;
  assert.deepEqual([unknown.statusCode, (await forum.app.inject(foreign)).statusCode], [404, 403]);
  assert.deepEqual(forum.deals.counts, { deals: 1, posts: 1, votes: 0, measurements: 0 });
  await forum.close();
});

test("people post and vote by plain forms, the newest page comes first, and no text becomes markup", async () => {
  await using scene = await openForumScene();
  const forum = await scene.open();
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  const submit = (url: string, fields: Record<string, string>) =>
    forum.app.inject({ method: "POST", url, headers, payload: new URLSearchParams(fields).toString() });
  const hostile = { ...deal, title: "<b>bold</b> deal", text: "<script>alert(1)</script>" };
  const opened = await submit("/deals", hostile);
  assert.equal(opened.statusCode, 303);
  const address = String(opened.headers.location);
  for (let index = 1; index <= 30; index += 1) await submit(`${address}/posts`, { ...post, text: `post ${index}` });
  assert.equal((await submit(`${address}/votes`, { author: "bob", direction: "hot" })).statusCode, 303);
  const newest = (await forum.app.inject(address)).body;
  assert.ok(newest.includes("post 30") && !newest.includes("alert(1)"));
  const oldest = (await forum.app.inject(`${address}?page=1`)).body;
  assert.ok(oldest.includes("&lt;script&gt;alert(1)&lt;/script&gt;") && !oldest.includes("<script"));
  assert.ok(oldest.includes("&lt;b&gt;bold&lt;/b&gt; deal") && !oldest.includes("ann@example.test"));
  assert.ok((await forum.app.inject("/")).body.includes(`href="${address}"`));
  assert.equal((await submit("/deals", { ...hostile, text: "found it too" })).headers.location, address);
  assert.ok((await forum.app.inject(address)).body.includes("found it too"));
  const broken = await submit("/deals", { ...deal, title: "" });
  assert.deepEqual([broken.statusCode, broken.body.includes('role="alert"')], [400, true]);
  assert.equal((await forum.app.inject("/deals/d-9")).statusCode, 404);
  await submit(`${address}/posts`, { ...post, author: "n".repeat(41) });
  await submit(`${address}/posts`, { ...post, author: "@" });
  const names = (await forum.app.inject(address)).body;
  assert.ok(
    names.includes(`>${"n".repeat(40)}…<`) && names.includes(">somebody<") && names.includes("1 vote, 34 posts"),
  );
  await forum.close();
});
