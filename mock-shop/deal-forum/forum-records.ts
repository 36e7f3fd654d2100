import type { Statement, VoteDirection } from "../rules/heat.ts";

export interface DealRow {
  readonly dealId: string;
  readonly title: string;
  readonly author: string;
  readonly atMs: number;
}

export interface PostRow {
  readonly dealId: string;
  readonly author: string;
  readonly says: Statement;
  readonly text: string;
  readonly atMs: number;
}

export interface VoteRow {
  readonly dealId: string;
  readonly author: string;
  readonly direction: VoteDirection;
  readonly atMs: number;
}

export interface HeatRow {
  readonly dealId: string;
  readonly atMs: number;
  readonly heat: number;
}
