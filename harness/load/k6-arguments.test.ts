import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { buildK6Arguments } from "./k6-arguments.ts";

describe("k6's arguments", () => {
  const list = buildK6Arguments("scenario.js", "k6.json");

  it("run the script, named last", () => {
    assert.equal(list[0], "run");
    assert.equal(list.at(-1), "scenario.js");
  });

  it("ask for samples on stdout in microseconds, and for no report to anybody", () => {
    assert.ok(list.some((one) => one.startsWith("--out=csv=fileName=-,timeFormat=unix_micro")));
    assert.ok(list.includes("--no-usage-report"));
  });

  it("name a configuration of ours, so that the person's own is not read", () => {
    assert.ok(list.includes("--config=k6.json"));
  });
});
