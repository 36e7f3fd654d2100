// What a record's reader must know of the test options that a drill was run with.
import type { DrillOptions } from "./drill-options.ts";

/** A sentence for each test option in use. */
export function listTestWarnings({ test, loaded }: Pick<DrillOptions, "test" | "loaded">): string[] {
  const { leaveOutFaults, mendAtMinute = null, vus, entry, shop, phases } = test;
  const { without } = loaded.selection;
  return [
    ...(leaveOutFaults ? ["test option: the faults were left out of the time line"] : []),
    ...(mendAtMinute === null ? [] : [`test option: the voucher was mended at minute ${mendAtMinute}, unannounced`]),
    ...(vus === null ? [] : [`test option: the load generator had ${vus} virtual users`]),
    ...(entry === undefined ? [] : ["test option: another k6 script was run"]),
    ...(shop === undefined ? [] : ["test option: another shop was started, not the one of this version"]),
    ...(phases === true ? ["test option: phases were left out or had other lengths than the incident's"] : []),
    ...(without === null ? [] : [`test option: the mechanism ${without} was switched off`]),
  ];
}
