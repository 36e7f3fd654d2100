import assert from "node:assert/strict";
import { once } from "node:events";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { endProcess, startProcess } from "../testing/start-process.ts";
import { createTemporaryDirectory } from "../testing/temporary-directory.ts";

const main = "./deal-forum/main.ts";
const deal = { title: "Ten off everything", author: "ann", says: "works", text: "it stays" };

function configure(directory: string) {
  return {
    ...{ host: "127.0.0.1", port: 0, controlPort: 0, controlToken: "a-control-token", seed: 1 },
    ...{ booksPath: join(directory, "forum.sqlite"), pace: 72, peoplePerVisitor: 72 },
  };
}

function send(origin: string, path: string, fields: object): Promise<Response> {
  const headers = { "content-type": "application/json" };
  return fetch(`${origin}/api/deals${path}`, { method: "POST", body: JSON.stringify(fields), headers });
}

async function terminate(child: Parameters<typeof endProcess>[0]): Promise<number | null> {
  child.kill("SIGTERM");
  const [code] = (await once(child, "exit")) as [number | null];
  return code;
}

for (const [how, end] of [
  ["standard input ends", endProcess],
  ["SIGTERM comes", terminate],
] as const) {
  test(`the forum ends with 0 when ${how}, and leaves one file of books`, async () => {
    await using directory = await createTemporaryDirectory();
    const { child, ready } = await startProcess(main, configure(directory.path));
    assert.equal((await send(ready.origin, "", deal)).status, 201);
    const headers = { authorization: "Bearer a-control-token" };
    const state = await (await fetch(`${ready.control}/control/state`, { headers })).json();
    assert.equal((state as { weightedPosts: number }).weightedPosts, 72);
    assert.equal(await end(child), 0);
    assert.deepEqual(await readdir(directory.path), ["forum.sqlite"]);
  });
}

test("what the forum answered survives SIGKILL, and the next start goes on with it", async () => {
  await using directory = await createTemporaryDirectory();
  const first = await startProcess(main, configure(directory.path));
  await send(first.ready.origin, "", deal);
  const answers = await Promise.all(
    Array.from({ length: 100 }, (_, index) =>
      send(first.ready.origin, "/d-1/posts", { author: `reader-${index}`, says: "works", text: "for me too" }),
    ),
  );
  assert.ok(answers.every(({ status }) => status === 201));
  first.child.kill("SIGKILL");
  await once(first.child, "exit");
  const second = await startProcess(main, configure(directory.path));
  const known = (await (await fetch(`${second.ready.origin}/api/deals/d-1`)).json()) as {
    title: string;
    posts: number;
  };
  assert.deepEqual([known.title, known.posts], ["Ten off everything", 101]);
  assert.equal((await send(second.ready.origin, "", { ...deal, title: "Another deal" })).status, 201);
  assert.equal(await endProcess(second.child), 0);
});

test("a wrong configuration is refused with every problem named", async () => {
  await using directory = await createTemporaryDirectory();
  const { child, ready } = await startProcess(main, {
    ...configure(directory.path),
    pace: 0,
    peoplePerVisitor: "many",
  });
  assert.equal(ready.ready, false);
  assert.match(ready.problem, /`pace`.*`peoplePerVisitor`/);
  assert.equal(await endProcess(child), 64);
});
