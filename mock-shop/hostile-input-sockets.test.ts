// What only a raw socket can send: broken framing, smuggled requests, headers and bodies without end.
import assert from "node:assert/strict";
import { once } from "node:events";
import { createConnection } from "node:net";
import { text } from "node:stream/consumers";
import { test } from "node:test";
import { listen } from "./process/listen.ts";
import { type HostileScene, openHostileScene } from "./testing/hostile-scene.ts";

const item = "product=toys-01&quantity=1";
const type = "Content-Type: application/x-www-form-urlencoded";
const lines = (...all: readonly string[]) => `${all.join("\r\n")}\r\n`;
const ask = (first: string, ...headers: readonly string[]) => lines(first, "Host: shop.test", ...headers, "");
const add = (...headers: readonly string[]) => ask("POST /cart/items HTTP/1.1", type, ...headers);
const close = "Connection: close";
const chunked = "Transfer-Encoding: chunked";

/** What is sent, and the status of each answer before the shop closes the connection. */
const exchanges: Readonly<Record<string, readonly [sent: string | Buffer, statuses: readonly number[]]>> = {
  "no HTTP at all": ["hello\r\n\r\n", [400]],
  "HTTP of the future": [ask("GET / HTTP/3.0", close), [400]],
  "no host": [lines("GET / HTTP/1.1", ""), [400]],
  "a method that is none": [ask("BUY /cart HTTP/1.1", close), [400]],
  "an address with blanks": [ask("GET /product/toys 01 HTTP/1.1", close), [400]],
  "a header with a NUL": [ask("GET / HTTP/1.1", "X: a\0b", close), [400]],
  "a header without a name": [ask("GET / HTTP/1.1", ": x", close), [400]],
  "a header name with a blank before its colon": [add(`${chunked.replace(":", " :")}`, close), [400]],
  "a folded header": [ask("GET / HTTP/1.1", "X: a", " Cookie: till_session=x", close), [400]],
  "a header without end": [ask("GET / HTTP/1.1", `X: ${"x".repeat(20_000)}`, close), [431]],
  "too many headers": [
    ask("GET / HTTP/1.1", ...Array.from({ length: 3_000 }, (_, index) => `X${index}: x`), close),
    [431],
  ],
  "an address without end": [ask(`GET /${"x".repeat(20_000)} HTTP/1.1`, close), [431]],
  "two lengths": [`${add("Content-Length: 26", "Content-Length: 0")}${item}`, [400]],
  "a length of two numbers": [`${add("Content-Length: 26, 0")}${item}`, [400]],
  "a length that is negative": [`${add("Content-Length: -1")}${item}`, [400]],
  "a length in hex": [`${add("Content-Length: 0x1a")}${item}`, [400]],
  "a length beyond all numbers": [`${add(`Content-Length: ${"9".repeat(30)}`)}${item}`, [400]],
  "a length and chunks": [`${add("Content-Length: 26", chunked)}1a\r\n${item}\r\n0\r\n\r\n`, [400]],
  "chunks said twice": [`${add("Transfer-Encoding: identity", chunked, close)}0\r\n\r\n`, [400]],
  "a chunk of a size that is none": [`${add(chunked, close)}zz\r\n${item}\r\n0\r\n\r\n`, [400]],
  "a chunk of a size beyond all numbers": [`${add(chunked, close)}${"f".repeat(20)}\r\n${item}`, [400]],
  "a body over the limit, in chunks": [`${add(chunked, close)}5000\r\n${"x".repeat(0x5000)}\r\n0\r\n\r\n`, [413]],
  "a request behind another's body": [
    `${ask("GET /none HTTP/1.1", "Content-Length: 4")}abcdDELETE /cart HTTP/1.1\r\nHost: x\r\n${close}\r\n\r\n`,
    [404, 404],
  ],
  "an expectation that nobody can meet": [add("Expect: a-miracle", "Content-Length: 26", close), [417]],
  TRACE: [ask("TRACE /cart HTTP/1.1", close), [404]],
  CONNECT: [ask("CONNECT evil.test:443 HTTP/1.1", close), []],
  TLS: [Buffer.from([0x16, 0x03, 0x01, 0x00, 0x05, 0x01, 0x00, 0x00, 0x01, 0x00]), [400]],
};

async function openPort(scene: HostileScene): Promise<number> {
  return Number(new URL(await listen(scene.shop.storefront, "127.0.0.1", 0)).port);
}

/** Sends with the customer's cookie where there are headers, and reads until the shop closes the connection. */
async function exchange(port: number, sent: string | Buffer): Promise<number[]> {
  return [...(await readAnswer(port, sent)).matchAll(/^HTTP\/1\.1 (\d+) /gm)].map(([, status]) => Number(status));
}

async function readAnswer(port: number, sent: string | Buffer): Promise<string> {
  const socket = createConnection({ port, host: "127.0.0.1" });
  socket.on("error", () => undefined);
  socket.write(sent);
  return text(socket).catch(() => "");
}

test("broken framing and smuggled requests are refused, and change nothing", async () => {
  await using scene = await openHostileScene();
  const port = await openPort(scene);
  const before = await scene.readWorld();
  for (const [what, [sent, statuses]] of Object.entries(exchanges)) {
    const cookie = `Host: shop.test\r\nCookie: till_session=${scene.customer.cookie}\r\n`;
    const request = typeof sent === "string" ? sent.replace("Host: shop.test\r\n", cookie) : sent;
    assert.deepEqual(await exchange(port, request), statuses, what);
    assert.deepEqual(await scene.readWorld(), before, what);
  }
});

test("what cannot be read as a request is answered with the shop's page, whole and closed", async () => {
  await using scene = await openHostileScene();
  const port = await openPort(scene);
  for (const [sent, status, says] of [
    [ask("GET / HTTP/1.1", `X: ${"x".repeat(40_000)}`), 431, /the head of the request is too large/],
    ["hello\r\n\r\n", 400, /the request is not readable/],
  ] as const) {
    const answer = await readAnswer(port, sent);
    const [head = "", body = ""] = answer.split("\r\n\r\n", 2);
    assert.match(head, new RegExp(`^HTTP/1.1 ${status} [A-Z].*\r\n.*content-type: text/html`, "s"));
    assert.match(head, /connection: close/);
    assert.equal(/content-length: (\d+)/.exec(head)?.[1], String(Buffer.byteLength(body)));
    assert.match(body, /data-page="error"/);
    assert.match(body, says);
  }
});

test("who sends a form too slowly is answered in the end, and holds no connection", async () => {
  await using scene = await openHostileScene();
  const { server } = scene.shop.storefront;
  assert.deepEqual([server.headersTimeout, server.requestTimeout], [5_000, 10_000]);
  server.headersTimeout = 1;
  server.requestTimeout = 1;
  const port = await openPort(scene);
  const before = await scene.readWorld();
  for (const begun of [
    `${add("Content-Length: 26")}product=toys-01`,
    "POST /cart/items HTTP/1.1\r\nHost: shop.test\r\nX",
  ])
    assert.deepEqual(await exchange(port, begun), [408]);
  assert.deepEqual(await scene.readWorld(), before);
});

test("a customer who leaves in the middle of a form has sent nothing", async () => {
  await using scene = await openHostileScene();
  const port = await openPort(scene);
  const before = await scene.readWorld();
  const socket = createConnection({ port, host: "127.0.0.1" });
  const cookie = `Cookie: till_session=${scene.customer.cookie}`;
  socket.end(`${add(cookie, "Content-Length: 260")}${item}`);
  await once(socket.resume(), "close");
  assert.deepEqual(await scene.readWorld(), before);
});
