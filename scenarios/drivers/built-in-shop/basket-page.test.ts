import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readLines } from "./basket-page.ts";

describe("the lines of a basket", () => {
  it("are the page's rows with an article and a quantity, in its order", () => {
    const body = `<tr><th>article</th></tr><tr data-line="p2" data-quantity="2" data-line-cents="5200"><td>·</td></tr>
      <tr data-line="p1" data-quantity="1"></tr>`;
    assert.deepEqual(readLines(body), [
      { article: "p2", quantity: 2, cents: 5200 },
      { article: "p1", quantity: 1, cents: null },
    ]);
  });

  it("are none whose quantity is missing, below nothing or no whole number", () => {
    for (const quantity of ["", ' data-quantity="-1"', ' data-quantity="1.5"', ' data-quantity="two"'])
      assert.deepEqual(readLines(`<tr data-line="p1"${quantity} data-line-cents="1">`), [], quantity);
  });
});
