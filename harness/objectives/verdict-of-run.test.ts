import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import type { FaultResult, Verdict } from "../record/drill-result.ts";
import { computeExitCode, mergeVerdicts } from "./verdict.ts";
import { fault } from "./verdict-input.fixture.ts";

describe("verdict of a run", () => {
  const verdict = fc.constantFrom<Verdict>("pass", "fail", "inconclusive");

  it("fails if one drill fails, passes only if all pass", () => {
    assert.equal(mergeVerdicts(["pass", "pass"]), "pass");
    assert.equal(mergeVerdicts(["pass", "inconclusive"]), "inconclusive");
    assert.equal(mergeVerdicts(["inconclusive", "fail"]), "fail");
    assert.equal(mergeVerdicts([]), "inconclusive");
  });

  it("is commutative and associative", () => {
    fc.assert(
      fc.property(verdict, verdict, verdict, (a, b, c) => {
        assert.equal(mergeVerdicts([a, b]), mergeVerdicts([b, a]));
        assert.equal(mergeVerdicts([mergeVerdicts([a, b]), c]), mergeVerdicts([a, b, c]));
      }),
    );
  });

  it("gives its exit code, and 12 above all others while a target may still be faulty", () => {
    const exitCode = (drillVerdict: Verdict, changes: Partial<FaultResult> = {}) =>
      computeExitCode([
        { verdict: "pass", faults: [fault] },
        { verdict: drillVerdict, faults: [{ ...fault, ...changes }] },
      ]);
    assert.equal(exitCode("pass"), 0);
    assert.equal(exitCode("fail"), 10);
    assert.equal(exitCode("inconclusive"), 11);
    assert.equal(exitCode("fail", { state: "not-restored" }), 12);
    assert.equal(exitCode("pass", { restoreVerified: false }), 12);
    assert.equal(exitCode("inconclusive", { state: "not-injected", restoreVerified: false }), 11);
    assert.equal(exitCode("pass", { state: "prevented", injectedAtMinute: null, requestsAffected: 0 }), 0);
    assert.equal(computeExitCode([]), 11);
  });
});
