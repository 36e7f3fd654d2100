import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { incidents } from "../scenarios/catalogue.ts";
import { checkoutOutage } from "../scenarios/checkout-outage/incident.ts";
import type { Incident } from "../scenarios/incident.ts";
import { smoke } from "../scenarios/smoke/incident.ts";
import { ConfigError, type Problem } from "./errors.ts";
import { hashFiles, hashIncident, listShortPhases, listWeakPhases, loadIncident } from "./load-incident.ts";

function catchProblems(load: () => unknown): readonly Problem[] {
  try {
    load();
  } catch (error) {
    assert.ok(error instanceof ConfigError);
    return error.problems;
  }
  throw new Error("expected a ConfigError");
}

describe("a built-in incident", () => {
  for (const { name } of incidents)
    it(`${name} loads with its objectives and a hash of its files`, () => {
      const loaded = loadIncident(name, null, false);
      assert.equal(loaded.incident.name, name);
      assert.ok(loaded.objectives.length > 0);
      assert.match(loaded.sha256, /^[0-9a-f]{64}$/);
      assert.equal(loadIncident(name, null, false).sha256, loaded.sha256);
    });

  it("is known by its own hash", () => {
    assert.equal(new Set(incidents.map(({ name }) => loadIncident(name, null, false).sha256)).size, incidents.length);
  });
});

describe("an unknown incident", () => {
  it("is refused with the names there are", () => {
    const [problem, ...others] = catchProblems(() => loadIncident("checkout-outrage", null, false));
    assert.equal(others.length, 0);
    assert.equal(problem?.what, "unknown incident");
    assert.equal(problem?.got, "checkout-outrage");
    assert.equal(problem?.expected, "checkout-outage, viral-deal, smoke");
    assert.match(problem?.hint ?? "", /tilldrill list/);
  });
});

describe("a phase shorter than five response timeouts", () => {
  it("is found by the pace: 18 s at 200x are enough for 3 s, 14.4 s at 250x are not", () => {
    assert.deepEqual(listShortPhases(checkoutOutage, 200), []);
    assert.deepEqual(listShortPhases(checkoutOutage, 240), []);
    assert.deepEqual(listShortPhases(checkoutOutage, 250), ["calm", "catch-up", "normal", "morning"]);
  });

  it("is refused, each with what to do, and run when asked to", () => {
    const problems = catchProblems(() => loadIncident("checkout-outage", 250, false));
    assert.deepEqual(
      problems.map(({ what }) => what),
      [
        "phase calm is too short at 250x",
        "phase catch-up is too short at 250x",
        "phase normal is too short at 250x",
        "phase morning is too short at 250x",
      ],
    );
    assert.equal(problems[0]?.expected, "at least 15 s of wall time, five response timeouts");
    assert.match(problems[0]?.hint ?? "", /--allow-short-phases/);
    assert.equal(loadIncident("checkout-outage", 250, true).incident.name, "checkout-outage");
  });
});

describe("a phase with too few orders to decide anything by", () => {
  const share = (changed: number): Incident => ({ ...checkoutOutage, share: changed });

  it("is none in a built-in incident at its own pace", () => {
    for (const incident of [checkoutOutage, smoke]) assert.deepEqual(listWeakPhases(incident, incident.pace), []);
  });

  it("has under 200 expected orders an incident hour: 16.4 a second are 200 at 295x, and 199.3 at 296x", () => {
    assert.deepEqual(listWeakPhases(checkoutOutage, 295), []);
    const weak = listWeakPhases(checkoutOutage, 296.2);
    assert.deepEqual(
      weak.map(({ phase }) => phase),
      checkoutOutage.phases.map(({ name }) => name),
    );
    assert.equal(weak[0]?.says, "199.3 expected orders an incident hour, fewer than 200");
  });

  it("has, where it is normal, under 15 attempts a wall second, whatever the pace", () => {
    assert.deepEqual(listWeakPhases(share(15 / 41), 1), []);
    for (const pace of [1, 100])
      assert.deepEqual(
        listWeakPhases(share(0.36), pace).map(({ phase, says }) => `${phase}: ${says}`),
        ["calm", "precursors", "normal", "morning"].map(
          (phase) => `${phase}: 14.8 place-order attempts a wall second, fewer than 15`,
        ),
      );
  });

  it("follows the phase's own traffic, and the buyers only", () => {
    const phases = smoke.phases.map((phase) => ({ ...phase, traffic: phase.name === "after" ? 0.7 : 1 }));
    assert.deepEqual(
      listWeakPhases({ ...smoke, phases }, 60).map(({ phase, got }) => [phase, got]),
      [["after", "14 place-order attempts a wall second"]],
    );
  });

  it("is refused, with what to do, and run when asked to", () => {
    const weak = catchProblems(() => loadIncident("smoke", 361, false)).filter(({ what }) => /too few/.test(what));
    assert.deepEqual(
      weak.map(({ what }) => what),
      ["calm", "outage", "after"].map((name) => `phase ${name} has too few orders at 361x to decide anything by`),
    );
    assert.equal(weak[0]?.expected, "at least 200");
    assert.equal(weak[0]?.got, "199.4 expected orders an incident hour");
    assert.equal(weak[0]?.hint, "choose a smaller `--pace`; `--allow-short-phases` runs it all the same");
    assert.equal(loadIncident("smoke", 361, true).incident.name, "smoke");
  });
});

describe("an incident's hash", () => {
  const files: [string, string][] = [
    ["customers.ts", "a"],
    ["facts.ts", "b"],
  ];

  it("changes with each file's content and name, and not with their order", () => {
    const hash = hashFiles(files);
    assert.equal(hashFiles(files.toReversed()), hash);
    assert.notEqual(hashFiles([["customers.ts", "b"], files[1] as [string, string]]), hash);
    assert.notEqual(hashFiles([["people.ts", "a"], files[1] as [string, string]]), hash);
    assert.notEqual(hashFiles([...files, ["assumptions.ts", ""]]), hash);
  });

  it("tells apart where one file ends and the next begins", () => {
    assert.notEqual(
      hashFiles([["a.ts", "xb.ts"]]),
      hashFiles([
        ["a.ts", "x"],
        ["b.ts", ""],
      ]),
    );
  });

  it("does not change with tests and fixtures", () => {
    assert.equal(hashFiles([...files, ["facts.test.ts", "c"], ["figures.fixture.ts", "d"]]), hashFiles(files));
  });

  it("is that of the loaded incident", () => {
    for (const { name } of incidents) assert.equal(loadIncident(name, null, false).sha256, hashIncident(name));
  });
});
