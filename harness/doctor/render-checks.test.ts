import assert from "node:assert/strict";
import { test } from "node:test";
import { missCheck, passCheck, warnCheck } from "./check.ts";
import { renderChecks, renderChecksJson } from "./render-checks.ts";

test("the table shows state, name, found and the hint below, and closes with the verdict", () => {
  const text = renderChecks([passCheck("node", "24.21.0"), missCheck("k6", "k6 is missing", "two ways:\n  1. a")]);
  assert.equal(
    text,
    [
      "ok       node  24.21.0",
      "missing  k6    k6 is missing",
      "         hint: two ways:",
      "           1. a",
      "",
      "missing: k6",
      "",
    ].join("\n"),
  );
});

test("a warning does not stop drills", () => {
  const checks = [passCheck("node", "24.21.0"), warnCheck("disk", "100 MB free", "free some")];
  assert.match(renderChecks(checks), /\n\nthis machine can run drills\n$/);
  assert.equal(JSON.parse(renderChecksJson(checks)).ok, true);
});

test("the JSON form has a schema version and all checks", () => {
  assert.deepEqual(JSON.parse(renderChecksJson([missCheck("k6", "none", "get it")])), {
    schemaVersion: 1,
    ok: false,
    checks: [{ name: "k6", found: "none", state: "missing", advice: "get it" }],
  });
});
