import assert from "node:assert/strict";
import { test } from "node:test";
import { ConfigError, EdgeError, exitCodes, renderError } from "./errors.ts";

test("a configuration error shows all its problems and exits with 64", () => {
  const error = new ConfigError([
    {
      what: "`--pace` is not a number",
      expected: "a number over 0",
      got: "fast",
      hint: "leave it out for the incident's own pace",
    },
    { what: "unknown incident", where: "INCIDENT", expected: "checkout-outage or viral-deal", got: "outage" },
  ]);
  assert.deepEqual(renderError(error), {
    text: [
      "`--pace` is not a number: expected a number over 0, got fast",
      "hint: leave it out for the incident's own pace",
      "unknown incident at INCIDENT: expected checkout-outage or viral-deal, got outage",
    ].join("\n"),
    exitCode: 64,
  });
});

test("a single problem needs no list", () => {
  const error = new ConfigError({ what: "`--seed` is missing" });
  assert.deepEqual(error.problems, [{ what: "`--seed` is missing" }]);
  assert.equal(error.message, "`--seed` is missing");
});

test("a hint that problems in a row share stands once, after the last of them", () => {
  const error = new ConfigError([
    { what: "phase a is too short", hint: "choose a smaller `--pace`" },
    { what: "phase b is too short", hint: "choose a smaller `--pace`" },
    { what: "no such incident" },
  ]);
  assert.equal(
    renderError(error).text,
    "phase a is too short\nphase b is too short\nhint: choose a smaller `--pace`\nno such incident",
  );
});

test("an edge error keeps its cause, shows it before the hint and exits with 69", () => {
  const cause = new Error("EADDRINUSE");
  const error = new EdgeError("cannot open the shop's port", {
    where: "127.0.0.1:8080",
    hint: "end what listens there",
    cause,
  });
  assert.equal(error.cause, cause);
  assert.deepEqual(renderError(error), {
    text: "cannot open the shop's port at 127.0.0.1:8080\ncause: EADDRINUSE\nhint: end what listens there",
    exitCode: 69,
  });
});

test("anything else is our bug, with its stack, and exits with 70", () => {
  const rendered = renderError(new TypeError("undefined is not a shop", { cause: new Error("deeper") }));
  assert.equal(rendered.exitCode, 70);
  assert.match(
    rendered.text,
    /^this is a bug in tilldrill\nTypeError: undefined is not a shop\n {4}at [\s\S]*cause: Error: deeper/,
  );
  assert.deepEqual(renderError("thrown text"), { text: "this is a bug in tilldrill\nthrown text", exitCode: 70 });
});

test("the list of exit codes is complete and leaves 1 to Node", () => {
  assert.deepEqual(
    exitCodes.map(({ code }) => code),
    [0, 10, 11, 12, 64, 69, 70, 130],
  );
});
