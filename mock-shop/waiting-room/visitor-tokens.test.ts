import assert from "node:assert/strict";
import { test } from "node:test";
import { VisitorTokens } from "./visitor-tokens.ts";

test("a token gives its visitor back, in the room that it was written for", () => {
  const tokens = new VisitorTokens();
  const [room, next] = [{}, {}];
  const token = tokens.write(room, 123_456);
  assert.deepEqual(tokens.read(room, token), { kind: "valid", visitor: 123_456 });
  assert.deepEqual(tokens.read(next, token), { kind: "old" });
  assert.deepEqual(tokens.read(room, undefined), { kind: "none" });
});

test("nothing of a token can be changed", () => {
  const tokens = new VisitorTokens();
  const room = {};
  const token = tokens.write(room, 17);
  for (let at = 0; at < token.length; at += 1) {
    const other = token[at] === "7" ? "8" : "7";
    const changed = token.slice(0, at) + other + token.slice(at + 1);
    assert.equal(tokens.read(room, changed).kind, "forged", changed);
  }
  for (const other of ["", ".", `${token}A`, token.slice(1), `0${token}`, token.toUpperCase()]) {
    assert.equal(tokens.read(room, other).kind, "forged", other);
  }
});

test("the key is made at the start: the token of another process is forged here", () => {
  const room = {};
  assert.equal(new VisitorTokens().read(room, new VisitorTokens().write(room, 1)).kind, "forged");
});
