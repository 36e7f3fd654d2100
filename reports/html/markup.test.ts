import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { embedJson, html, trustMarkup } from "./markup.ts";

test("a value in a template is text, in an element and in an attribute", () => {
  const value = `"><img src=x onerror='alert(1)'>&`;
  assert.equal(
    html`<p title="${value}">${value}</p>`.text,
    `<p title="&quot;&gt;&lt;img src=x onerror=&#39;alert(1)&#39;&gt;&amp;">&quot;&gt;&lt;img src=x onerror=&#39;alert(1)&#39;&gt;&amp;</p>`,
  );
});

test("markup in a template stays markup; lists are joined; null, undefined and false are nothing", () => {
  assert.equal(
    html`<ul>${["a", "b"].map((item) => html`<li>${item}</li>`)}${null}${undefined}${false}</ul>`.text,
    "<ul><li>a</li><li>b</li></ul>",
  );
  assert.equal(html`${trustMarkup("<b>")}${0}`.text, "<b>0");
});

test("no text can leave a text position", () => {
  fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => !/[<>"']/.test(html`${text}`.text)));
});

test("embedded JSON has no tag and reads back", () => {
  const value = { text: "</script><!--<script>\u2028", n: [1, null] };
  const text = embedJson(value).text;
  assert.ok(!/[<\u2028\u2029]/.test(text));
  assert.deepEqual(JSON.parse(text), { text: "</script><!--<script>\n", n: [1, null] });
});
