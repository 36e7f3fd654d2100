// Checks a record that was read back: the fixed fields strictly, what was recorded by its outline.
import { z } from "zod";
import { drillResultSchema, schemaVersion } from "./drill-result.ts";
import type { Recorded, RunRecord } from "./run-record.ts";

const recorded = z.custom<Recorded>((value) => {
  const lists = [
    "timeSlices",
    "objectiveCounts",
    "changeLog",
    "stepCounts",
    "shortPhases",
    "warnings",
    "invalidBecause",
    "defenceReports",
    "alertedActions",
    "findings",
    "paceLicence",
  ];
  if (typeof value !== "object" || value === null) return false;
  const fields = value as Record<string, unknown>;
  if (typeof fields.selection !== "object" || fields.selection === null) return false;
  return typeof fields.complete === "boolean" && lists.every((name) => Array.isArray(fields[name]));
}, "expected what a drill records");

export const runRecordSchema = z.strictObject({
  schemaVersion: z.literal(schemaVersion),
  ...drillResultSchema.shape,
  recorded,
});

/** Parses a record; throws with every problem and its path. */
export function parseRunRecord(value: unknown): RunRecord {
  const parsed = runRecordSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new Error(parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`).join("; "));
}
