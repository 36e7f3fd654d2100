import { statfs } from "node:fs/promises";
import { describeError } from "../errors.ts";
import { type Check, passCheck, warnCheck } from "./check.ts";

const wantedBytes = 500 * 1024 * 1024;
const mebibyte = 1024 * 1024;

type ReadStats = (directory: string) => Promise<{ bavail: number; bsize: number }>;

export async function checkDisk(directory: string, readStats: ReadStats = statfs): Promise<Check> {
  try {
    const { bavail, bsize } = await readStats(directory);
    const found = `${Math.floor((bavail * bsize) / mebibyte)} MB free`;
    if (bavail * bsize >= wantedBytes) return passCheck("disk", found);
    return warnCheck("disk", found, `free some: a run with \`--keep-samples\` may take ${wantedBytes / mebibyte} MB`);
  } catch (error) {
    return warnCheck("disk", describeError(error), "make sure that 500 MB are free");
  }
}
