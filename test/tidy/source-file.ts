// The project's files as the tidy rules see them: path and text, new ones included, ignored ones not.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

export interface SourceFile {
  /** Relative to the root, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

export function readSourceFiles(root: string): SourceFile[] {
  const args = ["ls-files", "--cached", "--others", "--exclude-standard", "-z"];
  const listed = execFileSync("git", args, { cwd: root, encoding: "utf8", maxBuffer: 64 * 1024 * 1024 });
  const present = listed.split("\0").filter((file) => file !== "" && existsSync(path.join(root, file)));
  return present.map((file) => ({ path: file, text: readText(path.join(root, file)) }));
}

function readText(file: string): string {
  const bytes = readFileSync(file);
  return bytes.includes(0) ? "" : bytes.toString("utf8");
}
