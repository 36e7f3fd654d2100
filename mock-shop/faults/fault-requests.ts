import { z } from "zod";
import { ConfigError, parseWith } from "../process/problems.ts";
import type { Fault, FaultKind } from "./fault.ts";
import type { FaultRegistry } from "./registry.ts";

const name = z.string().min(1).max(100);
const share = z.number().min(0).max(1);
const leaseMs = z.int().min(100).max(600_000);
export const injectSchema = z.strictObject({
  name,
  kind: z.string(),
  key: z.string().optional(),
  value: z.unknown().optional(),
  share,
  leaseMs,
});
export const widenSchema = z.strictObject({ share, name });
export const leaseSchema = z.strictObject({ leaseMs });

type Refused<Status extends number> = {
  readonly status: Status;
  readonly body: { readonly problems: readonly string[] };
};
type Shown<Status extends number> = { readonly status: Status; readonly body: Fault };
type Ended = { readonly status: 409; readonly body: { readonly problems: readonly string[]; readonly fault: Fault } };

/** What a control API answers to a request about a fault. */
export type FaultAnswer = ReturnType<typeof injectFault | typeof widenFault | typeof endFault>;

/** Throws a ConfigError that says everything that is wrong with the request. */
export function injectFault(
  faults: FaultRegistry,
  kinds: ReadonlyMap<string, FaultKind>,
  input: unknown,
): Shown<201> | Refused<409> {
  const { kind: kindName, key, value, ...rest } = parseWith(injectSchema, input);
  const kind = kinds.get(kindName);
  if (!kind) throw new ConfigError([`\`kind\`: expected one of ${[...kinds.keys()].join(", ")}, got ${kindName}`]);
  const target = kind.parse(key, value);
  requireWhole(kind, rest.share);
  const fault = faults.inject({ ...rest, kind: kindName, ...target });
  if (!fault) return { status: 409, body: { problems: [`another active fault sets ${target.key}`] } };
  return { status: 201, body: fault };
}

export function widenFault(
  faults: FaultRegistry,
  kinds: ReadonlyMap<string, FaultKind>,
  id: string,
  input: unknown,
): Shown<200> | Refused<404> | Ended {
  const wider = parseWith(widenSchema, input);
  requireWhole(kinds.get(faults.find(id)?.kind ?? ""), wider.share);
  return changeActive(faults, id, (fault) => faults.widen(fault, wider.share, wider.name));
}

export function renewFaultLease(faults: FaultRegistry, id: string, input: unknown): Shown<200> | Refused<404> | Ended {
  const lease = parseWith(leaseSchema, input);
  return changeActive(faults, id, (fault) => faults.renewLease(fault, lease.leaseMs));
}

/** Taking a fault back that has ended already is no problem. */
export function endFault(faults: FaultRegistry, id: string): Shown<200> | Refused<404> {
  const fault = faults.find(id);
  if (!fault) return unknownFault;
  faults.end(fault);
  return { status: 200, body: fault };
}

function requireWhole(kind: FaultKind | undefined, share: number): void {
  if (kind?.isWhole && share !== 1) throw new ConfigError([`\`share\`: expected 1 for ${kind.kind}, got ${share}`]);
}

/** Only an active fault can be acted on; one that is over is shown in its final state. */
function changeActive(
  faults: FaultRegistry,
  id: string,
  change: (fault: Fault) => void,
): Shown<200> | Refused<404> | Ended {
  const fault = faults.find(id);
  if (!fault) return unknownFault;
  if (fault.state !== "active") return { status: 409, body: { problems: [`this fault is ${fault.state}`], fault } };
  change(fault);
  return { status: 200, body: fault };
}

const unknownFault: Refused<404> = { status: 404, body: { problems: ["no such fault"] } };
