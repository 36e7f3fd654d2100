import { existsSync } from "node:fs";
import { mkdtemp, rmdir } from "node:fs/promises";
import path from "node:path";
import { describeError } from "../errors.ts";
import { type Check, missCheck, passCheck } from "./check.ts";

/** The directory itself or, as drills create it, its nearest parent that exists. */
export function findExistingParent(directory: string): string {
  const parent = path.dirname(directory);
  return existsSync(directory) || parent === directory ? directory : findExistingParent(parent);
}

export async function checkOutputDirectory(directory: string): Promise<Check> {
  try {
    await rmdir(await mkdtemp(path.join(findExistingParent(directory), ".tilldrill-doctor-")));
    return passCheck("output directory", `${directory} is writable`);
  } catch (error) {
    return missCheck("output directory", describeError(error), "choose a writable one with `--out`");
  }
}
