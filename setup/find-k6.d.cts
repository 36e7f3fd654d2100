/** The version that set-up fetches or builds; any 1.x or 2.x is accepted. */
export const k6Version: string;

export interface LocatedK6 {
  readonly path: string;
  readonly from: "TILLDRILL_K6" | "PATH" | "cache";
}

export interface FoundK6 extends LocatedK6 {
  readonly version: string;
}

export interface RejectedK6 extends LocatedK6 {
  readonly why: string;
}

/** A search runs `k6 version` on each candidate in turn and takes about 0.1 s. Never throws. */
export function findK6(env?: NodeJS.ProcessEnv): { found: FoundK6 | null; rejected: RejectedK6[] };

/** What to tell a person who has no usable k6; fits `EdgeError(what, { hint })`. */
export function describeMissingK6(
  rejected: readonly RejectedK6[],
  env?: NodeJS.ProcessEnv,
): { what: string; hint: string };

/** Either the version or why the file cannot be used. */
export function checkK6(file: string): { version: string; why?: undefined } | { version?: undefined; why: string };

export function locateK6(env?: NodeJS.ProcessEnv): LocatedK6[];
export function computeCacheDirectory(env?: NodeJS.ProcessEnv): string;
export function computeCachePath(env?: NodeJS.ProcessEnv): string;
