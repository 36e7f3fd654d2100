import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ConfigError } from "../errors.ts";
import { ProblemList, parsePace, parsePositive, parseSeed, parseWhole } from "./options.ts";

function catchMessage(parse: () => unknown): string {
  try {
    parse();
  } catch (error) {
    assert.ok(error instanceof ConfigError);
    return error.message;
  }
  throw new Error("expected a ConfigError");
}

describe("a whole number", () => {
  it("is taken within its bounds, the bounds included", () => {
    assert.deepEqual(
      ["0", "7", "10"].map((text) => parseWhole("--seed", text, 0, 10)),
      [0, 7, 10],
    );
  });

  it("is refused otherwise, with option, expectation and what was given", () => {
    for (const text of ["-1", "11", "1.5", "", " ", "abc", "NaN", "Infinity"])
      assert.equal(
        catchMessage(() => parseWhole("--seed", text, 0, 10)),
        `\`--seed\` is not usable: expected a whole number from 0 to 10, got ${text}`,
      );
  });
});

describe("a positive number", () => {
  it("is taken above 0 up to its bound", () => {
    assert.deepEqual(
      ["0.5", "200", "1000"].map((text) => parsePositive("--pace", text, 1000)),
      [0.5, 200, 1000],
    );
  });

  it("is refused otherwise", () => {
    for (const text of ["0", "-5", "1000.1", "", "fast", "Infinity"])
      assert.equal(
        catchMessage(() => parsePositive("--pace", text, 1000)),
        `\`--pace\` is not usable: expected a number above 0, at most 1000, got ${text}`,
      );
  });
});

describe("several checks", () => {
  it("are refused with the problems of all of them", () => {
    const problems = new ProblemList();
    assert.equal(
      problems.check(() => parseSeed("x"), 0),
      0,
    );
    assert.equal(
      problems.check(() => 1, 0),
      1,
    );
    assert.equal(
      problems.check(() => parsePace("0"), null),
      null,
    );
    assert.match(
      catchMessage(() => problems.throwIfAny()),
      /--seed.*\n.*--pace/,
    );
  });

  it("pass where each passes, and hide no other error", () => {
    const problems = new ProblemList();
    assert.deepEqual(
      [problems.check(() => parseSeed("1"), 0), problems.check(() => parsePace(undefined), 5)],
      [1, null],
    );
    problems.throwIfAny();
    const bug = () => {
      throw new TypeError("a bug");
    };
    assert.throws(() => problems.check(bug, undefined), TypeError);
  });
});
