import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { formatDownloadCode, formatOrderNumber, formatParcelNumber, isOrderNumber } from "./order-number.ts";

const bytes = fc.uint8Array({ minLength: 4, maxLength: 4 });
const sequence = fc.integer({ min: 1, max: 10 ** 11 });

test("an order number has its running number in base 32 and six digits of its random bytes", () => {
  assert.equal(formatOrderNumber(Uint8Array.of(0, 0, 0, 123), 1), "T-2223-000123");
  assert.equal(formatOrderNumber(Uint8Array.of(255, 255, 255, 255), 32 ** 4 - 1), "T-ZZZZ-967295");
  assert.equal(formatOrderNumber(Uint8Array.of(0, 15, 66, 64), 32 ** 4), "T-32222-000000");
});

test("no two running numbers give one order number, whatever the random bytes, and each is known as one", () => {
  fc.assert(
    fc.property(bytes, bytes, sequence, sequence, (one, other, first, second) => {
      const numbers = [formatOrderNumber(one, first), formatOrderNumber(other, second)] as const;
      if (first !== second) assert.notEqual(numbers[0], numbers[1]);
      assert.ok(numbers.every(isOrderNumber));
    }),
  );
});

test("later orders of one length sort later, so that an index grows at its end", () => {
  fc.assert(
    fc.property(bytes, bytes, fc.integer({ min: 1, max: 32 ** 4 - 2 }), (one, other, first) => {
      assert.ok(formatOrderNumber(one, first) < formatOrderNumber(other, first + 1));
    }),
  );
});

test("a parcel has the number of its order and Luhn's check digit, letters counted as in an ISIN", () => {
  assert.equal(formatParcelNumber("T-AAAA-000123"), "P-AAAA-000123-6");
  assert.equal(formatParcelNumber("T-7992-739871"), "P-7992-739871-3");
});

test("a download code depends on seed and order, and has no letters that look alike", () => {
  const code = formatDownloadCode(1, "T-AAAA-000001");
  assert.match(code, /^D(-[2-9A-HJ-NP-Z]{4}){3}$/);
  assert.equal(formatDownloadCode(1, "T-AAAA-000001"), code);
  assert.notEqual(formatDownloadCode(2, "T-AAAA-000001"), code);
  assert.notEqual(formatDownloadCode(1, "T-AAAA-000002"), code);
});
