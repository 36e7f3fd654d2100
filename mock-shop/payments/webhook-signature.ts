import { createHmac, timingSafeEqual } from "node:crypto";

export const signatureHeader = "till-signature";

/** A request that is older or newer than this is a replay, or comes from a clock that is wrong. */
export const toleranceMs = 5 * 60_000;

/** `t=<epoch milliseconds>,v1=<hex>`: an HMAC-SHA256 of the time, a dot and the raw body, so that neither can be swapped. */
export function signWebhook(secret: string, nowMs: number, rawBody: string | Buffer): string {
  return `t=${nowMs},v1=${computeHmac(secret, nowMs, rawBody).toString("hex")}`;
}

/** Compared in constant time. `stale` only for a signature that is right. */
export function checkSignature(
  secret: string,
  header: string,
  nowMs: number,
  rawBody: Buffer,
): "right" | "wrong" | "stale" {
  const match = /^t=(\d{1,15}),v1=([0-9a-f]{64})$/.exec(header);
  if (!match) return "wrong";
  const [, time, given] = match as unknown as [string, string, string];
  const signedAtMs = Number(time);
  if (!timingSafeEqual(computeHmac(secret, signedAtMs, rawBody), Buffer.from(given, "hex"))) return "wrong";
  return Math.abs(nowMs - signedAtMs) <= toleranceMs ? "right" : "stale";
}

function computeHmac(secret: string, atMs: number, rawBody: string | Buffer): Buffer {
  return createHmac("sha256", secret).update(`${atMs}.`).update(rawBody).digest();
}
