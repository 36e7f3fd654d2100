// The workflows against reality: what they call exists, what they may do is little, what they leave is found again.
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { test } from "node:test";
import { Command } from "commander";
import { parse } from "yaml";
import type { CommandContext } from "../../harness/commands/context.ts";
import { addRunCommand } from "../../harness/commands/run.ts";
import { incidents } from "../../scenarios/catalogue.ts";
import { listSections } from "../runner/sections.ts";

interface Step {
  readonly name?: string;
  readonly id?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly if?: string;
  readonly with?: Record<string, unknown>;
}

interface Job {
  readonly "runs-on": string;
  readonly "timeout-minutes"?: number;
  readonly permissions?: unknown;
  readonly steps: readonly Step[];
}

interface Workflow {
  readonly name: string;
  readonly on: Record<string, unknown>;
  readonly permissions: Record<string, string>;
  readonly concurrency?: { readonly group: string; readonly "cancel-in-progress": boolean };
  readonly jobs: Record<string, Job>;
}

const root = path.resolve(import.meta.dirname, "../..");
const folder = path.join(root, ".github/workflows");
const { k6Version, computeCacheDirectory } = createRequire(import.meta.url)(path.join(root, "setup/find-k6.cjs")) as {
  k6Version: string;
  computeCacheDirectory: (env: Record<string, string>) => string;
};

const workflows = readdirSync(folder).map((file) => ({
  file,
  workflow: parse(readFileSync(path.join(folder, file), "utf8")) as Workflow,
}));
const steps = workflows.flatMap(({ file, workflow }) =>
  Object.values(workflow.jobs).flatMap((job) => job.steps.map((step) => ({ file, step }))),
);
const find = (file: string, matches: (step: Step) => boolean) =>
  steps.filter(({ file: owner, step }) => owner === file && matches(step)).map(({ step }) => step);

function listRunOptions(): string[] {
  const program = new Command();
  addRunCommand(program, {} as CommandContext);
  const run = program.commands.find((command) => command.name() === "run");
  return (run?.options ?? []).filter((option) => !option.hidden).map((option) => option.long ?? "");
}

test("there are a nightly workflow and one before a release, each started by what it is named after", () => {
  assert.deepEqual(workflows.map(({ file }) => file).sort(), ["before-release.yml", "nightly.yml"]);
  const triggers = (file: string) => Object.keys(workflows.find((one) => one.file === file)?.workflow.on ?? {});
  assert.deepEqual(triggers("nightly.yml"), ["schedule", "workflow_dispatch"]);
  assert.deepEqual(triggers("before-release.yml"), ["push", "workflow_dispatch"]);
});

test("workflows may read the code and nothing else, run alone, and end in time", () => {
  for (const { file, workflow } of workflows) {
    assert.deepEqual(workflow.permissions, { contents: "read" }, file);
    assert.ok(workflow.concurrency?.group.includes("github.workflow"), file);
    for (const job of Object.values(workflow.jobs)) {
      assert.equal(job.permissions, undefined, file);
      assert.ok((job["timeout-minutes"] ?? Number.POSITIVE_INFINITY) <= 30, file);
    }
  }
});

test("actions are GitHub's own, pinned by major version or hash, and leave no credentials behind", () => {
  for (const { file, step } of steps) {
    if (step.uses === undefined) continue;
    assert.match(step.uses, /^actions\/[a-z-]+@(v\d+|[0-9a-f]{40})$/, file);
    if (step.uses.startsWith("actions/checkout")) assert.equal(step.with?.["persist-credentials"], false, file);
  }
});

test("k6 is cached where set-up puts it, under the version that set-up wants", () => {
  for (const { file } of workflows) {
    const [cache] = find(file, ({ uses }) => uses?.startsWith("actions/cache@") === true);
    assert.equal(cache?.with?.path, computeCacheDirectory({ HOME: "~" }), file);
    assert.ok(String(cache?.with?.key).startsWith(`k6-${k6Version}-`), file);
  }
});

test("commands use options, incidents and files that there are", () => {
  const options = listRunOptions();
  for (const { file } of workflows) {
    const drills = find(file, ({ run }) => run?.includes("npm start -- run") === true);
    assert.equal(drills.length, 1, file);
    const line = /npm start -- run (.*?) >/.exec(drills[0]?.run ?? "")?.[1] ?? "";
    for (const [option] of line.matchAll(/--[a-z-]+/g)) assert.ok(options.includes(option), `${file}: ${option}`);
    assert.ok(line.includes("--json") && line.includes("--out drills"), file);
    const [named = ""] = line.split(" ");
    if (!named.startsWith("--"))
      assert.ok(
        incidents.some(({ name }) => name === named),
        `${file}: ${named}`,
      );
    for (const { run = "" } of find(file, ({ run }) => run !== undefined)) {
      for (const [, script = ""] of run.matchAll(/\bnode (\S+\.cjs)/g))
        assert.ok(existsSync(path.join(root, script)), script);
    }
  }
});

test("sections of the tests that a workflow names are there", () => {
  const names = listSections(root).map(({ name }) => name);
  const named = steps.flatMap(({ step }) =>
    [...(step.run ?? "").matchAll(/npm test -- (\S+)/g)].map(([, name]) => name),
  );
  assert.deepEqual(named, ["nightly"]);
  assert.ok(named.every((name) => name !== undefined && names.includes(name)));
});

test("no text that somebody else chose is put into a shell command", () => {
  for (const { file, step } of steps) assert.ok(!step.run?.includes("${{"), `${file}: ${step.name}`);
});

test("whatever the drill comes to, the run directory is kept and the exit code is said, after it and last", () => {
  for (const { file, workflow } of workflows) {
    const [job] = Object.values(workflow.jobs) as [Job];
    const order = job.steps.map(({ id, uses, run }) =>
      id === "drill"
        ? "drill"
        : uses?.startsWith("actions/upload-artifact@")
          ? "keep"
          : run?.includes("explain-exit.cjs")
            ? "say"
            : "other",
    );
    assert.deepEqual(order.slice(-3), ["drill", "keep", "say"], file);
    for (const step of job.steps.slice(-2)) assert.equal(step.if, "always()", file);
    assert.equal(job.steps.at(-2)?.with?.path, "drills/", file);
    assert.match(
      job.steps.at(-1)?.run ?? "",
      / "\$CODE" (nightly|release) drills\/result\.json >> "\$GITHUB_STEP_SUMMARY"$/,
    );
    assert.match(job.steps.at(-3)?.run ?? "", /\|\| code=\$\?\s+echo "code=\$code" >> "\$GITHUB_OUTPUT"/);
  }
});

test("inconclusive is a warning at night and a failure before a release", () => {
  const policy = (file: string) =>
    /"\$CODE" (\w+)/.exec(find(file, ({ run }) => run?.includes("explain-exit") === true)[0]?.run ?? "")?.[1];
  assert.equal(policy("nightly.yml"), "nightly");
  assert.equal(policy("before-release.yml"), "release");
});
