import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { exitCodes } from "../harness/errors.ts";

const script = join(import.meta.dirname, "explain-exit.cjs");
const { explainExit, meanings } = createRequire(import.meta.url)(script) as {
  explainExit: (code: string, policy: string) => { says: string; ends: string };
  meanings: Record<string, string>;
};
const explain = (...args: string[]) => spawnSync(process.execPath, [script, ...args], { encoding: "utf8" });

test("every exit code has a sentence of its own, and there is no other", () => {
  assert.deepEqual(
    Object.keys(meanings).map(Number),
    exitCodes.map(({ code }) => code),
  );
  assert.equal(new Set(Object.values(meanings)).size, exitCodes.length);
});

test("nightly, inconclusive is a warning; before a release it fails; all else but a pass fails in both", () => {
  const ends = (policy: string) => exitCodes.map(({ code }) => `${code} ${explainExit(String(code), policy).ends}`);
  const others = ["12 fail", "64 fail", "69 fail", "70 fail", "130 fail"];
  assert.deepEqual(ends("nightly"), ["0 pass", "10 fail", "11 warn", ...others]);
  assert.deepEqual(ends("release"), ["0 pass", "10 fail", "11 fail", ...others]);
});

test("a drill that ended without a code, or with one of a killed process, fails", () => {
  assert.match(explainExit("", "nightly").says, /never began, was cancelled, or ran out of time/);
  assert.equal(explainExit("", "nightly").ends, "fail");
  assert.equal(explainExit("137", "nightly").ends, "fail");
});

test("an unknown policy is refused", () => {
  assert.throws(() => explainExit("0", "weekly"), /expected nightly or release, got weekly/);
  assert.notEqual(explain("0", "weekly").status, 0);
});

test("a warning leaves the job green and is said on stderr; a failure does not", () => {
  const warned = explain("11", "nightly");
  assert.equal(warned.status, 0);
  assert.match(warned.stderr, /^::warning::Exit code 11\. Inconclusive/);
  const failed = explain("11", "release");
  assert.equal(failed.status, 1);
  assert.match(failed.stderr, /^::error::Exit code 11\./);
  assert.equal(explain("0", "release").stderr, "");
});

test("the summaries of the run and of each drill follow, each once; those that are missing are left out", () => {
  const directory = mkdtempSync(join(tmpdir(), "tilldrill-explain-"));
  try {
    for (const name of ["", "a", "b"]) {
      mkdirSync(join(directory, name), { recursive: true });
      if (name !== "b")
        writeFileSync(join(directory, name, "summary.md"), `summary of ${name === "" ? "all" : name}\n`);
    }
    const drills = ["a", "b"].map((name) => ({ directory: join(directory, name) }));
    writeFileSync(join(directory, "result.json"), JSON.stringify({ runDirectory: directory, drills }));
    const { stdout, status } = explain("0", "nightly", join(directory, "result.json"));
    assert.equal(stdout, "## ✓ Drill: Exit code 0. Pass: every drill held.\n\nsummary of all\n\nsummary of a\n");
    assert.equal(status, 0);
    assert.equal(explain("69", "nightly", join(directory, "none.json")).stdout.split("\n").length, 2);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
});
