import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { formatDownloadCode, formatOrderNumber, formatParcelNumber } from "./order-number.ts";

const letters = fc.uint8Array({ minLength: 4, maxLength: 4 });
const sequence = fc.integer({ min: 1, max: 999_999_999_999 });

test("no two orders share a parcel number", () => {
  fc.assert(
    fc.property(letters, letters, sequence, sequence, (one, other, first, second) => {
      const parcels = [
        formatParcelNumber(formatOrderNumber(one, first)),
        formatParcelNumber(formatOrderNumber(other, second)),
      ];
      assert.equal(parcels[0] === parcels[1], first === second);
    }),
  );
});

test("a parcel number ends in Luhn's check digit", () => {
  assert.equal(formatParcelNumber("T-AAAA-000123"), "P-000000123-0");
  assert.equal(formatParcelNumber("T-AAAA-7992739871"), "P-7992739871-3");
});

test("a download code depends on seed and order, and has no letters that look alike", () => {
  const code = formatDownloadCode(1, "T-AAAA-000001");
  assert.match(code, /^D(-[2-9A-HJ-NP-Z]{4}){3}$/);
  assert.equal(formatDownloadCode(1, "T-AAAA-000001"), code);
  assert.notEqual(formatDownloadCode(2, "T-AAAA-000001"), code);
  assert.notEqual(formatDownloadCode(1, "T-AAAA-000002"), code);
});
