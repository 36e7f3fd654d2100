import assert from "node:assert/strict";
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { EdgeError } from "../errors.ts";
import {
  createRunDirectory,
  makeFreshDirectory,
  nameRunDirectory,
  prepareOutput,
  writeWhole,
} from "./run-directory.ts";

let base = "";
before(async () => {
  base = await mkdtemp(join(tmpdir(), "tilldrill-directory-"));
});
after(() => rm(base, { recursive: true, force: true }));

const isEdgeError = (says: RegExp, hint: RegExp) => (problem: unknown) => {
  assert.ok(problem instanceof EdgeError);
  assert.match(problem.message, says);
  assert.match(problem.hint ?? "", hint);
  return true;
};

describe("a run directory", () => {
  it("holds the harness's process id from its first moment", async () => {
    const directory = await createRunDirectory(join(base, "first"));
    assert.equal(await readFile(join(directory.path, "harness.pid"), "utf8"), `${process.pid}\n`);
    assert.deepEqual(await readdir(directory.path), ["harness.pid"]);
  });

  it("is a fresh one each time: a name that is taken gets a number", async () => {
    const paths = [];
    for (let count = 0; count < 3; count++) paths.push((await createRunDirectory(join(base, "taken"))).path);
    assert.deepEqual(
      paths,
      ["taken", "taken-2", "taken-3"].map((name) => join(base, name)),
    );
  });

  it("has a fixed name for each of its files", async () => {
    const directory = await createRunDirectory(join(base, "names"));
    assert.equal(directory.file("ledger"), join(directory.path, "ledger.sqlite"));
    await directory.write("plan", "{}\n");
    assert.equal(await readFile(join(directory.path, "plan.json"), "utf8"), "{}\n");
  });

  it("loses its scratch files at the end, as often as it is asked", async () => {
    const directory = await createRunDirectory(join(base, "scratch"));
    await directory.makeScratch();
    await writeFile(join(directory.scratch, "scenario.js"), "");
    await directory.removeScratch();
    await directory.removeScratch();
    assert.deepEqual(await readdir(directory.path), ["harness.pid"]);
  });

  it("cannot be made where its parent is not there, or is a file", async () => {
    await writeFile(join(base, "file"), "");
    await assert.rejects(
      createRunDirectory(join(base, "nowhere", "x")),
      isEdgeError(/run directory cannot be made/, /can be made/),
    );
    await assert.rejects(
      makeFreshDirectory(join(base, "file", "x")),
      isEdgeError(/cannot be made/, /a file is in the way/),
    );
  });

  it("is named so that names sort by time", () => {
    const name = nameRunDirectory(new Date("2026-02-03T04:05:06.789Z"), "smoke", "as-it-happened");
    assert.equal(name, "2026-02-03T040506Z-smoke-as-it-happened");
  });
});

describe("a file", () => {
  it("is written whole or not at all: nothing is left beside it", async () => {
    const directory = join(base, "whole");
    await mkdir(directory);
    await writeWhole(join(directory, "record.json"), "1");
    await writeWhole(join(directory, "record.json"), "2");
    assert.equal(await readFile(join(directory, "record.json"), "utf8"), "2");
    assert.deepEqual(await readdir(directory), ["record.json"]);
  });

  it("that cannot be written is an error with its path, and leaves nothing behind", async () => {
    const directory = join(base, "blocked");
    await mkdir(join(directory, "record.json", "in-the-way"), { recursive: true });
    await assert.rejects(
      writeWhole(join(directory, "record.json"), "1"),
      isEdgeError(/a file cannot be written at .*record\.json/, /^|in the way/),
    );
    assert.deepEqual(await readdir(directory), ["record.json"]);
  });
});

describe("the output directory", () => {
  it("is made, with its parents", async () => {
    await prepareOutput(join(base, "a", "b", "c"));
    assert.ok((await stat(join(base, "a", "b", "c"))).isDirectory());
  });

  it("is refused where a file is in the way", async () => {
    await writeFile(join(base, "plain"), "");
    await assert.rejects(
      prepareOutput(join(base, "plain")),
      isEdgeError(/output directory cannot be written/, /--out/),
    );
    await assert.rejects(
      prepareOutput(join(base, "plain", "x")),
      isEdgeError(/output directory cannot be written/, /--out/),
    );
  });

  it("is refused where it may not be written to", async (t) => {
    if (process.getuid?.() === 0) return t.skip("root may write everywhere");
    const locked = join(base, "locked");
    await mkdir(locked);
    await chmod(locked, 0o500);
    await assert.rejects(prepareOutput(locked), isEdgeError(/cannot be written/, /may write to/));
  });
});
