import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { outcomes } from "../../outcome.ts";
import {
  classifyOtherPage,
  hasMark,
  readData,
  readDecimal,
  readField,
  readLinks,
  readNumber,
  readPageName,
} from "./page.ts";

describe("reading a page", () => {
  it("finds the page's name, its data and its numbers", () => {
    const body = '<body data-page="cart"><p data-total-cents="5200" data-note="a b"></p></body>';
    assert.equal(readPageName(body), "cart");
    assert.equal(readData(body, "note"), "a b");
    assert.equal(readNumber(body, "total-cents"), 5200);
  });

  it("takes the first occurrence of a name", () => {
    assert.equal(readData('<p data-x="1"></p><p data-x="2"></p>', "x"), "1");
  });

  it("does not take the end of a longer name for the name", () => {
    assert.equal(readData('<p data-sub-total-cents="1">', "total-cents"), null);
  });

  it("says null where there is nothing, or no whole number", () => {
    assert.equal(readPageName("<html>"), null);
    assert.equal(readPageName(""), null);
    for (const text of ["", "52.00", "5e3", "abc", " 1"])
      assert.equal(readNumber(`<p data-n="${text}">`, "n"), null, text);
    assert.equal(readNumber('<p data-n="-5">', "n"), -5);
  });

  it("reads a number of 0 or more with decimals, and nothing else", () => {
    const read = (text: string) => readDecimal(`<p data-retry-minutes="${text}">`, "retry-minutes");
    assert.deepEqual([read("12.5"), read("30"), read("0"), read("0.25")], [12.5, 30, 0, 0.25]);
    for (const text of ["", "-1", "1e3", ".5", "5.", "1.2.3", "NaN", " 1"]) assert.equal(read(text), null, text);
    assert.equal(readDecimal("<p>", "retry-minutes"), null);
  });

  it("sees a mark on an element, with or without a value, and none in its text or in a longer name", () => {
    for (const body of ["<body data-come-back>", '<p class="a" data-come-back="">', "<p data-come-back hidden>"])
      assert.ok(hasMark(body, "come-back"), body);
    for (const body of ["<p>the data-come-back mark</p>", "<p data-come-back-soon>", "<p no-data-come-back>", ""])
      assert.ok(!hasMark(body, "come-back"), body);
  });

  it("lists links of one kind in the order of the page, with prices where they are given", () => {
    const body = `<a href="/imprint">x</a><a class="c" data-link="product" href="/p/1" data-price-cents="999">one</a>
      <a data-link="category" href="/c/1">c</a><a href="/p/2" data-link="product">two</a><a data-link="product">no target</a>`;
    assert.deepEqual(readLinks(body, "product"), [
      { href: "/p/1", priceCents: 999 },
      { href: "/p/2", priceCents: null },
    ]);
    assert.deepEqual(readLinks(body, "voucher"), []);
  });

  it("finds a hidden field's value whatever the order of its attributes", () => {
    const body = '<input type="hidden" name="other" value="1"><input value="k-1" name="idempotencyKey" type="hidden">';
    assert.equal(readField(body, "idempotencyKey"), "k-1");
    assert.equal(readField(body, "missing"), null);
    assert.equal(readField('<input name="idempotencyKey">', "idempotencyKey"), null);
  });
});

describe("a page that was not wanted", () => {
  it("is told by its content, then by its status", () => {
    const cases: [page: string | null, status: number, outcome: string][] = [
      ["error", 502, "error-page"],
      ["error", 404, "error-page"],
      ["error", 200, "soft-error"],
      ["busy", 503, "shed"],
      ["busy", 200, "shed"],
      ["maintenance", 503, "paused"],
      ["waiting-room", 200, "queued"],
      ["declined", 402, "declined"],
      ["deferred", 202, "deferred"],
      ["home", 200, "wrong"],
      [null, 200, "wrong"],
      [null, 302, "wrong"],
      [null, 500, "error-page"],
      ["home", 404, "error-page"],
    ];
    for (const [page, status, outcome] of cases)
      assert.equal(classifyOtherPage(page, status), outcome, `${page} ${status}`);
  });

  it("is never taken for good, and never for no answer", () => {
    const pages = [
      null,
      "",
      "home",
      "error",
      "busy",
      "maintenance",
      "waiting-room",
      "declined",
      "deferred",
      "confirmation",
    ];
    const found = new Set(
      pages.flatMap((page) => [200, 302, 404, 500].map((status) => classifyOtherPage(page, status))),
    );
    const others = outcomes.filter((outcome) => !["ok", "timeout", "refused"].includes(outcome));
    assert.deepEqual([...found].toSorted(), others.toSorted());
  });
});
