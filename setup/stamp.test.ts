import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { type TestContext, test } from "node:test";

const stamps = createRequire(import.meta.url)("./stamp.cjs");

interface Project {
  readonly root: string;
  write(file: string, content: unknown): void;
  remove(file: string): void;
}

function makeProject(t: TestContext): Project {
  const root = mkdtempSync(path.join(tmpdir(), "tilldrill-stamp-"));
  t.after(() => rmSync(root, { recursive: true, force: true }));
  const write = (file: string, content: unknown) => {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), JSON.stringify(content));
  };
  const packages = { "node_modules/zod": { version: "4.0.0" } };
  write("package.json", { dependencies: { zod: "4.0.0" } });
  write("package-lock.json", {
    packages: { "": {}, ...packages, "node_modules/other-platform": { version: "1.0.0", optional: true } },
  });
  write("node_modules/.package-lock.json", { packages });
  write("node_modules/zod/package.json", {});
  write("node_modules/.bin/node", "");
  return { root, write, remove: (file) => rmSync(path.join(root, file), { recursive: true }) };
}

function stamp({ root }: Project): void {
  stamps.writeStamp(root, {
    packagesHash: stamps.computePackagesHash(root),
    node: { version: "24.21.0", inProject: true },
  });
}

const isReady = ({ root }: Project) => stamps.arePackagesReady(root, stamps.readStamp(root));

test("a stamped project is ready, one without a stamp is not", (t) => {
  const project = makeProject(t);
  assert.equal(isReady(project), false);
  stamp(project);
  assert.equal(isReady(project), true);
});

test("a changed lock file or other dependencies make the stamp void; a changed script does not", (t) => {
  const project = makeProject(t);
  stamp(project);
  project.write("package.json", { scripts: { a: "b" }, dependencies: { zod: "4.0.0" } });
  assert.equal(isReady(project), true);
  project.write("package.json", { dependencies: { zod: "4.0.1" } });
  assert.equal(isReady(project), false);
  project.write("package.json", { dependencies: { zod: "4.0.0" } });
  assert.equal(isReady(project), true);
  project.write("package-lock.json", { packages: {} });
  assert.equal(isReady(project), false);
});

test("a piece that has gone makes the stamp void", (t) => {
  for (const piece of ["node_modules/zod", "node_modules/.bin/node", "node_modules"]) {
    const project = makeProject(t);
    stamp(project);
    project.remove(piece);
    assert.equal(isReady(project), false, piece);
  }
});

test("packages that npm installed from this lock file need no second installation", (t) => {
  const project = makeProject(t);
  assert.equal(stamps.matchesLockFile(project.root), true);
  project.write("node_modules/.package-lock.json", { packages: { "node_modules/zod": { version: "4.0.1" } } });
  assert.equal(stamps.matchesLockFile(project.root), false);
  project.write("node_modules/.package-lock.json", { packages: {} });
  assert.equal(stamps.matchesLockFile(project.root), false);
});
