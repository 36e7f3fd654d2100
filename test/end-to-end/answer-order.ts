// Whether an order was on disk before its customer heard of it, told from system calls. Pure.
import type { SystemCall } from "./system-calls.ts";

export interface PlacedOrder {
  readonly orderNumber: string;
  /** Stands in the books beside the order, and nowhere before there is one. */
  readonly key: string;
}

const isLog = ({ on }: SystemCall): boolean => on.endsWith("-wal");
const isSync = ({ name }: SystemCall): boolean => name === "fdatasync" || name === "fsync";

/** The first thing that is wrong with the order of commit, sync and answer; null when nothing is. */
export function describeWrongOrder(calls: readonly SystemCall[], { orderNumber, key }: PlacedOrder): string | null {
  const answer = calls.find(
    ({ on, text }) => on.startsWith("socket:") && text.includes(`/orders/${orderNumber}/confirmation`),
  );
  if (answer === undefined) return `${orderNumber}: no answer seen`;
  const commit = calls.find((call) => isLog(call) && call.name === "pwrite64" && call.text.includes(key));
  if (commit === undefined) return `${orderNumber}: never written`;
  if (commit.endedAt > answer.beganAt) return `${orderNumber}: answered before it was written`;
  const sync = calls.find((call) => isLog(call) && isSync(call) && call.beganAt > commit.endedAt);
  if (sync === undefined) return `${orderNumber}: never synced`;
  if (sync.endedAt > answer.beganAt) return `${orderNumber}: answered before it was synced`;
  return null;
}
