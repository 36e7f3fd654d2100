import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { DrillProgress } from "../drill/drill-options.ts";
import { buildProgressLine, renderProgress } from "./progress.ts";

function buildProgress(changes: Partial<DrillProgress> = {}): DrillProgress {
  return {
    state: "running",
    says: "",
    minute: 200.4,
    phase: "outage",
    wallMs: 60_000,
    ofWallMs: 153_000,
    steps: 9000,
    orders: 700,
    failedAttempts: 120,
    inside: 85,
    ...changes,
  };
}

/** What a stream got, written as a terminal or as a file. */
function show(isTTY: boolean, quiet: boolean, ...progresses: DrillProgress[]): string[] {
  const written: string[] = [];
  const stream = { isTTY, columns: 60, write: (text: string) => written.push(text) };
  const line = buildProgressLine(stream as unknown as NodeJS.WriteStream, "smoke", quiet);
  for (const progress of progresses) line.show(progress);
  line.end();
  return written;
}

describe("the progress line", () => {
  it("says how far the drill is, in which phase, and what customers got", () => {
    assert.equal(
      renderProgress("checkout-outage", buildProgress()),
      "checkout-outage [========            ] minute 200 outage     93 s left · 700 orders, 120 failed attempts, 85 customers inside",
    );
  });

  it("says what is being done before the first minute and after the last", () => {
    const starting = buildProgress({ state: "starting", says: "starting the shop", minute: null });
    assert.equal(renderProgress("smoke", starting), "smoke: starting the shop");
    assert.equal(
      renderProgress("smoke", buildProgress({ state: "finishing", says: "reading the books" })),
      "smoke: reading the books",
    );
  });

  it("stays within its bar after the planned end", () => {
    assert.match(renderProgress("smoke", buildProgress({ wallMs: 160_000 })), /\[={20}\].* 0 s left/);
    assert.match(renderProgress("smoke", buildProgress({ wallMs: -10 })), /\[ {20}\]/);
  });

  it("is rewritten in place on a terminal, cut to its width, and cleared at the end", () => {
    const written = show(true, false, buildProgress(), buildProgress());
    assert.equal(written.length, 3);
    for (const text of written.slice(0, 2)) {
      assert.ok(text.startsWith("\r\x1b[2Ksmoke ["));
      assert.equal(text.length, "\r\x1b[2K".length + 59);
    }
    assert.equal(written[2], "\r\x1b[2K");
  });

  it("is a line every ten seconds and at each new state elsewhere", () => {
    const starting = buildProgress({ state: "starting", says: "starting", minute: null, wallMs: 0 });
    const running = [0, 1000, 9999, 10_000, 15_000, 20_000].map((wallMs) => buildProgress({ wallMs }));
    const finishing = buildProgress({ state: "finishing", says: "finishing", wallMs: 20_001 });
    const written = show(false, false, starting, ...running, finishing);
    assert.equal(written.length, 5);
    assert.ok(written.every((text) => text.endsWith("\n") && !text.includes("\x1b")));
    assert.deepEqual([written[0], written.at(-1)], ["smoke: starting\n", "smoke: finishing\n"]);
  });

  it("says what is being done before the drill, in its place on a terminal and as a line elsewhere", () => {
    const say = (isTTY: boolean, quiet: boolean) => {
      const written: string[] = [];
      const stream = { isTTY, columns: 60, write: (text: string) => written.push(text) };
      buildProgressLine(stream as unknown as NodeJS.WriteStream, "smoke", quiet).say("working");
      return written;
    };
    assert.deepEqual(say(true, false), ["\r\x1b[2Ksmoke: working"]);
    assert.deepEqual(say(false, false), ["smoke: working\n"]);
    assert.deepEqual(say(true, true), []);
  });

  it("is not shown at all when quiet", () => {
    assert.deepEqual(show(true, true, buildProgress()), []);
    assert.deepEqual(show(false, true, buildProgress()), []);
  });
});
