// The linter's rules that are the project's own, each seen to fire on a bad snippet and to stay quiet on a good one.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";

const root = path.resolve(import.meta.dirname, "../..");
const biome = path.join(root, "node_modules/.bin/biome");
const restricted = "lint/style/noRestrictedImports";
const nodeModule = "lint/correctness/noNodejsModules";
const restrictedGlobal = "lint/style/noRestrictedGlobals";
const longFunction = "lint/complexity/noExcessiveLinesPerFunction";

interface Snippet {
  readonly rule: string;
  readonly file: string;
  readonly source: string;
  /** The lint category that must fire; null: none of these rules may. */
  readonly fires: string | null;
}

const imports = (from: string) => `import { x } from "${from}";\nexport const y = x;\n`;
const fills = (lines: number) => `export function f(): void {\n${"  console.log();\n".repeat(lines)}}\n`;
const importsType = (from: string) => `import type { X } from "${from}";\nexport type Y = X;\n`;

const snippets: readonly Snippet[] = [
  ...["harness/errors.ts", "scenarios/outcome.ts", "reports/render.ts"].flatMap((from) => [
    {
      rule: "the shop knows nothing of its tester",
      file: "mock-shop/pages/a.ts",
      source: imports(`../../${from}`),
      fires: restricted,
    },
    {
      rule: "the shop's types neither",
      file: "mock-shop/rules/a.ts",
      source: importsType(`../../${from}`),
      fires: restricted,
    },
    {
      rule: "the shop's tests neither",
      file: "mock-shop/rules/a.test.ts",
      source: imports(`../../${from}`),
      fires: restricted,
    },
  ]),
  ...["../rules/cart.ts", "fastify"].map((from) => ({
    rule: "the shop imports itself and packages",
    file: "mock-shop/pages/a.ts",
    source: imports(from),
    fires: null,
  })),
  ...[
    "../harness/errors.ts",
    "../mock-shop/rules/cart.ts",
    "../reports/render.ts",
    "zod",
    "k6/http",
    "@scope/name",
  ].map((from) => ({
    rule: `scenarios import only themselves, not ${from}`,
    file: "scenarios/a.ts",
    source: imports(from),
    fires: restricted,
  })),
  {
    rule: "the simulation takes none of the shop's impure rooms",
    file: "harness/simulate/a.ts",
    source: imports("../../mock-shop/payments/reply.ts"),
    fires: restricted,
  },
  ...["../../mock-shop/capacity/worker-pool.ts", "../../mock-shop/rules/draw.ts", "../../scenarios/plan.ts"].map(
    (from) => ({
      rule: `the simulation takes the pure ones, ${from}`,
      file: "harness/simulate/a.ts",
      source: imports(from),
      fires: null,
    }),
  ),
  {
    rule: "scenarios import no types of the harness",
    file: "scenarios/a.ts",
    source: importsType("../harness/record/run-record.ts"),
    fires: restricted,
  },
  {
    rule: "scenarios re-export nothing of others",
    file: "scenarios/a.ts",
    source: `export * from "../harness/errors.ts";\n`,
    fires: restricted,
  },
  {
    rule: "scenarios import nothing of others late",
    file: "scenarios/a.ts",
    source: `export const x = import("../harness/errors.ts");\n`,
    fires: restricted,
  },
  {
    rule: "scenarios import themselves",
    file: "scenarios/customers/a.ts",
    source: imports("../outcome.ts"),
    fires: null,
  },
  { rule: "k6 is imported in scenarios/k6", file: "scenarios/k6/a.ts", source: imports("k6/http"), fires: null },
  {
    rule: "packages are not imported in scenarios/k6",
    file: "scenarios/k6/a.ts",
    source: imports("zod"),
    fires: restricted,
  },
  {
    rule: "the harness is not imported in scenarios/k6",
    file: "scenarios/k6/a.ts",
    source: imports("../../harness/errors.ts"),
    fires: restricted,
  },
  {
    rule: "scenarios' tests use node:test and packages",
    file: "scenarios/a.test.ts",
    source: imports("node:test") + importsType("fast-check"),
    fires: null,
  },
  {
    rule: "scenarios' tests know no harness",
    file: "scenarios/a.test.ts",
    source: imports("../harness/errors.ts"),
    fires: restricted,
  },
  {
    rule: "`using` hangs k6",
    file: "scenarios/a.ts",
    source: "declare function open(): Disposable;\nexport function f(): void {\n  using x = open();\n  void x;\n}\n",
    fires: "plugin",
  },
  {
    rule: "`await using` hangs k6",
    file: "scenarios/k6/a.ts",
    source:
      "declare function open(): AsyncDisposable;\nexport async function f(): Promise<void> {\n  await using x = open();\n  void x;\n}\n",
    fires: "plugin",
  },
  {
    rule: "`using` is free elsewhere",
    file: "harness/drill/a.ts",
    source: "declare function open(): Disposable;\nexport function f(): void {\n  using x = open();\n  void x;\n}\n",
    fires: null,
  },
  {
    rule: "reports draw records, not drills",
    file: "reports/a.ts",
    source: imports("../harness/drill/run-drill.ts"),
    fires: restricted,
  },
  {
    rule: "reports know no shop",
    file: "reports/a.ts",
    source: imports("../mock-shop/rules/cart.ts"),
    fires: restricted,
  },
  {
    rule: "reports import record and measure",
    file: "reports/html/a.ts",
    source: importsType("../../harness/record/run-record.ts") + imports("../../harness/measure/percentiles.ts"),
    fires: null,
  },
  {
    rule: "reports import types of scenarios",
    file: "reports/html/a.ts",
    source: importsType("../../scenarios/outcome.ts"),
    fires: null,
  },
  {
    rule: "reports import no values of scenarios",
    file: "reports/html/a.ts",
    source: imports("../../scenarios/outcome.ts"),
    fires: "plugin",
  },
  ...[
    "scenarios/customers",
    "mock-shop/rules",
    "mock-shop/capacity",
    "mock-shop/defences",
    "harness/measure",
    "harness/objectives",
    "harness/audit",
    "harness/record",
    "reports",
  ].flatMap((folder) => [
    {
      rule: `${folder} is pure: no node: modules`,
      file: `${folder}/a.ts`,
      source: imports("node:fs"),
      fires: nodeModule,
    },
    {
      rule: `${folder} is pure: no bare Node modules`,
      file: `${folder}/b.ts`,
      source: imports("fs"),
      fires: nodeModule,
    },
    {
      rule: `${folder} is pure: no clock`,
      file: `${folder}/c.ts`,
      source: "export const x = performance.now();\n",
      fires: restrictedGlobal,
    },
    { rule: `${folder}'s tests use node:test`, file: `${folder}/a.test.ts`, source: imports("node:test"), fires: null },
  ]),
  ...[
    "harness/audit/read-books.ts",
    "harness/record/read-record.ts",
    "harness/record/write-record.ts",
    "reports/assets.ts",
    "harness/drill/a.ts",
    "mock-shop/ledger/a.ts",
  ].map((file) => ({ rule: `${file} is an edge`, file, source: imports("node:fs"), fires: null })),
  { rule: "61 lines are too many", file: "mock-shop/pages/a.ts", source: fills(61), fires: longFunction },
  { rule: "60 lines are a function", file: "mock-shop/pages/a.ts", source: fills(60), fires: null },
  { rule: "a test may be a list", file: "mock-shop/pages/a.test.ts", source: fills(61), fires: null },
];

const directory = mkdtempSync(path.join(tmpdir(), "tilldrill-layering-"));
const found = new Map<number, Set<string>>();

before(() => {
  cpSync(path.join(root, "biome.json"), path.join(directory, "biome.json"));
  cpSync(path.join(root, "test/tidy"), path.join(directory, "test/tidy"), {
    recursive: true,
    filter: (source) => !source.endsWith(".ts"),
  });
  symlinkSync(path.join(root, "node_modules"), path.join(directory, "node_modules"));
  writeFileSync(path.join(directory, ".gitignore"), "node_modules\n");
  snippets.forEach((snippet, index) => {
    const file = path.join(directory, computePlace(snippet, index));
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, snippet.source);
  });
  const args = ["lint", "--reporter=json", "--max-diagnostics=none", "."];
  const ran = spawnSync(biome, args, { cwd: directory, encoding: "utf8" });
  const report = JSON.parse(ran.stdout) as { diagnostics: { category: string; location: { path: string } }[] };
  for (const { category, location } of report.diagnostics) {
    const index = snippets.findIndex((snippet, at) => location.path.endsWith(computePlace(snippet, at)));
    found.set(index, (found.get(index) ?? new Set()).add(category));
  }
});

after(() => rmSync(directory, { recursive: true, force: true }));

test("each snippet is linted under its own path by the project's own biome", () => {
  assert.match(execFileSync(biome, ["--version"], { encoding: "utf8" }), /\d+\.\d+\.\d+/);
  const categories = [...found.values()].flatMap((each) => [...each]);
  assert.ok(!found.has(-1) && !categories.includes("parse"), categories.join(", "));
});

snippets.forEach((snippet, index) => {
  const verb = snippet.fires === null ? "stays quiet" : `fires (${snippet.fires})`;
  test(`${snippet.rule}: ${verb} in ${snippet.file} ${JSON.stringify(snippet.source.split("\n")[0])}`, () => {
    const own = [restricted, nodeModule, restrictedGlobal, longFunction, "plugin"];
    const fired = own.filter((category) => found.get(index)?.has(category));
    if (snippet.fires === null) assert.deepEqual(fired, []);
    else assert.ok(fired.includes(snippet.fires), `expected ${snippet.fires}, got ${fired.join(", ") || "nothing"}`);
  });
});

// The edges are named in the rules one by one: their names stay, everything else gets a folder of its own.
function computePlace({ file }: Snippet, index: number): string {
  if (/(read|write)-|assets/.test(file)) return file;
  const [room = "", ...rest] = path.dirname(file).split("/");
  return [room, ...rest, `case-${index}-${path.basename(file)}`].join("/");
}
