import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ConfigError } from "../errors.ts";
import { ProblemList } from "./options.ts";
import { parseRunOptions, type RunOptions, type RunRequest } from "./run-options.ts";

function parse(names: readonly string[], options: Partial<RunOptions> = {}): RunRequest {
  const problems = new ProblemList();
  const request = parseRunOptions(names, { seed: "1", out: "drills", ...options }, problems);
  problems.throwIfAny();
  return request;
}

function refuse(names: readonly string[], options: Partial<RunOptions>): string[] {
  try {
    parse(names, options);
  } catch (problem) {
    assert.ok(problem instanceof ConfigError);
    assert.ok(
      problem.problems.every(({ expected, got, hint }) => [expected, got, hint].every((one) => one !== undefined)),
    );
    return problem.problems.map(({ what, got }) => `${what}: ${got}`);
  }
  return [];
}

describe("the options of a run", () => {
  it("leave all open that was not given", () => {
    const { incidents, mode, variant, defences, cause, shortForm, pace, seed } = parse(["smoke", "smoke"]);
    assert.deepEqual([incidents, mode, variant, defences], [["smoke"], "variants", null, null]);
    assert.deepEqual([cause, shortForm, pace, seed], [null, false, null, 1]);
  });

  it("name the defences of one drill, also in the other spelling", () => {
    assert.deepEqual(parse(["smoke"], { defences: "a, b,a" }).defences, ["a", "b"]);
    assert.deepEqual(parse(["smoke"], { defenses: "a" }).defences, ["a"]);
    assert.deepEqual(parse(["smoke"], { defences: "a", variant: "defended" }).variant, "defended");
  });

  it("ask for defences one by one, in the short form unless the whole is wanted", () => {
    const short = parse(["checkout-outage"], { eachDefence: true });
    assert.deepEqual([short.mode, short.shortForm], ["one-by-one", true]);
    assert.equal(parse(["checkout-outage"], { eachDefense: true }).mode, "one-by-one");
    assert.equal(parse(["checkout-outage"], { eachDefence: true, wholePhases: true }).shortForm, false);
  });

  it("ask for a pair with added latency", () => {
    const { mode, addedLatencyMs } = parse(["checkout-outage"], { addedLatency: "300", pace: "60" });
    assert.deepEqual([mode, addedLatencyMs], ["added-latency", 300]);
  });

  it("cut phases and switch off mechanisms for tests", () => {
    const { phases, without } = parse(["smoke"], { testPhases: "calm=2,outage=1.5", testWithout: "the-fault" });
    assert.deepEqual(phases, [
      { phase: "calm", minutes: 2 },
      { phase: "outage", minutes: 1.5 },
    ]);
    assert.equal(without, "the-fault");
  });
});

describe("options that contradict each other are refused", () => {
  const alone = ["checkout-outage"];
  const rows: [rule: string, names: string[], options: Partial<RunOptions>, problems: string[]][] = [
    ["an unknown variant", alone, { variant: "x" }, ["unknown variant: x"]],
    [
      "defences as it happened",
      alone,
      { variant: "as-it-happened", defences: "a" },
      ["`--defences` cannot be used with `--variant as-it-happened`: a"],
    ],
    [
      "one by one, and these",
      alone,
      { eachDefence: true, defences: "a", variant: "defended" },
      ["`--each-defence` cannot be used with --variant, --defences: both"],
    ],
    ["one by one of two incidents", ["a", "b"], { eachDefence: true }, ["`--each-defence` drills one incident: a, b"]],
    ["one by one of none", [], { eachDefence: true }, ["`--each-defence` drills one incident: none"]],
    ["whole phases alone", alone, { wholePhases: true }, ["`--whole-phases` has no use here: no --each-defence"]],
    [
      "whole phases and the short form",
      alone,
      { eachDefence: true, wholePhases: true, shortForm: true },
      ["`--whole-phases` has no use here: --short-form"],
    ],
    [
      "added latency and what it leaves no room for",
      alone,
      { addedLatency: "300", variant: "defended", defences: "a", cause: "c", eachDefence: true },
      ["`--added-latency` cannot be used with --variant, --defences, --cause, --each-defence: both"],
    ],
    [
      "both spellings of one option",
      alone,
      { defences: "circuit-breaker", defenses: "load-shedding" },
      ["`--defences` and `--defenses` are one option: load-shedding"],
    ],
    ["added latency of all incidents", [], { addedLatency: "300" }, ["`--added-latency` drills one incident: none"]],
    [
      "added latency at a pace that distorts it",
      alone,
      { addedLatency: "300", pace: "200" },
      ["`--pace` is too fast for `--added-latency`: 200"],
    ],
    ["too little latency", alone, { addedLatency: "5" }, ["`--added-latency` is not usable: 5"]],
    ["phases that are no lengths", alone, { testPhases: "calm" }, ["`--test-phases` is not usable: "]],
    [
      "several at once, all of which are told",
      alone,
      { variant: "x", seed: "y", pace: "0" },
      ["unknown variant: x", "`--seed` is not usable: y", "`--pace` is not usable: 0"],
    ],
  ];
  for (const [rule, names, options, problems] of rows)
    it(rule, () => {
      assert.deepEqual(refuse(names, options), problems);
    });
});
