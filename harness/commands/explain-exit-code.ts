// A line on what a run's exit code comes from, where its drills came out differently.
import { labelDrill } from "../record/label-drill.ts";
import type { RunRecord } from "../record/run-record.ts";

const failedCode = 10;
const meanings: Readonly<Record<number, string>> = { [failedCode]: "failed", 11: "inconclusive" };

/** Empty where all drills passed; else which did not, and that a single defence may well miss the objectives. */
export function explainExitCode(done: readonly { readonly record: RunRecord }[], exitCode: number): string {
  const meaning = meanings[exitCode];
  if (meaning === undefined) return "";
  const name = ({ record }: { readonly record: RunRecord }) =>
    labelDrill({ ...record, addedLatencyMs: record.recorded.selection.addedLatencyMs });
  const blamed = done.filter(({ record }) =>
    exitCode === failedCode ? record.verdict === "fail" : record.verdict !== "pass",
  );
  const isSingle = blamed.some(({ record }) => record.defences.length === 1 && record.verdict === "fail");
  const single = isSingle ? "; a defence alone may miss the objectives: what it is worth stands in the table" : "";
  return `exit code ${exitCode} (${meaning}): ${blamed.map(name).join(", ")}${single}\n`;
}
