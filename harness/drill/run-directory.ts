// A run directory: what it holds, and how its files are written so that a reader never sees half of one.
import { existsSync, statSync } from "node:fs";
import { access, constants, mkdir, rename, rm, statfs, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { EdgeError } from "../errors.ts";

/** Free space below which a drill is not begun: books, samples and report of the largest need a tenth of it. */
const leastFreeBytes = 100 * 1024 * 1024;

export const fileNames = {
  pid: "harness.pid",
  plan: "plan.json",
  record: "record.json",
  report: "report.html",
  summary: "summary.md",
  junit: "junit.xml",
  orders: "orders.jsonl",
  ledger: "ledger.sqlite",
  payments: "payments.sqlite",
  forum: "forum.sqlite",
  k6Log: "k6.log",
  samples: "samples.csv.gz",
  guardNote: "guard.json",
} as const;

/** Scratch files of a drill; removed at its end, by the guard if need be. */
const scratchName = ".scratch";

export interface RunDirectory {
  readonly path: string;
  readonly scratch: string;
  file(name: keyof typeof fileNames): string;
  write(name: keyof typeof fileNames, text: string): Promise<void>;
  makeScratch(): Promise<void>;
  removeScratch(): Promise<void>;
}

function toEdgeError(what: string, where: string, cause: unknown): EdgeError {
  const code = (cause as NodeJS.ErrnoException).code;
  const hints: Record<string, string> = {
    ENOSPC: "free some disk space, or choose another directory with `--out`",
    EACCES: "choose a directory you may write to with `--out`",
    ENOENT: "choose a directory that can be made with `--out`",
    EROFS: "choose a directory on a writable disk with `--out`",
    ENOTDIR: "a file is in the way; choose another directory with `--out`",
    EEXIST: "a file is in the way; choose another directory with `--out`",
  };
  const hint = code === undefined ? undefined : hints[code];
  return new EdgeError(what, {
    where,
    cause,
    ...(hint ? { hint } : {}),
  });
}

/** Where a file is written before it takes its place. */
export function nameTemporary(path: string): string {
  return `${path}.tmp`;
}

/** Writes a file whole: a temporary file beside it, then a rename. */
export async function writeWhole(path: string, text: string): Promise<void> {
  const temporary = nameTemporary(path);
  try {
    await writeFile(temporary, text);
    await rename(temporary, path);
  } catch (cause) {
    await rm(temporary, { force: true }).catch(() => {});
    throw toEdgeError("a file cannot be written", path, cause);
  }
}

/** `mkdir` with `recursive` never returns where the kernel refuses with ENOENT, as below /proc: made one by one. */
async function makeDirectories(path: string): Promise<void> {
  try {
    await mkdir(path);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === "ENOENT" && dirname(path) !== path && !existsSync(dirname(path))) {
      await makeDirectories(dirname(path));
      await mkdir(path);
    } else if (code !== "EEXIST" || !statSync(path).isDirectory()) throw cause;
  }
}

/** Makes sure that the directory exists, is writable and has room. Throws EdgeError with a hint. */
export async function prepareOutput(directory: string): Promise<void> {
  try {
    await makeDirectories(resolve(directory));
    await access(directory, constants.W_OK);
  } catch (cause) {
    throw toEdgeError("the output directory cannot be written", resolve(directory), cause);
  }
  const { bavail, bsize } = await statfs(directory).catch((cause: unknown) => {
    throw toEdgeError("the free space of the output directory cannot be read", resolve(directory), cause);
  });
  if (bavail * bsize < leastFreeBytes)
    throw new EdgeError("the disk is nearly full", {
      where: resolve(directory),
      expected: `${leastFreeBytes / 1024 / 1024} MB free`,
      got: `${Math.floor((bavail * bsize) / 1024 / 1024)} MB`,
      hint: "free some disk space, or choose another directory with `--out`",
    });
}

/** Makes a directory of that name, or with the first free number behind it. Returns its path. */
export async function makeFreshDirectory(wanted: string): Promise<string> {
  for (let number = 1; ; number++) {
    const path = number === 1 ? wanted : `${wanted}-${number}`;
    try {
      await mkdir(path);
      return path;
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== "EEXIST" || number === 100)
        throw toEdgeError("the run directory cannot be made", path, cause);
    }
  }
}

/** Makes the directory of one drill. `harness.pid` is in it from its first moment. */
export async function createRunDirectory(wanted: string): Promise<RunDirectory> {
  const path = await makeFreshDirectory(wanted);
  // Absolute: k6 and the guard resolve paths against places of their own.
  const scratch = resolve(path, scratchName);
  try {
    await writeFile(join(path, fileNames.pid), `${process.pid}\n`);
  } catch (cause) {
    throw toEdgeError("the run directory cannot be made", path, cause);
  }
  return {
    path,
    scratch,
    file: (name) => resolve(path, fileNames[name]),
    write: (name, text) => writeWhole(join(path, fileNames[name]), text),
    makeScratch: async () => {
      try {
        await mkdir(scratch);
      } catch (cause) {
        throw toEdgeError("the run directory cannot be written", scratch, cause);
      }
    },
    removeScratch: () => rm(scratch, { recursive: true, force: true }),
  };
}

/** A name that sorts by time: TIME-INCIDENT-VARIANT. */
export function nameRunDirectory(now: Date, ...parts: string[]): string {
  const time = now
    .toISOString()
    .replaceAll(":", "")
    .replace(/\.\d+Z$/, "Z");
  return [time, ...parts].join("-");
}
