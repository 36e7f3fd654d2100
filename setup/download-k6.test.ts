import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { type TestContext, test } from "node:test";

const { computeArchiveName, downloadK6, readChecksum } = createRequire(import.meta.url)("./download-k6.cjs");
const archive: string | null = computeArchiveName();
const skip = archive?.endsWith(".tar.gz") ? false : "the archive of this platform cannot be made by tar";

interface Release {
  readonly url: string;
  readonly directory: string;
}

/** A release as GitHub serves it: each file behind a redirect. */
async function serveRelease(t: TestContext, forgeChecksum: boolean): Promise<Release> {
  const directory = mkdtempSync(path.join(tmpdir(), "tilldrill-release-"));
  const folder = path.join(directory, String(archive).replace(".tar.gz", ""));
  mkdirSync(folder);
  writeFileSync(path.join(folder, "k6"), "#!/bin/sh\necho 'k6 v1.8.1 (go1.26.8, linux/amd64)'\n");
  chmodSync(path.join(folder, "k6"), 0o755);
  const packed = path.join(directory, "packed");
  assert.equal(spawnSync("tar", ["-czf", packed, "-C", directory, path.basename(folder)]).status, 0);
  const bytes = readFileSync(packed);
  const sum = forgeChecksum ? "0".repeat(64) : createHash("sha256").update(bytes).digest("hex");
  const server = createServer((request, response) => {
    const url = request.url ?? "";
    if (!url.startsWith("/stored/")) response.writeHead(302, { location: `/stored${url}` }).end();
    else if (url.startsWith("/stored/none/")) response.writeHead(404).end();
    else if (url.endsWith("-checksums.txt")) response.end(`${"1".repeat(64)}  other.zip\n${sum}  ${archive}\n`);
    else if (url.endsWith(`/${archive}`)) response.end(bytes);
    else response.writeHead(404).end();
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => {
    server.close();
    rmSync(directory, { recursive: true, force: true });
  });
  const target = path.join(directory, "target");
  mkdirSync(target);
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, directory: target };
}

test("a release with the right checksum is unpacked", { skip }, async (t) => {
  const { url, directory } = await serveRelease(t, false);
  const file: string = await downloadK6(directory, url);
  assert.match(readFileSync(file, "utf8"), /v1\.8\.1/);
});

test("a release with another checksum is refused", { skip }, async (t) => {
  const { url, directory } = await serveRelease(t, true);
  await assert.rejects(downloadK6(directory, url), /wrong checksum of .*: expected 0{64}, got [0-9a-f]{64}/);
});

test("a release that is not there is refused with its address and status", { skip }, async (t) => {
  const { url, directory } = await serveRelease(t, false);
  await assert.rejects(downloadK6(directory, `${url}/none`), /^SetupError: cannot fetch http:.*: status 404$/);
});

test("archives are named as k6 releases them", () => {
  assert.equal(computeArchiveName("linux", "x64"), "k6-v1.8.1-linux-amd64.tar.gz");
  assert.equal(computeArchiveName("linux", "arm64"), "k6-v1.8.1-linux-arm64.tar.gz");
  assert.equal(computeArchiveName("darwin", "arm64"), "k6-v1.8.1-macos-arm64.zip");
  assert.equal(computeArchiveName("win32", "x64"), "k6-v1.8.1-windows-amd64.zip");
  assert.equal(computeArchiveName("sunos", "x64"), null);
});

test("a list of checksums without the archive is refused", () => {
  assert.equal(readChecksum(`${"a".repeat(64)} *k6.zip\n`, "k6.zip"), "a".repeat(64));
  assert.throws(() => readChecksum(`${"a".repeat(64)}  other.zip\n`, "k6.zip"), /do not list k6\.zip/);
  assert.throws(() => readChecksum("short  k6.zip\n", "k6.zip"), /do not list k6\.zip/);
});
