import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { buildIncidentClock, type ClockPhase, computeMinutes, computeWallMs } from "./time.ts";

/** An evening of 90 minutes, a jump of 300, a morning of 60; at 60x a minute takes a second. */
const phases: ClockPhase[] = [
  { name: "calm", fromMinute: 0, toMinute: 60 },
  { name: "outage", fromMinute: 60, toMinute: 90 },
  { name: "morning", fromMinute: 390, toMinute: 450 },
];
const clock = buildIncidentClock(phases, 60);

/** Phases in order, with jumps between some of them, and a pace. */
const anyClock = fc
  .record({
    parts: fc.array(fc.record({ gap: fc.constantFrom(0, 0, 7, 300), length: fc.integer({ min: 1, max: 200 }) }), {
      minLength: 1,
      maxLength: 6,
    }),
    pace: fc.integer({ min: 1, max: 400 }),
  })
  .map(({ parts, pace }) => {
    let minute = 0;
    const list = parts.map(({ gap, length }, index): ClockPhase => {
      const fromMinute = minute + (index === 0 ? 0 : gap);
      minute = fromMinute + length;
      return { name: `phase-${index}`, fromMinute, toMinute: minute };
    });
    return buildIncidentClock(list, pace);
  });
/** Strictly inside, so that rounding cannot carry a moment over an edge. */
const inside = fc.double({ min: 0.001, max: 0.999, noNaN: true });

describe("incident clock", () => {
  it("maps minutes to wall time and back inside phases", () => {
    fc.assert(
      fc.property(anyClock, inside, fc.nat(), (any, ratio, index) => {
        const phase = any.phases[index % any.phases.length] as ClockPhase;
        const minute = phase.fromMinute + ratio * (phase.toMinute - phase.fromMinute);
        assert.ok(Math.abs(any.minuteAt(any.wallMsAt(minute)) - minute) < 1e-6);
        assert.equal(any.phaseAt(any.wallMsAt(minute)), phase.name);
      }),
    );
  });

  it("maps wall time to minutes and back inside the drill, and never runs backwards", () => {
    fc.assert(
      fc.property(anyClock, inside, inside, (any, a, b) => {
        const wallMs = a * any.wallMs;
        assert.ok(Math.abs(any.wallMsAt(any.minuteAt(wallMs)) - wallMs) < 1e-3);
        const [first, second] = a < b ? [a, b] : [b, a];
        assert.ok(any.minuteAt(first * any.wallMs) <= any.minuteAt(second * any.wallMs));
      }),
    );
  });

  it("gives phases their wall time at the pace, and a jump none", () => {
    assert.equal(clock.wallMs, 150_000);
    assert.equal(clock.wallMsAt(60), 60_000);
    assert.equal(clock.wallMsAt(90), 90_000);
    assert.equal(clock.wallMsAt(390), 90_000);
    assert.equal(clock.wallMsAt(420), 120_000);
  });

  it("takes a minute inside a jump for the jump itself", () => {
    assert.equal(clock.wallMsAt(91), 90_000);
    assert.equal(clock.wallMsAt(250), 90_000);
    assert.equal(clock.minuteAt(clock.wallMsAt(250)), 390);
  });

  it("runs on at the same pace after the end, and backwards before T0", () => {
    assert.equal(clock.minuteAt(150_000), 450);
    assert.equal(clock.minuteAt(160_000), 460);
    assert.equal(clock.wallMsAt(460), 160_000);
    assert.equal(clock.minuteAt(-500), -0.5);
    assert.equal(clock.wallMsAt(-0.5), -500);
  });

  it("gives each edge to the phase that begins there", () => {
    assert.equal(clock.phaseAt(-1), "calm");
    assert.equal(clock.phaseAt(0), "calm");
    assert.equal(clock.phaseAt(59_999.9), "calm");
    assert.equal(clock.phaseAt(60_000), "outage");
    assert.equal(clock.phaseAt(90_000), "morning");
    assert.equal(clock.phaseAt(150_000), "morning");
    assert.equal(clock.phaseAt(1e9), "morning");
    assert.equal(clock.minuteAt(89_999), 90 - 1 / 1000);
    assert.equal(clock.minuteAt(90_000), 390);
  });

  it("converts durations without a jump both ways", () => {
    assert.equal(computeWallMs(60, 200), 18_000);
    assert.equal(computeMinutes(18_000, 200), 60);
  });
});
