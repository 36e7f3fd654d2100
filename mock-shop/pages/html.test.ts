import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { html } from "./html.ts";

test("text is escaped, markup is not, and lists are joined", () => {
  const items = ["<b>", "&"].map((text) => html`<li>${text}</li>`);
  assert.equal(
    html`<ul class="${'"'}">${items}${null}${1}</ul>`.text,
    '<ul class="&quot;"><li>&lt;b&gt;</li><li>&amp;</li>1</ul>',
  );
});

test("no text can open a tag or end an attribute", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom("<", ">", '"', "'", "&", "a", "/") }), (text) => {
      assert.doesNotMatch(html`${text}`.text, /[<>"']/);
    }),
  );
});
