// In virtual time: twice the visitors that the shop can serve, and among them those who try to come past the line. What
// the door does with cookies is in jumping-the-line.test.ts; here are the same attempts, over and over, under load.
import assert from "node:assert/strict";
import { test } from "node:test";
import { minuteMs, Rush, rushFromMs } from "../defences/waiting-room-rush.fixture.ts";
import { VisitorTokens } from "./visitor-tokens.ts";

/** The longest refresh, and a second. */
const toleranceMs = 2.5 * minuteMs + 1_000;
const startMs = rushFromMs + 10_000;

/** A shop in a rush, with one honest visitor who joins when the cheats begin. */
function openRush(seed: number) {
  const rush = new Rush({ calm: 0.45, load: 2, hasRoom: true, seed });
  const tokens = new VisitorTokens();
  /** As the door does: the cookie that is shown becomes a visitor; the answer has the cookie for the next time. */
  const knock = (cookie: string | undefined, sessionId?: string) => {
    const reading = tokens.read(rush, cookie);
    const visitor = reading.kind === "valid" ? reading.visitor : undefined;
    const wayIn = rush.admit({ visitor, sessionId, isSuspicious: reading.kind === "forged" });
    assert.ok(wayIn.kind !== "full");
    return { isIn: wayIn.kind === "inside", visitor: wayIn.visitor, cookie: tokens.write(rush, wayIn.visitor) };
  };
  const repeat = (fromMs: number, everyMs: number, action: () => void) => {
    const again = () => {
      action();
      rush.plan(everyMs, again);
    };
    rush.plan(fromMs, again);
  };
  const honest = { enteredMs: Number.NaN, cookie: undefined as string | undefined };
  repeat(startMs, 1_000, () => {
    const answer = knock(honest.cookie);
    honest.cookie = answer.cookie;
    if (answer.isIn && Number.isNaN(honest.enteredMs)) honest.enteredMs = rush.nowMs;
  });
  return { rush, knock, repeat, honest };
}

const seeds = [1, 2, 3];

test("eight tabs with one token ask all the time: one visitor comes in, no sooner than an honest one beside them", () => {
  for (const seed of seeds) {
    const { rush, knock, repeat, honest } = openRush(seed);
    const entered = new Map<number, number>();
    let jar: string | undefined;
    for (let tab = 0; tab < 8; tab += 1) {
      repeat(startMs + 1 + tab * 25, 200, () => {
        const answer = knock(jar, "one cart");
        jar = answer.cookie;
        if (answer.isIn && !entered.has(answer.visitor)) entered.set(answer.visitor, rush.nowMs);
      });
    }
    rush.run();
    const [enteredMs = 0] = entered.values();
    assert.equal(entered.size, 1);
    assert.ok(honest.enteredMs > startMs + 5_000, `there was a line: ${honest.enteredMs}`);
    assert.ok(enteredMs >= honest.enteredMs - toleranceMs, `${enteredMs}, the honest one ${honest.enteredMs}`);
  }
});

test("forged tokens, removed cookies and a token of somebody else's cart never come in while there is a line", () => {
  for (const seed of seeds) {
    const { rush, knock, repeat, honest } = openRush(seed);
    const tries = { forged: 0, removed: 0, stolen: 0 };
    const came = { forged: 0, removed: 0, stolen: 0 };
    let victim: string | undefined;
    repeat(0, 1_000, () => {
      const answer = knock(victim, "the victim's cart");
      assert.ok(answer.isIn, "whoever is inside stays so, whatever others do with a copy");
      victim = answer.cookie;
    });
    repeat(startMs, 200, () => {
      const attempts = {
        forged: knock(`${victim?.slice(0, -3)}AAA`, "forger"),
        removed: knock(undefined, "forgetful"),
        stolen: knock(victim, "thief"),
      };
      for (const [how, { isIn }] of Object.entries(attempts) as [keyof typeof tries, { isIn: boolean }][]) {
        tries[how] += 1;
        if (isIn) came[how] += 1;
      }
    });
    rush.run();
    assert.ok(tries.forged > 250);
    assert.deepEqual(came, { forged: 0, removed: 0, stolen: 0 });
    assert.equal(rush.counts.bypassAttempts, tries.forged + tries.stolen);
    assert.ok(honest.enteredMs > startMs, "and the line moved");
    assert.equal(rush.counts.inversions, 0);
  }
});

test("a token that was used, shown again after the visit, is a newcomer's; a used place lets no second cart in", () => {
  for (const seed of seeds) {
    const { rush, knock, repeat, honest } = openRush(seed);
    let used: string | undefined;
    rush.plan(2_000, () => {
      const answer = knock(undefined, "an early buyer");
      assert.ok(answer.isIn);
      used = answer.cookie;
    });
    let replayedInMs = Number.NaN;
    repeat(startMs + 1, 500, () => {
      const answer = knock(used, "an early buyer");
      used = answer.cookie;
      if (answer.isIn && Number.isNaN(replayedInMs)) replayedInMs = rush.nowMs;
    });
    let copies = 0;
    repeat(startMs + 250, 500, () => {
      if (Number.isNaN(replayedInMs)) return;
      copies += 1;
      assert.equal(knock(used, "a friend").isIn, false);
    });
    rush.run();
    assert.ok(replayedInMs >= honest.enteredMs - toleranceMs, `${replayedInMs}, the honest one ${honest.enteredMs}`);
    assert.ok(copies > 10, String(copies));
    assert.equal(rush.counts.bypassAttempts, copies);
  }
});
