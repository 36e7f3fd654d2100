// One line of `doctor`: what was looked at, what was found, and what to do about it.

/** `missing`: a drill cannot run without it; `warning`: it can, with the stated loss. */
export type CheckState = "ok" | "warning" | "missing";

export interface Check {
  readonly name: string;
  readonly found: string;
  readonly state: CheckState;
  /** null where there is nothing to do. */
  readonly advice: string | null;
}

export function passCheck(name: string, found: string): Check {
  return { name, found, state: "ok", advice: null };
}

export function warnCheck(name: string, found: string, advice: string): Check {
  return { name, found, state: "warning", advice };
}

export function missCheck(name: string, found: string, advice: string): Check {
  return { name, found, state: "missing", advice };
}
