// A copy of the shop with one line changed: what a test must catch, without a seam in the shop itself.
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { repository } from "./shop-service.ts";

export interface Mutation {
  /** Below `mock-shop`. */
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/** Throws unless the line to be changed stands there exactly once. Gives the directory that holds `mock-shop`. */
export function copyShop(directory: string, { file, from, to }: Mutation): string {
  mkdirSync(directory);
  cpSync(join(repository, "mock-shop"), join(directory, "mock-shop"), { recursive: true });
  cpSync(join(repository, "package.json"), join(directory, "package.json"));
  symlinkSync(join(repository, "node_modules"), join(directory, "node_modules"));
  const path = join(directory, "mock-shop", file);
  const parts = readFileSync(path, "utf8").split(from);
  if (parts.length !== 2) throw new Error(`expected \`${from}\` once in ${file}, got ${parts.length - 1} times`);
  writeFileSync(path, parts.join(to));
  return directory;
}
