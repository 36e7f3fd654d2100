import { type Check, passCheck, warnCheck } from "./check.ts";

// Each customer holds a connection: one file for k6, one for the shop, and the shop's own beside.
const wanted = 2048;

export function checkOpenFiles(limit: number | "unlimited" | null = readLimit()): Check {
  if (limit === null) return passCheck("open files", "no limit known on this system");
  if (limit === "unlimited" || limit >= wanted) return passCheck("open files", `limit ${limit}`);
  return warnCheck("open files", `limit ${limit}, expected ${wanted}`, `raise it: \`ulimit -n ${wanted}\``);
}

function readLimit(): number | "unlimited" | null {
  // Without this the report looks up the name of every network peer.
  Object.assign(process.report, { excludeNetwork: true });
  const report = process.report.getReport() as { userLimits?: { open_files?: { soft?: number | "unlimited" } } };
  return report.userLimits?.open_files?.soft ?? null;
}
