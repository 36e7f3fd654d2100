// A shop's control API in memory: one change rolled out by share, probes that fail by it.
import type { ShopControl, ShopFault } from "./shop-control.ts";

export class FakeShopControl implements ShopControl {
  readonly calls: string[] = [];
  readonly faults: ShopFault[] = [];
  /** Failed of 40 probe calls; null: as many as the active fault's share says. */
  failed: number | null = null;

  async injectConfigChange(
    name: string,
    key: string,
    value: string,
    share: number,
    leaseMs: number,
  ): Promise<ShopFault> {
    this.calls.push(`inject ${name} ${key}=${value} ${share} ${leaseMs}`);
    const stage = { name, share, fromMs: 0, requestsAffected: 3 };
    const fault: ShopFault = { id: "f-1", name, state: "active", share, requestsAffected: 3, stages: [stage] };
    this.faults.push(fault);
    return fault;
  }

  async widenFault(id: string, name: string, share: number): Promise<ShopFault> {
    this.calls.push(`widen ${id} ${name} ${share}`);
    const fault = this.#find(id);
    fault.share = share;
    fault.stages.push({ name, share, fromMs: 0, requestsAffected: 5 });
    return fault;
  }

  async renewLease(id: string, leaseMs: number): Promise<void> {
    this.calls.push(`renew ${id} ${leaseMs}`);
  }

  async endFault(id: string): Promise<ShopFault> {
    this.calls.push(`end ${id}`);
    const fault = this.#find(id);
    fault.state = "ended";
    return fault;
  }

  async listFaults(): Promise<ShopFault[]> {
    return structuredClone(this.faults);
  }

  async probePayments(calls: number): Promise<{ calls: number; failed: number }> {
    const share = this.faults.find((fault) => fault.state === "active")?.share ?? 0;
    return { calls, failed: this.failed ?? Math.round(share * calls) };
  }

  async listChanges(): Promise<[]> {
    return [];
  }

  async settle(): Promise<number> {
    return 0;
  }

  #find(id: string): ShopFault {
    const fault = this.faults.find((one) => one.id === id);
    if (fault === undefined) throw new Error(`no fault ${id}`);
    return fault;
  }
}
