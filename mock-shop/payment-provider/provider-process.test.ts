import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { test } from "node:test";
import { webhookBodySchema } from "../payments/webhook-event.ts";
import { checkSignature, signatureHeader } from "../payments/webhook-signature.ts";
import { endProcess, startProcess } from "../testing/start-process.ts";
import { createTemporaryDirectory } from "../testing/temporary-directory.ts";

const secrets = { controlToken: "a-control-token", providerKey: "a-provider-key" };
const orders = 250;

/** An endpoint that refuses everything until it is told to take it; resolves when it has taken so many events. */
async function startEndpoint(expected: number) {
  const taken = new Set<string>();
  const complete = Promise.withResolvers<void>();
  const state = { isOpen: false, refused: 0 };
  const server = createServer(async (request, response) => {
    const body = await text(request);
    const signature = checkSignature(
      secrets.providerKey,
      String(request.headers[signatureHeader]),
      Date.now(),
      Buffer.from(body),
    );
    if (!state.isOpen || signature !== "right") {
      state.refused += 1;
      return void response.writeHead(503).end();
    }
    for (const { eventId } of webhookBodySchema.parse(JSON.parse(body)).events) taken.add(eventId);
    response.writeHead(200).end();
    if (taken.size === expected) complete.resolve();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    state,
    taken,
    complete: complete.promise,
    url: `http://127.0.0.1:${port}/`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

test("webhooks that wait in the outbox survive SIGKILL, and are delivered by the next start", async () => {
  await using directory = await createTemporaryDirectory();
  await using endpoint = await startEndpoint(orders);
  const configuration = { ...secrets, booksPath: join(directory.path, "payments.sqlite"), seed: 1 };
  const first = await startProcess("./payment-provider/main.ts", configuration);
  const send = (method: string, path: string, body: object) =>
    fetch(first.ready.origin + path, {
      method,
      body: JSON.stringify(body),
      headers: { authorization: `Bearer ${secrets.providerKey}`, "content-type": "application/json" },
    });
  assert.equal((await send("PUT", "/v1/webhook", { url: endpoint.url })).status, 200);
  const answers = await Promise.all(
    Array.from({ length: orders }, (_, index) =>
      send("POST", "/v1/authorizations", {
        orderNumber: `T-AAAA-${index}`,
        amountCents: 100,
        currency: "USD",
        idempotencyKey: `key-${index}`,
        card: "tok_visa",
      }),
    ),
  );
  assert.ok(answers.every(({ status }) => status === 201));
  first.child.kill("SIGKILL");
  await once(first.child, "exit");
  assert.equal(endpoint.taken.size, 0);
  endpoint.state.isOpen = true;
  const second = await startProcess("./payment-provider/main.ts", configuration);
  await endpoint.complete;
  assert.equal(await endProcess(second.child), 0);
});
