import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { HttpAnswer, HttpClient } from "../shop-driver.ts";
import { fetchPage } from "./fetch-page.ts";

function buildAnswer(changes: Partial<HttpAnswer> = {}): HttpAnswer {
  return { status: 200, body: "<html>", location: null, timeMs: 40, failure: null, ...changes };
}
const redirect = (location: string) => buildAnswer({ status: 303, body: "", location });

/** Gives the answers one after the other, the last for ever, and keeps what was asked. */
function buildClient(...answers: HttpAnswer[]) {
  const asked: string[] = [];
  const limits: number[] = [];
  const next = (request: string, timeoutMs: number): HttpAnswer => {
    asked.push(request);
    limits.push(timeoutMs);
    return (answers.length > 1 ? answers.shift() : answers[0]) as HttpAnswer;
  };
  const client: HttpClient = {
    get: (path, timeoutMs) => next(`GET ${path}`, timeoutMs),
    post: (path, fields, timeoutMs) => next(`POST ${path} ${JSON.stringify(fields)}`, timeoutMs),
  };
  return { client, asked, limits };
}

describe("a step's page", () => {
  it("is asked for by GET, or by POST where there are fields", () => {
    const { client, asked } = buildClient(buildAnswer());
    fetchPage(client, { path: "/" }, 800);
    fetchPage(client, { path: "/orders", fields: { key: "k" } }, 800);
    assert.deepEqual(asked, ["GET /", 'POST /orders {"key":"k"}']);
  });

  it("is the one at the end of the redirects, and takes all their time", () => {
    const { client, asked } = buildClient(redirect("/a"), redirect("/b"), buildAnswer({ body: "end" }));
    const page = fetchPage(client, { path: "/cart/items", fields: {} }, 800);
    assert.deepEqual(asked, ["POST /cart/items {}", "GET /a", "GET /b"]);
    assert.deepEqual(
      { body: page.body, status: page.status, latencyMs: page.latencyMs, failure: page.failure },
      {
        body: "end",
        status: 200,
        latencyMs: 120,
        failure: null,
      },
    );
  });

  it("has one time limit for all its requests", () => {
    const { client, limits } = buildClient(redirect("/a"), redirect("/b"), buildAnswer());
    fetchPage(client, { path: "/" }, 100);
    assert.deepEqual(limits, [100, 60, 20]);
  });

  it("is a timeout once the limit is used up by redirects, and its latency is the limit", () => {
    const { client, asked } = buildClient(redirect("/a"), redirect("/b"), redirect("/c"), buildAnswer());
    const page = fetchPage(client, { path: "/" }, 100);
    assert.equal(page.failure, "timeout");
    assert.equal(page.latencyMs, 100);
    assert.deepEqual(asked, ["GET /", "GET /a", "GET /b"]);
  });

  it("that does not come in time took the time limit, wherever it hung", () => {
    const late = buildAnswer({ status: 0, body: "", timeMs: 101.7, failure: "timeout" });
    assert.equal(fetchPage(buildClient(late).client, { path: "/" }, 100).latencyMs, 100);
    const { client } = buildClient(redirect("/a"), { ...late, timeMs: 59 });
    assert.deepEqual(fetchPage(client, { path: "/" }, 100).latencyMs, 100);
  });

  it("of a shop that refuses the connection took as long as that took", () => {
    const refused = buildAnswer({ status: 0, body: "", timeMs: 3, failure: "refused" });
    const page = fetchPage(buildClient(refused).client, { path: "/" }, 100);
    assert.equal(page.failure, "refused");
    assert.equal(page.latencyMs, 3);
  });

  it("is not sought for ever: redirects in a circle end, with the redirect as the page", () => {
    const { client, asked } = buildClient(redirect("/a"));
    const page = fetchPage(client, { path: "/" }, 10_000);
    assert.equal(asked.length, 6);
    assert.equal(page.status, 303);
    assert.equal(page.failure, null);
  });

  it("is not sought elsewhere by an error, or by a redirect to nowhere", () => {
    for (const answer of [buildAnswer({ status: 500, location: "/a" }), buildAnswer({ status: 302 })]) {
      const { client, asked } = buildClient(answer);
      fetchPage(client, { path: "/" }, 100);
      assert.deepEqual(asked, ["GET /"]);
    }
  });
});
