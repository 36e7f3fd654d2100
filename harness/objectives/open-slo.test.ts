import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { assumptions } from "../../scenarios/viral-deal/assumptions.ts";
import { ConfigError } from "../errors.ts";
import { type Objective, parseObjectives } from "./open-slo.ts";

function readScenario(name: string): string {
  return readFileSync(new URL(`../../scenarios/${name}/objectives.yaml`, import.meta.url), "utf8");
}

const smoke = readScenario("smoke");

function listProblems(text: string): string[] {
  try {
    parseObjectives(text, "objectives.yaml");
    return [];
  } catch (error) {
    assert.ok(error instanceof ConfigError);
    return error.problems.map(({ what, where, got }) => [what, where, got].join(" | "));
  }
}

describe("objectives file", () => {
  it("reads the checkout outage's five objectives", () => {
    const objectives = parseObjectives(readScenario("checkout-outage"), "objectives.yaml");
    const summary = objectives.map((o) => [o.name, o.kind, o.steps.length, o.target, o.limitMs, o.alerting]);
    assert.deepEqual(summary, [
      ["checkout-availability", "availability", 1, 0.999, null, true],
      ["browse-availability", "availability", 4, 0.995, null, true],
      ["browse-latency", "latency", 4, 0.99, 300, false],
      ["place-order-latency", "latency", 1, 0.99, 1000, false],
      ["order-success", "order-success", 1, 0.995, null, false],
    ]);
  });

  it("reads every field of an objective", () => {
    const expected: Objective = {
      name: "browse-availability",
      says: "Looking around and filling the cart works for those who came to buy",
      kind: "availability",
      steps: ["home", "category", "product", "cart"],
      populations: ["buyers"],
      phase: null,
      target: 0.995,
      limitMs: null,
      budgetAllowedRatio: 1,
      alerting: true,
    };
    assert.deepEqual(parseObjectives(smoke, "objectives.yaml")[1], expected);
  });

  it("reads the viral deal's waiting objective: expected by first pages, its limit the assumption in minutes", () => {
    const found = parseObjectives(readScenario("viral-deal"), "objectives.yaml").find(({ kind }) => kind === "waiting");
    assert.deepEqual(found?.steps, ["home"]);
    assert.deepEqual(found?.populations, ["buyers"]);
    assert.equal(found?.limitMinutes, 10);
    assert.equal(assumptions.find(({ id }) => id === "waiting-limit")?.value, 10);
  });

  it("refuses a waiting objective without a limit, or that alerts, and any other without steps", () => {
    const [first = ""] = smoke.split("\n---");
    const waiting = first.replace("kind: availability", "kind: waiting").replace(/ *tilldrill.dev\/steps:.*\n/, "");
    assert.deepEqual(
      listProblems(waiting).map((text) => text.split(" | ")[0]),
      ["waiting objective checkout-availability has no limit", "waiting objective checkout-availability cannot alert"],
    );
    assert.match(listProblems(first.replace(/ *tilldrill.dev\/steps:.*\n/, ""))[0] ?? "", /has no steps/);
  });

  it("allows smoke's one incident 5 % of the checkout's budget", () => {
    assert.equal(parseObjectives(smoke, "objectives.yaml")[0]?.budgetAllowedRatio, 0.05);
  });

  it("lists all problems with their lines", () => {
    const text = smoke
      .replace("target: 0.999", "target: 1")
      .replace("steps: place-order", "steps: pay")
      .replace("service: shop", "team: shop");
    assert.deepEqual(listProblems(text), [
      'metadata.annotations.tilldrill.dev/steps.0 is wrong | objectives.yaml:11 | "pay"',
      "spec.service is wrong | objectives.yaml:15 | nothing",
      "spec.objectives.0.target is wrong | objectives.yaml:38 | 1",
      "unknown field in spec | objectives.yaml:15 | team",
    ]);
  });

  it("refuses what is not YAML, what is not an SLO, and a file without objectives", () => {
    assert.match(listProblems("a: [1")[0] ?? "", /^not YAML: .*objectives\.yaml:1/);
    assert.match(
      listProblems(smoke.replace("kind: SLO", "kind: SLI"))[0] ?? "",
      /^kind is wrong \| objectives.yaml:5 \| "SLI"/,
    );
    assert.deepEqual(listProblems(""), ["no objective | objectives.yaml | none"]);
    assert.match(listProblems("just text")[0] ?? "", /^the document is wrong/);
  });

  it("keeps annotations within OpenSLO's schema: names and values of 63 plain characters", () => {
    for (const text of [smoke, readScenario("checkout-outage"), readScenario("viral-deal")]) {
      for (const [, value] of text.matchAll(/^ {4}tilldrill\.dev\/[a-z-]+: "?([^"\n]*)"?$/gm)) {
        assert.match(value ?? "", /^[a-z0-9A-Z][a-z0-9A-Z._-]{0,62}$/);
      }
    }
  });

  it("refuses other windows, budgeting methods and versions", () => {
    assert.equal(listProblems(smoke.replace("duration: 30d", "duration: 28d")).length, 1);
    assert.equal(listProblems(smoke.replace("Occurrences", "Timeslices")).length, 1);
    assert.equal(listProblems(smoke.replace("openslo/v1", "openslo/v2alpha")).length, 1);
  });

  it("refuses a name used twice, a latency objective without a limit, an order-success objective that alerts", () => {
    assert.deepEqual(listProblems(smoke.replace("name: browse-availability\n", "name: checkout-availability\n")), [
      "two objectives of one name | objectives.yaml:43 | checkout-availability",
    ]);
    assert.match(listProblems(smoke.replace("kind: availability", "kind: latency"))[0] ?? "", /has no limit/);
    assert.match(listProblems(smoke.replace("kind: availability", "kind: order-success"))[0] ?? "", /cannot alert/);
  });
});
