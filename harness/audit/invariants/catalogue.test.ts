import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { invariants } from "./catalogue.ts";

test("the guide tells each invariant's sentence in its row", () => {
  const rows = readFileSync(new URL("../../../docs/audit.md", import.meta.url), "utf8").split("\n");
  for (const { name, says } of invariants)
    assert.ok(
      rows.some((row) => row.startsWith(`| \`${name}\` | ${says}`)),
      `${name}: ${says}`,
    );
});

test("every invariant has a name of its own", () => {
  const names = invariants.map(({ name }) => name);
  assert.deepEqual([...new Set(names)], names);
});
