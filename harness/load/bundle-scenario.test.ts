import assert from "node:assert/strict";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, describe, it } from "node:test";
import { EdgeError } from "../errors.ts";
import { bundleScenario } from "./bundle-scenario.ts";

let directory = "";
before(async () => {
  directory = await mkdtemp(join(tmpdir(), "tilldrill-bundle-"));
});
after(() => rm(directory, { recursive: true, force: true }));

/** Writes files below the temporary directory; returns the path of the first. */
async function write(files: Readonly<Record<string, string>>): Promise<string> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(directory, name)), { recursive: true });
    await writeFile(join(directory, name), text);
  }
  return join(directory, Object.keys(files)[0] as string);
}

async function bundle(entry?: string): Promise<string> {
  const outFile = join(directory, "out.js");
  await bundleScenario(outFile, entry);
  return readFile(outFile, "utf8");
}

/** Modules that a bundle still imports. */
function listImports(code: string): string[] {
  return [...new Set([...code.matchAll(/\bfrom\s*"([^"]+)"/g)].map(([, name]) => name as string))].toSorted();
}

describe("a bundled scenario", () => {
  it("is the drill's script in one file, which imports only from k6", async () => {
    const code = await bundle();
    assert.deepEqual(listImports(code), ["k6", "k6/data", "k6/execution", "k6/http", "k6/metrics"]);
    assert.match(code, /export\s*\{[^}]*\bdefault\b[^}]*\}/);
    assert.match(code, /shared-iterations/);
  });

  it("holds no incident: each virtual user would hold a copy, and the settings tell what customers need", async () => {
    assert.doesNotMatch(await bundle(), /checkout-outage|viral-deal|VD-1/);
  });

  it("may import npm packages, files without their extension, and path aliases", async () => {
    const entry = await write({
      "good/main.ts": `import { greet } from "polite"; import { place } from "./place"; import { word } from "@words/end";
        export default function (): void { console.log(greet(place), word); }`,
      "good/place.ts": 'export const place: string = "bundled-place";',
      "good/words/end.ts": 'export const word = "bundled-word";',
      "good/tsconfig.json": '{ "compilerOptions": { "paths": { "@words/*": ["./words/*"] } } }',
      "good/node_modules/polite/package.json": '{ "name": "polite", "version": "1.0.0", "main": "index.js" }',
      "good/node_modules/polite/index.js": "exports.greet = (name) => 'bundled-greeting ' + name;",
    });
    const code = await bundle(entry);
    for (const text of ["bundled-place", "bundled-word", "bundled-greeting"]) assert.ok(code.includes(text), text);
    assert.deepEqual(listImports(code), []);
  });

  it("leaves k6's own modules to k6", async () => {
    const entry = await write({
      "own/main.ts": 'import http from "k6/http"; import { x } from "k6/x/anything"; export default () => http.get(x);',
    });
    assert.deepEqual(listImports(await bundle(entry)), ["k6/http", "k6/x/anything"]);
  });
});

describe("a scenario that does not bundle", () => {
  async function fail(entry: string): Promise<EdgeError> {
    const problem = await bundle(entry).then(
      () => null,
      (thrown) => thrown,
    );
    assert.ok(problem instanceof EdgeError);
    return problem;
  }

  it("is refused with file and line", async () => {
    const problem = await fail(await write({ "broken/main.ts": "const a = 1;\nexport default function ( {\n" }));
    assert.match(problem.message, /^the k6 script cannot be bundled at .*broken\/main\.ts:\d+: got /);
    assert.equal(problem.exitCode, 69);
    assert.ok(problem.cause instanceof Error);
  });

  it("names the line and the import that cannot be found", async () => {
    const problem = await fail(
      await write({ "lost/main.ts": '\n\nimport { a } from "./nowhere";\nexport default a;' }),
    );
    assert.match(problem.message, /lost\/main\.ts:3: got Could not resolve "\.\/nowhere"/);
  });

  it("names the file that is not there", async () => {
    const problem = await fail(join(directory, "missing.ts"));
    assert.match(problem.message, /missing\.ts/);
  });
});
