import assert from "node:assert/strict";
import { test } from "node:test";
import type { Change } from "../changes.ts";
import { callControl } from "../testing/call-control.ts";
import { Customer, readPageKind } from "../testing/customer.ts";
import { startScriptedProvider } from "../testing/scripted-provider.ts";
import { openTestShop, type TestShop } from "../testing/test-shop.ts";

const by = "operator";

async function act(shop: TestShop, action: string, body: object = {}): Promise<Change | null> {
  const response = await callControl(shop, "POST", `/control/actions/${action}`, { by, ...body });
  assert.equal(response.statusCode, 200, response.body);
  return response.json().change;
}

const readLog = (shop: TestShop) => shop.parts.changes.list().map((change) => [change.key, change.value, change.by]);

test("pulling the plug stops the checkout until it is resumed, each once in the log", async () => {
  await using provider = await startScriptedProvider();
  await using shop = await openTestShop({ providerOrigin: provider.origin });
  const customer = new Customer(shop.storefront);
  const key = await customer.fillCheckout();
  assert.equal((await act(shop, "pause-ordering"))?.value, true);
  assert.equal(await act(shop, "pause-ordering"), null);
  const refused = await customer.order(key);
  assert.deepEqual([refused.statusCode, readPageKind(refused)], [503, "maintenance"]);
  assert.equal((await act(shop, "resume-ordering"))?.value, false);
  assert.equal(await act(shop, "resume-ordering"), null);
  assert.equal((await customer.order(key)).statusCode, 303);
  assert.deepEqual(readLog(shop), [
    ["storefront.orderingPaused", true, by],
    ["storefront.orderingPaused", false, by],
  ]);
});

test("fixing the voucher puts the right code in, whichever bug was in", async () => {
  for (const voucherBug of ["kept", "everyone"]) {
    await using shop = await openTestShop({ providerOrigin: "http://127.0.0.1:9", configuration: { voucherBug } });
    assert.equal(shop.parts.settings.get("voucher.bug"), voucherBug);
    assert.equal((await act(shop, "fix-voucher"))?.value, "none");
    assert.equal(shop.parts.settings.get("voucher.bug"), "none");
    assert.equal(await act(shop, "fix-voucher"), null);
    assert.deepEqual(readLog(shop), [["voucher.bug", "none", by]]);
  }
});

test("a status message stands on every page, never as markup, until it is emptied", async () => {
  await using provider = await startScriptedProvider();
  await using shop = await openTestShop({ providerOrigin: provider.origin });
  const readBody = async () => (await shop.storefront.inject("/")).body;
  await act(shop, "set-status-message", { message: "<b>we know</b>" });
  assert.match(await readBody(), /data-status-message="notice">&lt;b&gt;we know&lt;\/b&gt;</);
  assert.equal(await act(shop, "set-status-message", { message: "<b>we know</b>" }), null);
  await act(shop, "set-status-message", { message: "" });
  assert.doesNotMatch(await readBody(), /data-status-message/);
  assert.equal(shop.parts.changes.list().length, 2);
});

test("a defence is switched while the shop runs, takes effect at once, and stands in the log once", async () => {
  await using provider = await startScriptedProvider(() => [404, {}]);
  await using shop = await openTestShop({ providerOrigin: provider.origin });
  const put = (on: boolean) => callControl(shop, "PUT", "/control/defences/status-message", { on, by });
  const hasMessage = async () => (await shop.storefront.inject("/")).body.includes("data-status-message");
  const failPayments = async () => {
    const customer = new Customer(shop.storefront);
    const key = await customer.fillCheckout();
    for (let attempt = 0; attempt < 5; attempt += 1) assert.equal((await customer.order(key)).statusCode, 502);
  };
  await failPayments();
  assert.equal(await hasMessage(), false);
  assert.equal((await put(true)).json().isOn, true);
  await put(true);
  assert.equal(await hasMessage(), false);
  await failPayments();
  assert.equal(await hasMessage(), true);
  const { counts } = shop.parts.defences.read("status-message");
  assert.deepEqual((await put(true)).json().counts, { begun: 1, ended: 0, shown: 2 });
  assert.deepEqual(counts, { begun: 1, ended: 0, shown: 2 });
  assert.equal((await put(false)).json().isOn, false);
  assert.equal(await hasMessage(), false);
  assert.deepEqual(readLog(shop), [
    ["defence.status-message", true, by],
    ["defence.status-message", false, by],
  ]);
});

test("a page of a bad day finds its style sheet beside it, as the storefront has it", async () => {
  await using shop = await openTestShop({ providerOrigin: "http://127.0.0.1:9" });
  const { body } = await callControl(shop, "GET", "/control/pages/waiting-room");
  const href = /<link rel="stylesheet" href="([^"]+)"/.exec(body)?.[1] ?? "";
  const own = await callControl(shop, "GET", href);
  assert.deepEqual([own.statusCode, own.headers["content-type"]], [200, "text/css; charset=utf-8"]);
  assert.equal(own.body, (await shop.storefront.inject(href)).body);
});

test("the pages of a bad day are shown with the status that customers get, and are not counted", async () => {
  await using shop = await openTestShop({ providerOrigin: "http://127.0.0.1:9" });
  const shown = [];
  for (const kind of ["error", "busy", "waiting-room", "maintenance", "deferred"]) {
    const response = await callControl(shop, "GET", `/control/pages/${kind}`);
    assert.equal(readPageKind(response), kind);
    assert.match(String(response.headers["content-type"]), /^text\/html/);
    shown.push([response.statusCode, response.headers["retry-after"], response.headers.refresh]);
  }
  assert.deepEqual(shown, [
    [500, undefined, undefined],
    [503, "2", undefined],
    [200, undefined, "5"],
    [503, "2", undefined],
    [202, undefined, undefined],
  ]);
  assert.deepEqual(shop.parts.counters.pages, {});
});
