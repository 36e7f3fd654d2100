// The parent directory of several drills is not one of them: whoever gives it is told their names.
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileNames } from "../drill/run-directory.ts";
import { ConfigError } from "../errors.ts";

/** Of a longer list only so many are named. */
const mostNamed = 20;

function isDrill(directory: string): boolean {
  return [fileNames.pid, fileNames.record].some((name) => existsSync(join(directory, name)));
}

function listDrills(parent: string): string[] {
  try {
    return readdirSync(parent)
      .sort()
      .filter((name) => isDrill(join(parent, name)));
  } catch {
    // Not a directory, or none that can be read: told by whoever reads it.
    return [];
  }
}

/** Throws ConfigError where a directory is no drill's and holds those of drills. */
export function requireOneDrill(directory: string): void {
  if (isDrill(directory)) return;
  const drills = listDrills(directory);
  if (drills.length === 0) return;
  const named = drills.slice(0, mostNamed).map((name) => join(directory, name));
  const more = drills.length > mostNamed ? ` and ${drills.length - mostNamed} more` : "";
  throw new ConfigError({
    what: "the directory holds drills and is not one of them",
    where: directory,
    expected: "the directory of one drill",
    got: `the parent of ${drills.length}`,
    hint: `give one of these: ${named.join(", ")}${more}`,
  });
}
