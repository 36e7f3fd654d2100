// Each rule is seen to fire on a bad example and to stay quiet on a good one; then the project itself is held to it.
import assert from "node:assert/strict";
import path from "node:path";
import { test } from "node:test";
import { isPure, pureFolders } from "./pure-folders.ts";
import { readSourceFiles, type SourceFile } from "./source-file.ts";
import {
  findBadNames,
  findClocksInPureFolders,
  findDroppedK6Features,
  findLongFiles,
  findLooseDependencies,
  findMachinePaths,
  findUndocumentedExports,
  findWhatK6Lacks,
  type TidyRule,
} from "./tidy-rules.ts";

const project = readSourceFiles(path.resolve(import.meta.dirname, "../.."));
const pinned = (version: string) => JSON.stringify({ dependencies: { zod: version } });
const architecture = { path: "ARCHITECTURE.md", text: "| `zod` | validation |" };

interface Case {
  readonly says: string;
  readonly rule: TidyRule;
  readonly bad: readonly (readonly SourceFile[])[];
  readonly good: readonly SourceFile[];
}

const cases: readonly Case[] = [
  {
    says: "pure folders read no clock and draw no chance",
    rule: findClocksInPureFolders,
    bad: ["Date.now()", "Math.random()", "new Date()", "performance.now()"].map((call) => [
      { path: "harness/measure/a.ts", text: `const x = ${call};\n` },
    ]),
    good: [
      { path: "harness/measure/a.ts", text: "// never Date.now()\nconst x = new Date(startedAtMs);\n" },
      { path: "harness/measure/a.test.ts", text: "const x = Date.now();\n" },
      { path: "harness/drill/a.ts", text: "const x = Date.now();\n" },
      { path: "scenarios/k6/a.ts", text: "const x = Date.now();\n" },
    ],
  },
  {
    says: "scenarios use nothing that k6's engine lacks",
    rule: findWhatK6Lacks,
    bad: ["structuredClone(x)", "Object.groupBy(x, f)", "x[Symbol.dispose]()"].map((code) => [
      { path: "scenarios/a.ts", text: `${code};\n` },
    ]),
    good: [{ path: "harness/measure/a.ts", text: "structuredClone(x);\n" }],
  },
  {
    says: "files have at most 300 lines",
    rule: findLongFiles,
    bad: [[{ path: "harness/a.ts", text: "x\n".repeat(301) }]],
    good: [
      { path: "harness/a.ts", text: "x\n".repeat(300) },
      { path: "docs/a.md", text: "x\n".repeat(900) },
    ],
  },
  {
    says: "files are named in kebab-case, and after what they hold",
    rule: findBadNames,
    bad: [
      "harness/runDrill.ts",
      "harness/RunDrill.ts",
      "harness/run_drill.ts",
      "harness/utils.ts",
      "harness/time-utils.ts",
      "harness/helpers.test.ts",
      "harness/common/a.ts",
      "harness/fault-manager.ts",
      "lib/a.ts",
    ].map((file) => [{ path: file, text: "" }]),
    good: ["README.md", "harness/run-drill.test.ts", "setup/find-k6.d.cts", "harness/common-cause.ts", ".ci/run"].map(
      (file) => ({ path: file, text: "" }),
    ),
  },
  {
    says: "files name no path of one machine and no package registry",
    rule: findMachinePaths,
    bad: [
      `const x = "${["", "work", "main"].join("/")}";`,
      `// see ${["", "root", "notes"].join("/")}`,
      `cd ${["", "home", "me"].join("/")}`,
      `"resolved": "https://${["registry", "npmjs", "org"].join(".")}/zod"`,
      `GOPROXY=https://${["proxy", "golang", "org"].join(".")}`,
    ].map((text) => [{ path: "docs/a.md", text }]),
    good: [{ path: "docs/a.md", text: 'import "../pages/home/a.ts"; open("/home?x=1"); ./work/a' }],
  },
  {
    says: "nothing is used that k6 2.x dropped",
    rule: findDroppedK6Features,
    bad: [
      `executor: "${["externally", "controlled"].join("-")}"`,
      `["${["--summary", "mode"].join("-")}=legacy"]`,
      `["${["--summary", "mode"].join("-")}", "legacy"]`,
      `spawn("${"K6 PAUSE".toLowerCase()} --address x")`,
    ].map((text) => [{ path: "harness/load/a.ts", text }]),
    good: [{ path: "harness/load/a.ts", text: '["--summary-mode=disabled"]; // k6 is paused by nobody' }],
  },
  {
    says: "exported functions of pure folders have a comment",
    rule: findUndocumentedExports,
    bad: ["export function f() {}", "export async function f() {}", "export const f = (x: number) => x;"].map(
      (code) => [{ path: "reports/a.ts", text: `const a = 1;\n\n${code}\n` }],
    ),
    good: [
      { path: "reports/a.ts", text: "/** Why. */\nexport function f() {}\n// Why.\nexport const g = () => 1;\n" },
      { path: "reports/b.ts", text: "export const limitMs = 3;\nexport interface X {}\nfunction f() {}\n" },
      { path: "harness/cli.ts", text: "export function f() {}\n" },
    ],
  },
  {
    says: "dependencies are pinned exactly and explained in ARCHITECTURE.md",
    rule: findLooseDependencies,
    bad: [
      ...["^4.0.0", "~4.0.0", "4", "*", "latest"].map((version) => [
        { path: "package.json", text: pinned(version) },
        architecture,
      ]),
      [{ path: "package.json", text: pinned("4.0.0") }],
    ],
    good: [{ path: "package.json", text: pinned("4.0.0") }, architecture],
  },
];

for (const { says, rule, bad, good } of cases) {
  test(`a breach is found: ${says}`, () => {
    for (const files of bad) assert.notDeepEqual(rule(files), [], JSON.stringify(files));
  });
  test(`no false alarm: ${says}`, () => assert.deepEqual(rule(good), []));
  test(says, () => assert.deepEqual(rule(project), []));
}

test("every pure folder holds files that the rules look at", () => {
  const empty = pureFolders.filter(
    (folder) => !project.some((file) => isPure(file.path) && file.path.startsWith(folder)),
  );
  assert.deepEqual(empty, []);
});
