// Finds the k6 to use, by the one search that set-up and doctor use too.
import { createRequire } from "node:module";
import { EdgeError } from "../errors.ts";

const { findK6, describeMissingK6 } = createRequire(import.meta.url)(
  "../../setup/find-k6.cjs",
) as typeof import("../../setup/find-k6.cjs");

/** Path and version of a usable k6. Throws EdgeError with the ways to get one. */
export function requireK6(): { path: string; version: string } {
  const { found, rejected } = findK6();
  if (found !== null) return { path: found.path, version: found.version };
  const { what, hint } = describeMissingK6(rejected);
  throw new EdgeError(what, { hint });
}
