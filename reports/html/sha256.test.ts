import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import fc from "fast-check";
import { computeSha256Base64 } from "./sha256.ts";

const reference = (text: string) => createHash("sha256").update(text, "utf8").digest("base64");

test("the empty text has its well-known hash", () => {
  assert.equal(computeSha256Base64(""), "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
});

test("every text hashes as node:crypto hashes it", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "grapheme", maxLength: 300 }),
      (text) => computeSha256Base64(text) === reference(text),
    ),
  );
  for (let length = 50; length < 70; length++)
    assert.equal(computeSha256Base64("x".repeat(length)), reference("x".repeat(length)));
});
