// A shop's control API in memory: one fault, the shop's or its provider's, and probes that fail by it.
import type { FaultSeat, Injection, ShopControl, ShopDefence, ShopFault, VoucherProbe } from "./shop-control.ts";

export class FakeShopControl implements ShopControl {
  readonly calls: string[] = [];
  readonly faults: ShopFault[] = [];
  /** Failed of 40 probe calls; null: as many as the active fault's share says. */
  failed: number | null = null;

  async injectFault(seat: FaultSeat, { name, kind, key, value, share, leaseMs }: Injection): Promise<ShopFault> {
    const what = `${kind}${key === undefined ? "" : ` ${key}`}${value === undefined ? "" : `=${value}`}`;
    this.calls.push(`inject ${seat} ${name} ${what} ${share} ${leaseMs}`);
    const stage = { name, share, fromMs: 0, requestsAffected: 3 };
    const fault: ShopFault = { id: "f-1", name, state: "active", share, requestsAffected: 3, stages: [stage] };
    this.faults.push(fault);
    return fault;
  }

  async widenFault(seat: FaultSeat, id: string, name: string, share: number): Promise<ShopFault> {
    this.calls.push(`widen ${seat} ${id} ${name} ${share}`);
    const fault = this.#find(id);
    fault.share = share;
    fault.stages.push({ name, share, fromMs: 0, requestsAffected: 5 });
    return fault;
  }

  async renewLease(seat: FaultSeat, id: string, leaseMs: number): Promise<void> {
    this.calls.push(`renew ${seat} ${id} ${leaseMs}`);
    if (this.#find(id).state !== "active") throw new Error(`the fault ${id} is over`);
  }

  async endFault(seat: FaultSeat, id: string): Promise<ShopFault> {
    this.calls.push(`end ${seat} ${id}`);
    const fault = this.#find(id);
    if (fault.state === "active") fault.state = "ended";
    return fault;
  }

  async listFaults(_seat: FaultSeat): Promise<ShopFault[]> {
    return structuredClone(this.faults);
  }

  async probePayments(calls: number): Promise<{ calls: number; failed: number }> {
    const share = this.faults.find((fault) => fault.state === "active")?.share ?? 0;
    return { calls, failed: this.failed ?? Math.round(share * calls) };
  }

  /** What it says by itself, as a shop without a bug. */
  voucher: VoucherProbe = {
    trickWorks: false,
    trickWorksByFirstStage: false,
    worksWithoutCode: false,
    worksWithCode: true,
  };

  async probeVoucher(): Promise<VoucherProbe> {
    return this.voucher;
  }

  async listChanges(): Promise<[]> {
    return [];
  }

  async listDefences(): Promise<ShopDefence[]> {
    return [];
  }

  async act(action: string): Promise<void> {
    this.calls.push(`act ${action}`);
  }

  async cancelOrders(orderNumbers: readonly string[]): Promise<number> {
    this.calls.push(`cancel ${orderNumbers.join(" ")}`);
    return orderNumbers.length;
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
