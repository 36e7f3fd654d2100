import type { Check } from "./check.ts";

export function renderChecks(checks: readonly Check[]): string {
  const nameWidth = Math.max(...checks.map(({ name }) => name.length));
  const stateWidth = "warning".length;
  const indent = " ".repeat(stateWidth + 2);
  const lines = checks.flatMap(({ name, found, state, advice }) => [
    `${state.padEnd(stateWidth)}  ${name.padEnd(nameWidth)}  ${found}`,
    ...(advice === null ? [] : `hint: ${advice}`.split("\n").map((line) => indent + line)),
  ]);
  const missing = checks.filter(({ state }) => state === "missing").map(({ name }) => name);
  const verdict = missing.length === 0 ? "this machine can run drills" : `missing: ${missing.join(", ")}`;
  return `${lines.join("\n")}\n\n${verdict}\n`;
}

export function renderChecksJson(checks: readonly Check[]): string {
  const ok = checks.every(({ state }) => state !== "missing");
  return `${JSON.stringify({ schemaVersion: 1, ok, checks }, null, 2)}\n`;
}
