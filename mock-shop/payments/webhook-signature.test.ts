import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { test } from "node:test";
import { checkSignature, signWebhook, toleranceMs } from "./webhook-signature.ts";

const secret = "a-provider-key";
const nowMs = 1_700_000_000_000;
const body = Buffer.from('{"events":[]}');

test("a signature is an HMAC-SHA256 of the time, a dot and the body", () => {
  const hex = createHmac("sha256", secret).update('1700000000000.{"events":[]}').digest("hex");
  assert.equal(signWebhook(secret, nowMs, body), `t=1700000000000,v1=${hex}`);
});

test("it is right for its secret, time and body, and wrong for any other", () => {
  const header = signWebhook(secret, nowMs, body);
  assert.equal(checkSignature(secret, header, nowMs, body), "right");
  assert.equal(checkSignature("another-key", header, nowMs, body), "wrong");
  assert.equal(checkSignature(secret, header, nowMs, Buffer.from('{"events":[1]}')), "wrong");
  assert.equal(checkSignature(secret, header.replace("t=1700000000000", "t=1700000000001"), nowMs, body), "wrong");
  for (const malformed of ["", "undefined", "t=1,v1=", `${header},v1=00`, header.slice(0, -1), header.toUpperCase()]) {
    assert.equal(checkSignature(secret, malformed, nowMs, body), "wrong", malformed);
  }
});

test("it holds for five minutes, both ways", () => {
  const header = signWebhook(secret, nowMs, body);
  assert.equal(toleranceMs, 300_000);
  for (const [laterMs, expected] of [
    [toleranceMs, "right"],
    [toleranceMs + 1, "stale"],
    [-toleranceMs, "right"],
    [-toleranceMs - 1, "stale"],
  ] as const) {
    assert.equal(checkSignature(secret, header, nowMs + laterMs, body), expected, String(laterMs));
  }
});
