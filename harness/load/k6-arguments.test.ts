import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { buildK6Arguments } from "./k6-arguments.ts";

describe("k6's arguments", () => {
  const list = buildK6Arguments("scenario.js");

  it("run the script, named last", () => {
    assert.equal(list[0], "run");
    assert.equal(list.at(-1), "scenario.js");
  });

  it("ask for samples on stdout in microseconds, and for no report to anybody", () => {
    assert.ok(list.some((one) => one.startsWith("--out=csv=fileName=-,timeFormat=unix_micro")));
    assert.ok(list.includes("--no-usage-report"));
  });
});
