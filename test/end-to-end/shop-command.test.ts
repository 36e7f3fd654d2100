// `tilldrill shop`: what it prints, that its books stay, and that nothing is left behind.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { readLedger } from "../../harness/audit/read-books.ts";
import { cannotSeeProcesses, listProcesses } from "./drill-processes.ts";
import { markName, type RunningTilldrill, runTilldrill, startTilldrill } from "./run-tilldrill.ts";
import { buy } from "./shop-purchase.ts";
import { ShopVisitor } from "./shop-visitor.ts";
import { waitUntil } from "./wait-until.ts";
import { makeWorkingDirectory } from "./working-directory.ts";

interface OpenShop {
  readonly url: string;
  readonly controlUrl: string;
  readonly controlToken: string;
  readonly pid: number;
  readonly paymentProviderPid: number;
  readonly ledger: string;
}

const cwd = makeWorkingDirectory();
const wanted = { email: "ada@example.com", product: "toys-01" };

async function openShop(
  ...args: string[]
): Promise<{ command: RunningTilldrill; shop: OpenShop; close(): Promise<void> }> {
  const command = startTilldrill(["shop", "--port", "0", "--json", ...args], { cwd });
  const line = await new Promise<string>((resolve, reject) => {
    command.child.stdout.once("data", resolve);
    void command.ended.then(({ stderr }) => reject(new Error(stderr)));
  });
  const close = async () => {
    command.interrupt();
    const { exitCode, stdout } = await command.ended;
    assert.equal(exitCode, 130);
    assert.equal(stdout.split("\n").length, 2, "one line and nothing else");
  };
  return { command, shop: JSON.parse(line) as OpenShop, close };
}

async function control(shop: OpenShop, path: string, body?: object): Promise<Record<string, unknown>> {
  const response = await fetch(shop.controlUrl + path, {
    headers: { authorization: `Bearer ${shop.controlToken}`, "content-type": "application/json" },
    ...(body === undefined ? {} : { method: "POST", body: JSON.stringify(body) }),
  });
  assert.ok(response.ok, `${path}: ${response.status}`);
  return (await response.json()) as Record<string, unknown>;
}

test("`shop --json` prints one line with its addresses, processes and books when it is ready", async () => {
  const { shop, close } = await openShop();
  assert.deepEqual(Object.keys(shop), ["url", "controlUrl", "controlToken", "pid", "paymentProviderPid", "ledger"]);
  for (const pid of [shop.pid, shop.paymentProviderPid]) assert.ok(process.kill(pid, 0));
  assert.ok(existsSync(shop.ledger));
  assert.equal((await fetch(shop.url)).status, 200);
  assert.deepEqual(await control(shop, "/control/health"), { ok: true });
  await close();
  assert.ok(!existsSync(shop.ledger), "without `--data` the books go");
});

test("`shop` in words says the address, a tour and how to switch the bug on; the command it prints works", async () => {
  const command = startTilldrill(["shop", "--port", "0"], { cwd });
  let told = "";
  command.child.stdout.on("data", (text: string) => {
    told += text;
  });
  await waitUntil("the tour", () => told.includes("books:"));
  const [, url, token, body] = /curl -X POST (\S+) -H 'authorization: Bearer (\S+)' .* -d '(.+)'/.exec(told) ?? [];
  const response = await fetch(url as string, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: body as string,
  });
  assert.equal(response.status, 201);
  assert.match(await response.text(), /"key":"voucher.bug","value":"kept"/);
  assert.match(told, /^the shop is open at http:\/\/127\.0\.0\.1:\d+ \(Ctrl-C closes it\)\n {2}tour: /);
  command.interrupt();
  assert.equal((await command.ended).exitCode, 130);
});

test("a shop on the same `--data` goes on with the same books", async () => {
  const data = join(cwd, "shop");
  const first = await openShop("--data", data, "--capacity", "off");
  const orderNumber = await buy(new ShopVisitor(first.shop.url), wanted);
  await first.close();
  assert.deepEqual(readdirSync(data).sort(), ["ledger.sqlite", "payments.sqlite"]);
  const second = await openShop("--data", data, "--capacity", "off");
  const another = await buy(new ShopVisitor(second.shop.url), wanted);
  const visitor = new ShopVisitor(second.shop.url);
  const found = await visitor.post("/track", { orderNumber, email: wanted.email });
  const tracked = await (await visitor.get(found.headers.get("location") ?? "/track")).text();
  assert.match(tracked, new RegExp(`data-order-number="${orderNumber}"`));
  await second.close();
  const orders = readLedger(join(data, "ledger.sqlite")).map((order) => order.orderNumber);
  assert.deepEqual(orders.sort(), [orderNumber, another].sort());
});

test("a second shop on the same books is refused, and the first goes on", async () => {
  const data = join(cwd, "taken");
  const { shop, close } = await openShop("--data", data);
  const second = await runTilldrill(["shop", "--port", "0", "--data", data], { cwd });
  assert.equal(second.exitCode, 69);
  assert.match(second.stderr, /another (shop|process|provider)/);
  assert.equal((await fetch(shop.url)).status, 200);
  await close();
});

test("bug, defences and capacity are as the command line says", async () => {
  const capacity = join(cwd, "capacity.yaml");
  writeFileSync(capacity, "workers: 3\nserviceMs: 7.5\nqueueBoundMs: 100\n");
  const names = [
    ...["circuit-breaker", "deferred-checkout", "jittered-retries", "load-shedding", "status-message"],
    ...["voucher-budget", "voucher-cap", "voucher-kill-switch", "voucher-revalidation", "waiting-room"],
  ];
  const { shop, close } = await openShop("--bug", "kept", "--defences", names.join(","), "--capacity", capacity);
  const state = (await control(shop, "/control/state")) as { configuration: Record<string, unknown> };
  const { workers, serviceMs, queueBoundMs, capacityModel } = state.configuration;
  assert.deepEqual(
    { workers, serviceMs, queueBoundMs, capacityModel },
    { workers: 3, serviceMs: 7.5, queueBoundMs: 100, capacityModel: true },
  );
  assert.equal(state.configuration["voucher.bug"], "kept");
  const defences = (await control(shop, "/control/defences")) as unknown as { name: string; isOn: boolean }[];
  assert.deepEqual(defences.flatMap(({ name, isOn }) => (isOn ? [name] : [])).sort(), names);
  assert.deepEqual(defences.map(({ name }) => name).sort(), names, "the command knows every defence of the shop");
  await close();
});

test("what is wrong on the command line is told at once, with exit code 64", async () => {
  const broken = join(cwd, "broken.yaml");
  writeFileSync(broken, "workers: none\nspeed: 3\n");
  const args = ["shop", "--port", "70000", "--bug", "all", "--capacity", broken, "--defences", "voucher-cap,,x"];
  const { exitCode, stderr } = await runTilldrill(args, { cwd });
  assert.equal(exitCode, 64);
  for (const said of [/`--port`/, /`--bug`/, /`workers`/, /speed/, /`--defences`/]) assert.match(stderr, said);
  const unknown = await runTilldrill(["shop", "--defences", "voucher-wall", "--data", ""], { cwd });
  assert.equal(unknown.exitCode, 64);
  assert.match(unknown.stderr, /`--defences`.*circuit-breaker.*got voucher-wall/);
  assert.match(unknown.stderr, /`--data` is not usable: expected a directory, got an empty name/);
});

test("a killed command takes shop, provider and scratch along, and its books are whole", {
  skip: cannotSeeProcesses,
}, async () => {
  const data = join(cwd, "killed");
  const { command, shop } = await openShop("--data", data, "--capacity", "off");
  const orderNumber = await buy(new ShopVisitor(shop.url), wanted);
  process.kill(command.child.pid as number, "SIGKILL");
  await waitUntil("the end of all processes", () => listProcesses(command.mark).length === 0);
  assert.deepEqual(readdirSync(data).sort(), ["ledger.sqlite", "payments.sqlite"]);
  assert.deepEqual(
    readLedger(shop.ledger).map((order) => order.orderNumber),
    [orderNumber],
  );
});

test("a signal to npm alone closes the shop that it started", { skip: cannotSeeProcesses }, async () => {
  const mark = randomUUID();
  const root = join(import.meta.dirname, "../..");
  const npm = spawn("npm", ["start", "--", "shop", "--port", "0", "--json"], {
    cwd: root,
    env: { ...process.env, TMPDIR: cwd, [markName]: mark },
    stdio: ["ignore", "pipe", "ignore"],
  });
  const ended = once(npm, "exit");
  await once(npm.stdout, "data");
  npm.kill("SIGTERM");
  await ended;
  await waitUntil("the end of all processes", () => listProcesses(mark).length === 0);
});
