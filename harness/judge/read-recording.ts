// Reads a run directory back into a recording, so that a stored drill can be judged and drawn again.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plan } from "../../scenarios/plan.ts";
import { listSelectionProblems, selectIncident } from "../../scenarios/selection.ts";
import { type AuditTerms, buildAuditTerms } from "../audit/audit-terms.ts";
import type { Books } from "../audit/books.ts";
import { readBooks } from "../audit/read-books.ts";
import { fileNames } from "../drill/run-directory.ts";
import { ConfigError, EdgeError } from "../errors.ts";
import { hashIncident } from "../load-incident.ts";
import type { CustomerHistory } from "../record/customer-history.ts";
import type { FaultResult } from "../record/drill-result.ts";
import { parseOrderLines } from "../record/order-lines.ts";
import { parseRunRecord } from "../record/parse-run-record.ts";
import type { Recorded } from "../record/run-record.ts";
import type { Recording } from "./recording.ts";

const changedWarning =
  "judged by expectations that may have changed since the drill: the incident's files are not the same any more";

function readText(directory: string, name: string): string {
  try {
    return readFileSync(join(directory, name), "utf8");
  } catch (cause) {
    throw new EdgeError(`the run directory has no ${name} that can be read`, {
      where: directory,
      cause,
      hint: "give the directory of one drill, as `run` prints it",
    });
  }
}

function parseWith<T>(directory: string, name: string, parse: (text: string) => T): T {
  try {
    return parse(readText(directory, name));
  } catch (cause) {
    if (cause instanceof EdgeError) throw cause;
    throw new EdgeError(`${name} cannot be understood`, {
      where: directory,
      cause,
      hint: "the file was changed since the drill, or belongs to another one",
    });
  }
}

export function readHistory(directory: string): CustomerHistory[] {
  return parseWith(directory, "orders.jsonl", parseOrderLines);
}

/** The plan of the drill, and no other: the record holds its hash. */
function parsePlan(text: string, sha256: string): Plan {
  const found = createHash("sha256").update(text).digest("hex");
  if (found !== sha256) throw new Error(`expected the plan with SHA-256 ${sha256}, got ${found}`);
  return JSON.parse(text) as Plan;
}

/** True where the guard noted that it took everything back and ended all processes after the harness was gone. */
function wasCleanedUp(directory: string): boolean {
  try {
    const note = JSON.parse(readFileSync(join(directory, fileNames.guardNote), "utf8")) as { processesEnded?: boolean };
    return note.processesEnded === true;
  } catch {
    return false;
  }
}

/** A fault that was in force when the harness was killed ended with the shop's process. */
function endWithProcess(fault: FaultResult): FaultResult {
  return fault.state === "not-restored" ? { ...fault, state: "restored", restoreVerified: true } : fault;
}

/** Reads record, plan, history and books. Books that cannot be read are null in an incomplete drill, an error in a complete one. */
export function readRecording(directory: string): Recording {
  const record = parseWith(directory, "record.json", (text) => parseRunRecord(JSON.parse(text)));
  const plan = parseWith(directory, "plan.json", (text) => parsePlan(text, record.recorded.planSha256));
  const { selection } = record.recorded;
  if (listSelectionProblems(selection).length > 0)
    throw new ConfigError({
      what: "the record is of an incident that this version does not have",
      got: record.incident,
      where: directory,
    });
  const incident = selectIncident(selection);
  let books: Books | null = null;
  try {
    books = readBooks(directory);
  } catch (problem) {
    if (record.recorded.complete) throw problem;
  }
  return {
    incident,
    plan,
    variant: record.variant,
    defences: record.defences,
    judgedBy: record.judgedBy,
    phases: record.phases,
    generator: record.generator,
    populations: record.populations,
    faults: !record.recorded.complete && wasCleanedUp(directory) ? record.faults.map(endWithProcess) : record.faults,
    actions: record.actions,
    history: readHistory(directory),
    books,
    recorded: warnOfChange(record.recorded, incident.name),
  };
}

/** Warns the reader where the incident's files are not those of the drill; once, however often it is judged. */
function warnOfChange(recorded: Recorded, incident: string): Recorded {
  if (recorded.incidentSha256 === hashIncident(incident) || recorded.warnings.includes(changedWarning)) return recorded;
  return { ...recorded, warnings: [...recorded.warnings, changedWarning] };
}

/** What the record says of the books' drill. An EdgeError where there is none that can be read. */
export function readAuditTerms(directory: string): AuditTerms {
  return parseWith(directory, "record.json", (text) => buildAuditTerms(parseRunRecord(JSON.parse(text))));
}

/** The currency of a run directory, from its record. */
export function readCurrency(directory: string): string {
  return parseWith(directory, "record.json", (text) => parseRunRecord(JSON.parse(text))).money.currency;
}
