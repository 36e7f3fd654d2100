// The shapes of what the control API answers more than once: the source of its types, its document and its tests.
import { z } from "zod";

export const personSchema = z.string().min(1).max(100).describe("who does this; stands in the change log");

export const changeSchema = z.strictObject({
  atMs: z.int(),
  key: z.string(),
  value: z.unknown(),
  share: z.number().min(0).max(1).describe("the part of the calls that the change is rolled out to"),
  by: z.string(),
  says: z.string(),
});

export const faultSchema = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  kind: z.string(),
  key: z.string(),
  value: z.unknown(),
  share: z.number().min(0).max(1),
  state: z.enum(["active", "ended", "expired"]),
  injectedAtMs: z.int(),
  endedAtMs: z.int().nullable(),
  requestsAffected: z.int().min(0).describe("attempts to place an order that were touched"),
  stages: z.array(
    z.strictObject({
      name: z.string(),
      share: z.number().min(0).max(1),
      fromMs: z.int(),
      requestsAffected: z.int().min(0),
    }),
  ),
});

export const defenceSchema = z.strictObject({
  name: z.string(),
  kind: z.enum(["containing", "preventive"]),
  says: z.string(),
  costs: z.string().describe("what customers pay for it"),
  isOn: z.boolean(),
  counts: z.record(z.string(), z.int()).describe("what it did since it was last switched on"),
});

export const problemsSchema = z.strictObject({ problems: z.array(z.string()).min(1) });

/** Schemas that the document names, so that it says each of them once. */
export const namedSchemas: ReadonlyMap<z.core.$ZodType, string> = new Map<z.core.$ZodType, string>([
  [problemsSchema, "Problems"],
  [changeSchema, "Change"],
  [faultSchema, "Fault"],
  [defenceSchema, "Defence"],
]);
