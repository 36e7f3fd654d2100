import assert from "node:assert/strict";
import { test } from "node:test";
import type { VisitorRequest, WayIn } from "./defence.ts";
import { buildWorld } from "./defence-world.fixture.ts";
import { waitingRoom } from "./waiting-room.ts";

/** A room before a shop whose utilisation is in the test's hand; an incident minute is a second. */
function openRoom() {
  let utilisation = 0;
  let nowMs = 0;
  const room = waitingRoom.start(buildWorld({ readWorkers: () => ({ workers: 4, utilisation }) }));
  const ask = (visitor?: number, more: Partial<VisitorRequest> = {}): WayIn => {
    const wayIn = room.admitsVisitors?.admit({ visitor, sessionId: undefined, isSuspicious: false, ...more }, nowMs);
    assert.ok(wayIn);
    return wayIn;
  };
  return {
    ask,
    /** The number that a newcomer gets. */
    come: (): number => {
      const wayIn = ask();
      assert.ok(wayIn.kind !== "full");
      return wayIn.visitor;
    },
    /** Lets minutes pass, in which these ask every tenth of one. */
    pass: (minutes: number, utilisationThen: number, ...present: readonly number[]) => {
      utilisation = utilisationThen;
      for (let tenth = 0; tenth < Math.round(minutes * 10); tenth += 1) {
        nowMs += 100;
        for (const visitor of present) ask(visitor);
      }
    },
    counts: () => room.readCounts(),
  };
}

test("while the workers have time and nobody waits, everybody comes in at once", () => {
  const room = openRoom();
  for (let count = 0; count < 20; count += 1) assert.equal(room.ask().kind, "inside");
  assert.deepEqual([room.counts().enteredAtOnce, room.counts().queued], [20, 0]);
});

test("when the workers are at three quarters, newcomers get places, one after the other", () => {
  const room = openRoom();
  room.pass(0.1, 0.76, room.come());
  const places = [room.ask(), room.ask(), room.ask()];
  assert.deepEqual(
    places.map((place) => place.kind === "waiting" && place.position),
    [1, 2, 3],
  );
  assert.deepEqual([room.counts().queued, room.counts().mostWaiting], [3, 3]);
});

test("whoever is inside never waits, however full the shop is, until nothing was asked for ten minutes", () => {
  const room = openRoom();
  const visitor = room.come();
  for (let minutes = 0; minutes < 40; minutes += 9) {
    room.pass(9, 1);
    assert.equal(room.ask(visitor).kind, "inside");
  }
  room.pass(10, 1);
  const again = room.ask(visitor);
  assert.ok(again.kind === "waiting" && again.visitor !== visitor);
});

test("the line is served first come, first served, and newcomers join it while anybody waits", () => {
  const room = openRoom();
  room.pass(0.1, 1, room.come());
  const line = [room.come(), room.come(), room.come()];
  room.pass(0.1, 0.74, ...line);
  const inside: number[] = [];
  for (let tenth = 0; tenth < 300 && inside.length < 3; tenth += 1) {
    room.pass(0.1, tenth % 10 === 0 ? 0.74 : 1);
    for (const visitor of line) {
      if (!inside.includes(visitor) && room.ask(visitor).kind === "inside") inside.push(visitor);
    }
    if (inside.length < 3) assert.notEqual(room.ask().kind, "inside");
  }
  assert.deepEqual(inside, line);
  assert.equal(room.counts().admitted, 3);
});

test("a place is lost by missing the refresh that is due and two more: the old number is worth nothing", () => {
  const room = openRoom();
  room.pass(0.1, 1, room.come());
  const [keeper, leaver] = [room.come(), room.come()];
  room.pass(7.9, 1, keeper);
  assert.equal(room.counts().left, 0);
  room.pass(0.2, 1, keeper);
  assert.equal(room.counts().left, 1);
  const late = room.come();
  const back = room.ask(leaver);
  assert.ok(back.kind === "waiting" && back.visitor > late && back.position === 3);
  assert.equal(room.counts().bypassAttempts, 0);
});

test("room that was given to the called is not given to newcomers as well", () => {
  const room = openRoom();
  const first = room.come();
  room.pass(0.1, 1, first);
  const line = Array.from({ length: 50 }, () => room.come());
  room.pass(0.2, 0, first, ...line.slice(0, 1));
  for (let count = 0; count < 200; count += 1) room.ask();
  const { enteredAtOnce = 0, queued = 0 } = room.counts();
  for (const visitor of line.slice(1)) assert.equal(room.ask(visitor).kind, "inside");
  assert.ok(enteredAtOnce > 20 && enteredAtOnce < 45, `${enteredAtOnce} beside 50, where half a window takes in 84`);
  assert.equal(enteredAtOnce + queued, 1 + 50 + 200);
});

test("a browser that knows whole seconds only, and is slow, comes in by its call", () => {
  for (const [delayMinutes, kind] of [
    [1.9, "inside"],
    [2.1, "waiting"],
  ] as const) {
    const room = openRoom();
    const first = room.come();
    room.pass(0.1, 1, first);
    const waiting = room.ask();
    assert.ok(waiting.kind === "waiting" && waiting.retryMinutes === 0.25);
    room.pass(0.1, 0.5, first);
    room.pass(delayMinutes - 0.1, 1, first);
    const back = room.ask(waiting.visitor);
    assert.equal(back.kind, kind);
    assert.ok(back.kind === "inside" || (back.kind === "waiting" && back.position === 1), "first again");
  }
});

test("those who are away hold up no newcomer for longer than their refresh", () => {
  const room = openRoom();
  const first = room.come();
  room.pass(0.1, 1, first);
  for (let count = 0; count < 10; count += 1) room.ask();
  room.pass(4.1, 0.5, first);
  assert.equal(room.counts().left, 0, "their places are kept");
  assert.equal(room.ask().kind, "inside");
});

test("while nothing is known of the workers the line moves, and the page says a wait that can be said", () => {
  let utilisation = 1;
  let nowMs = 0;
  const room = waitingRoom.start(buildWorld({ readWorkers: () => ({ workers: 4, utilisation }) })).admitsVisitors;
  const ask = (visitor?: number) => {
    const wayIn = room?.admit({ visitor, sessionId: undefined, isSuspicious: false }, nowMs);
    assert.ok(wayIn && wayIn.kind !== "full");
    return wayIn;
  };
  ask();
  utilisation = Number.NaN;
  const line = [ask().visitor, ask().visitor, ask().visitor];
  const inside = new Set<number>();
  for (; nowMs < 5_000; nowMs += 100) {
    for (const visitor of line) {
      const wayIn = ask(visitor);
      if (wayIn.kind === "inside") inside.add(visitor);
      else assert.ok(Number.isFinite(wayIn.estimateMinutes) && wayIn.estimateMinutes < 10);
    }
  }
  assert.deepEqual([...inside], line);
});

test("a number that was never given out is worth nothing", () => {
  const room = openRoom();
  room.pass(0.1, 1, room.come());
  const [first, stranger] = [room.ask(), room.ask(1_000)];
  assert.ok(first.kind === "waiting" && stranger.kind === "waiting");
  assert.deepEqual([stranger.visitor, stranger.position], [first.visitor + 1, 2]);
});

test("a token lets one cart in: a browser that shows it with another one, or with none, is a newcomer", () => {
  const room = openRoom();
  const visitor = room.come();
  assert.equal(room.ask(visitor, { sessionId: "own" }).kind, "inside");
  room.pass(0.1, 1);
  for (const sessionId of ["other", undefined]) assert.equal(room.ask(visitor, { sessionId }).kind, "waiting");
  assert.equal(room.ask(visitor, { sessionId: "own" }).kind, "inside");
  assert.equal(room.counts().bypassAttempts, 2);
});

test("a suspicious request counts as an attempt only where there is a line to come past", () => {
  const room = openRoom();
  assert.equal(room.ask(undefined, { isSuspicious: true }).kind, "inside");
  assert.equal(room.counts().bypassAttempts, 0);
  room.pass(0.1, 1);
  assert.equal(room.ask(undefined, { isSuspicious: true }).kind, "waiting");
  assert.equal(room.counts().bypassAttempts, 1);
});

test("beyond 20,000 places newcomers are turned away, and those who have one keep it", () => {
  const room = openRoom();
  room.pass(0.1, 1, room.come());
  const first = room.come();
  for (let count = 1; count < 20_000; count += 1) assert.equal(room.ask().kind, "waiting");
  assert.deepEqual([room.ask(), room.ask(first).kind], [{ kind: "full" }, "waiting"]);
  assert.deepEqual([room.counts().turnedAway, room.counts().queued], [1, 20_000]);
});

test("refreshes are spread around two minutes, and those whose turn is near come at their turn", () => {
  const room = openRoom();
  room.pass(0.1, 1, room.come());
  const retries = Array.from({ length: 1_000 }, () => {
    const place = room.ask();
    assert.ok(place.kind === "waiting");
    return place;
  });
  const far = retries.slice(500).map(({ retryMinutes }) => retryMinutes);
  assert.ok(Math.min(...far) >= 1.5 && Math.min(...far) < 1.52 && Math.max(...far) > 2.48 && Math.max(...far) <= 2.5);
  assert.equal(retries[0]?.retryMinutes, 0.25);
  for (const { retryMinutes, estimateMinutes } of retries) assert.ok(retryMinutes <= Math.max(0.25, estimateMinutes));
});

test("waits are counted in seconds of the incident clock", () => {
  const room = openRoom();
  room.pass(0.1, 1, room.come());
  const visitor = room.come();
  room.pass(7, 1, visitor);
  assert.equal(room.counts().waitMaxSeconds, 0);
  room.pass(1, 0, visitor);
  assert.equal(room.ask(visitor).kind, "inside");
  const { waitP50Seconds, waitP95Seconds, waitP99Seconds, waitMaxSeconds, inversions } = room.counts();
  assert.deepEqual([waitP50Seconds, waitP95Seconds, waitP99Seconds, waitMaxSeconds], [426, 426, 426, 426]);
  assert.equal(inversions, 0);
});

test("all counts are whole numbers", () => {
  const room = openRoom();
  room.pass(0.1, 1, room.come());
  room.pass(3.3, 0, room.come(), room.come());
  for (const [name, count] of Object.entries(room.counts()))
    assert.ok(Number.isSafeInteger(count), `${name}: ${count}`);
});
