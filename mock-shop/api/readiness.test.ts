import assert from "node:assert/strict";
import { test } from "node:test";
import { listen } from "../process/listen.ts";
import { callControl } from "../testing/call-control.ts";
import { ManualClock } from "../testing/manual-clock.ts";
import { agreeableScript, startScriptedProvider } from "../testing/scripted-provider.ts";
import { openTestShop } from "../testing/test-shop.ts";
import { askStorefrontAt, findUnready } from "./readiness.ts";

test("ready is said only when storefront, books and payment provider answer", async () => {
  await using provider = await startScriptedProvider();
  await using shop = await openTestShop({ providerOrigin: provider.origin });
  const read = async () => (await callControl(shop, "GET", "/control/ready")).json();
  assert.deepEqual(await read(), { ok: true });
  provider.script = (call) => (call.path === "/v1/ping" ? [500, {}] : agreeableScript(call));
  assert.deepEqual(await read(), { problems: ["no answer from the payment provider"] });
  await shop.parts.books.close();
  await shop.storefront.close();
  assert.deepEqual(await read(), {
    problems: ["no answer from the storefront", "no answer from the books", "no answer from the payment provider"],
  });
});

test("who takes longer than a second is not ready, and holds nobody up", async () => {
  const clock = new ManualClock();
  await using provider = await startScriptedProvider();
  await using shop = await openTestShop({ providerOrigin: provider.origin });
  const never = new Promise<boolean>(() => undefined);
  const asking = findUnready({ ...shop.parts, clock, askStorefront: () => never });
  clock.advance(1_000);
  const problems = await asking;
  assert.ok(problems.includes("no answer from the storefront"), problems.join());
});

test("the storefront is asked over its own listener, for a page that costs no worker", async () => {
  await using provider = await startScriptedProvider();
  await using shop = await openTestShop({ providerOrigin: provider.origin });
  assert.equal(await askStorefrontAt(undefined), false);
  const origin = await listen(shop.storefront, "127.0.0.1", 0);
  assert.equal(await askStorefrontAt(origin), true);
  assert.equal(await askStorefrontAt(`${origin}/none`), false);
  assert.equal(shop.parts.capacity.readState().admitted, 0);
  assert.deepEqual(shop.parts.counters.pages, { error: 1 });
});
