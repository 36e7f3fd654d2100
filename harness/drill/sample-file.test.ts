import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { gunzipSync } from "node:zlib";
import { buildSample } from "../measure/samples.fixture.ts";
import { SampleFile } from "./sample-file.ts";

let base = "";
before(async () => {
  base = await mkdtemp(join(tmpdir(), "tilldrill-samples-"));
});
after(() => rm(base, { recursive: true, force: true }));

describe("the sample file", () => {
  it("has a header and one row a step, in the documented columns", async () => {
    const path = join(base, "samples.csv.gz");
    const file = new SampleFile(path);
    file.write(buildSample({ startedAtUs: 1_700_000_000_000_000, clockMinute: 1.5, latencyMs: 12.25 }));
    await file.close();
    assert.equal(
      gunzipSync(await readFile(path)).toString(),
      `startedAtUs,clockMinute,phase,population,weight,customer,attempt,step,outcome,status,latencyMs
1700000000000000,1.5,calm,buyers,1,1,1,place-order,ok,200,12.25
`,
    );
  });

  it("keeps all rows of many blocks, in their order", async () => {
    const path = join(base, "many.csv.gz");
    const file = new SampleFile(path);
    for (let customer = 0; customer < 5000; customer++) file.write(buildSample({ customer }));
    await file.close();
    const lines = gunzipSync(await readFile(path))
      .toString()
      .trimEnd()
      .split("\n");
    assert.equal(lines.length, 5001);
    assert.deepEqual(
      lines.slice(1).map((line) => Number(line.split(",")[5])),
      Array.from({ length: 5000 }, (_, customer) => customer),
    );
  });

  it("says at its close that it could not be written, and not before", async () => {
    const file = new SampleFile(join(base, "nowhere", "samples.csv.gz"));
    for (let customer = 0; customer < 5000; customer++) file.write(buildSample({ customer }));
    await assert.rejects(file.close(), { code: "ENOENT" });
  });
});
