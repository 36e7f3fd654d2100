import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { Command } from "commander";
import { ConfigError } from "../errors.ts";
import { addAuditCommand } from "./audit.ts";
import type { CommandContext } from "./context.ts";
import { addJudgeCommand } from "./judge.ts";
import { addReportCommand } from "./report.ts";
import { requireOneDrill } from "./require-one-drill.ts";

const root = mkdtempSync(join(tmpdir(), "tilldrill-one-drill-"));
after(() => rmSync(root, { recursive: true, force: true }));

/** A directory with such directories in it, each with that file. */
function makeParent(name: string, drills: Readonly<Record<string, string>>): string {
  const parent = join(root, name);
  mkdirSync(parent);
  for (const [drill, file] of Object.entries(drills)) {
    mkdirSync(join(parent, drill));
    writeFileSync(join(parent, drill, file), "");
  }
  return parent;
}

function refuse(directory: string) {
  try {
    requireOneDrill(directory);
  } catch (problem) {
    assert.ok(problem instanceof ConfigError);
    return problem.problems[0];
  }
  return null;
}

const parent = makeParent("run", { "outage-none": "record.json", "outage-all": "harness.pid", notes: "notes.txt" });

describe("the parent of several drills", () => {
  it("is refused with the directories of its drills, and of no other", () => {
    assert.deepEqual(refuse(parent), {
      what: "the directory holds drills and is not one of them",
      where: parent,
      expected: "the directory of one drill",
      got: "the parent of 2",
      hint: `give one of these: ${join(parent, "outage-all")}, ${join(parent, "outage-none")}`,
    });
  });

  it("names twenty of many", () => {
    const names = Array.from({ length: 23 }, (_, index) => [`drill-${index + 10}`, "record.json"]);
    const hint = refuse(makeParent("many", Object.fromEntries(names)))?.hint ?? "";
    assert.match(hint, /drill-29 and 3 more$/);
    assert.doesNotMatch(hint, /drill-30/);
  });

  for (const [name, add] of [
    ["judge", addJudgeCommand],
    ["report", addReportCommand],
    ["audit", addAuditCommand],
  ] as const)
    it(`is refused by \`${name}\``, async () => {
      const program = new Command().exitOverride();
      add(program, { exitWith: () => {} } as unknown as CommandContext);
      await assert.rejects(
        program.parseAsync([name, parent], { from: "user" }),
        (problem) => problem instanceof ConfigError && /^the directory holds drills/.test(problem.message),
      );
    });
});

describe("let through to whoever reads it is", () => {
  it("the directory of one drill, finished or killed", () => {
    assert.deepEqual([refuse(join(parent, "outage-none")), refuse(join(parent, "outage-all"))], [null, null]);
  });

  it("what holds no drill, is a file or is not there", () => {
    const paths = [join(parent, "notes"), join(parent, "notes", "notes.txt"), join(root, "nothing")];
    assert.deepEqual(paths.map(refuse), [null, null, null]);
  });
});
