import assert from "node:assert/strict";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { test } from "node:test";
import { pickPercentile } from "./shop-load.ts";
import { runLoad } from "./shop-load-loops.ts";
import { renderPost } from "./shop-request-bytes.ts";

/** Answers each request with these bytes, a piece at a time. */
async function startServer(...pieces: readonly string[]) {
  let requests = 0;
  const server = createServer((socket) => {
    socket.setNoDelay(true);
    socket.on("error", () => undefined);
    socket.on("data", () => {
      requests += 1;
      const send = (index: number) => {
        const piece = pieces[index];
        if (piece !== undefined) socket.write(piece, () => setImmediate(send, index + 1));
      };
      send(0);
    });
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  return {
    port: (server.address() as AddressInfo).port,
    countRequests: () => requests,
    [Symbol.asyncDispose]: async () => {
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const request = Buffer.from(renderPost("/orders", { idempotencyKey: "a b" }, "till_session=x"));
const placed = "HTTP/1.1 303 See Other\r\nlocation: /orders/T-1/confirmation\r\ncontent-length: 3\r\n\r\nabc";

test("percentiles are nearest ranks", () => {
  const values = Float64Array.from({ length: 200 }, (_, index) => index + 1);
  assert.deepEqual([pickPercentile(values, 0.5), pickPercentile(values, 0.99)], [100, 198]);
  assert.equal(pickPercentile(new Float64Array(0), 0.99), 0);
});

test("a form is sent as a browser would, with its length", () => {
  assert.match(
    request.toString(),
    /^POST \/orders HTTP\/1\.1\r\n[\s\S]*Content-Length: 18\r\n\r\nidempotencyKey=a\+b$/,
  );
});

for (const kind of ["closed", "open"] as const)
  test(`a load of ${kind} shape sends each request once, and knows what was answered`, async () => {
    await using server = await startServer(placed);
    const shape = kind === "open" ? { kind, connections: 4, perSecond: 2_000 } : { kind, connections: 4 };
    const result = await runLoad(server.port, 50, shape, () => request);
    assert.deepEqual([server.countRequests(), result.answers, result.statuses], [50, 50, { 303: 50 }]);
    assert.equal(result.orderNumbers.length, 50);
    assert.equal(result.first?.body, "abc");
  });

test("an answer that comes in pieces is one answer", async () => {
  await using server = await startServer(placed.slice(0, 30), placed.slice(30, -5), placed.slice(-5));
  const result = await runLoad(server.port, 3, { kind: "closed", connections: 1 }, () => request);
  assert.deepEqual([result.answers, result.orderNumbers], [3, ["T-1", "T-1", "T-1"]]);
});

test("an answer without a length is an error, and no figure", async () => {
  await using server = await startServer("HTTP/1.1 200 OK\r\n\r\n");
  await assert.rejects(
    runLoad(server.port, 1, { kind: "closed", connections: 1 }, () => request),
    /an answer without length/,
  );
});
