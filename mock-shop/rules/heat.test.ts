import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { DealHeat, type Statement, statements, type VoteDirection } from "./heat.ts";

/** A deal that so many people praised in the first minutes, one after the other. */
function praise(count: number, says: Statement = "works", from = 0): DealHeat {
  const deal = new DealHeat(72);
  for (let index = 0; index < count; index += 1) {
    deal.addVote("hot", from + index / 100);
    deal.addPost(says, from + index / 100);
  }
  return deal;
}

test("a deal that nobody spoke of is cold and dead", () => {
  assert.deepEqual(new DealHeat(72).read(10), { heat: 0, advice: "dead" });
});

test("4,000 people who vote draw half of the attention, and who says that it works is believed", () => {
  const deal = new DealHeat(4_000);
  deal.addVote("hot", 0);
  deal.addPost("works-without-trick", 0);
  const { heat, advice } = deal.read(0);
  assert.equal(advice, "no-trick");
  assert.ok(Math.abs(heat - (0.5 * 4_000) / 4_072) < 1e-12);
});

test("success makes it hotter, silence colder, and the trick puts some off", () => {
  assert.ok(praise(20).read(1).heat > praise(10).read(1).heat);
  const deal = praise(20);
  assert.ok(deal.read(30).heat < 0.7 * deal.read(1).heat);
  assert.ok(praise(20, "works-without-trick").read(1).heat > 1.5 * praise(20).read(1).heat);
});

test("it dies within minutes when posts say that it fails, though nobody takes a vote back", () => {
  const deal = praise(50);
  const before = deal.read(1).heat;
  for (let minute = 1; minute <= 10; minute += 0.1) deal.addPost("fails", minute);
  const { heat, advice } = deal.read(10);
  assert.equal(advice, "dead");
  assert.ok(heat < before / 3);
});

test("what most of the last posts say is the advice", () => {
  const deal = praise(10);
  assert.equal(deal.read(1).advice, "trick");
  for (let index = 0; index < 11; index += 1) deal.addPost("works-without-trick", 1);
  assert.equal(deal.read(1).advice, "no-trick");
  deal.addPost("question", 1);
  assert.equal(deal.read(1).advice, "no-trick");
});

test("a vote that is changed counts as if only the last had been given", () => {
  const changed = praise(10);
  changed.addVote("cold", 2);
  changed.addVote("hot", 20, { direction: "cold", minute: 2 });
  const once = praise(10);
  once.addVote("hot", 20);
  assert.ok(Math.abs(changed.read(30).heat - once.read(30).heat) < 1e-12);
});

const event = fc.record({
  minute: fc.double({ min: 0, max: 200, noNaN: true }),
  says: fc.constantFrom(...statements),
  direction: fc.constantFrom<VoteDirection>("hot", "cold"),
});

test("heat is at least 0 and less than 1, whatever is said and voted", () => {
  fc.assert(
    fc.property(fc.array(event, { maxLength: 60 }), fc.integer({ min: 1, max: 5_000 }), (events, people) => {
      const deal = new DealHeat(people);
      for (const { minute, says, direction } of events.toSorted((a, b) => a.minute - b.minute)) {
        deal.addPost(says, minute);
        deal.addVote(direction, minute);
        const { heat } = deal.read(minute);
        assert.ok(heat >= 0 && heat < 1);
      }
    }),
  );
});

test("one visitor who stands for many is as many visitors who stand for one each; looking changes nothing", () => {
  fc.assert(
    fc.property(fc.array(event, { maxLength: 20 }), (events) => {
      const sorted = events.toSorted((a, b) => a.minute - b.minute);
      const weighted = new DealHeat(7);
      const many = new DealHeat(1);
      for (const { minute, says, direction } of sorted) {
        weighted.addPost(says, minute);
        weighted.addVote(direction, minute);
        for (let person = 0; person < 7; person += 1) {
          many.read(minute);
          many.addPost(says, minute);
          many.addVote(direction, minute);
        }
      }
      assert.ok(Math.abs(weighted.read(210).heat - many.read(210).heat) < 1e-9);
    }),
  );
});

/** Tells a deal everything, in the order given. */
function tell(events: readonly { minute: number; says: Statement; direction: VoteDirection }[], people = 72): DealHeat {
  const deal = new DealHeat(people);
  for (const { minute, says, direction } of events) {
    deal.addPost(says, minute);
    deal.addVote(direction, minute);
  }
  return deal;
}

const minutesLater = fc.double({ min: 0, max: 500, noNaN: true });

test("as long as nobody says anything it only gets colder", () => {
  fc.assert(
    fc.property(fc.array(event, { maxLength: 30 }), minutesLater, minutesLater, (events, one, other) => {
      const deal = tell(events);
      const early = deal.read(200 + Math.min(one, other)).heat;
      const late = deal.read(200 + Math.max(one, other)).heat;
      assert.ok(late <= early);
    }),
  );
});

test("one more success of the advised kind or hot vote never makes it colder, one more failure never hotter", () => {
  fc.assert(
    fc.property(fc.array(event, { maxLength: 30 }), (events) => {
      const before = tell(events).read(200);
      const succeeded = tell(events);
      succeeded.addPost(before.advice === "no-trick" ? "works-without-trick" : "works", 200);
      const failed = tell(events);
      failed.addPost("fails", 200);
      const loved = tell(events);
      loved.addVote("hot", 200);
      assert.ok(failed.read(200).heat <= before.heat);
      assert.ok(loved.read(200).heat >= before.heat);
      if (before.advice !== "dead") assert.ok(succeeded.read(200).heat >= before.heat);
    }),
  );
});

test("it does not matter in which order events are told, if each has its minute", () => {
  fc.assert(
    fc.property(fc.array(event, { maxLength: 20 }), (events) => {
      const sorted = tell(events.toSorted((a, b) => a.minute - b.minute)).read(200).heat;
      assert.ok(Math.abs(tell(events).read(200).heat - sorted) < 1e-9);
    }),
  );
});
