import { drawUniform } from "../rules/draw.ts";
import type { Defence, DefenceWorld, RunningDefence, VisitorAdmission, VisitorRequest, WayIn } from "./defence.ts";
import { WaitingRoomController } from "./waiting-room-controller.ts";
import { WaitEstimate } from "./waiting-room-estimate.ts";
import { WaitingRoomFairness } from "./waiting-room-fairness.ts";
import { WaitingRoomInside } from "./waiting-room-inside.ts";
import { refreshGraceMs, type WaitingPlace, WaitingRoomLine } from "./waiting-room-line.ts";
import { computeRefreshSeconds } from "./waiting-room-refresh.ts";

/** Whoever asks for nothing for so long has left the shop. */
const windowMinutes = 10;
/** At a very fast pace a customer may still wait for a page and its payment. */
const shortestWindowMs = 5_000;
const refreshMinutes = 2;
/** Each time another moment around the refresh, so that a crowd does not come back as one. */
const refreshSpread = 0.25;
/** Whoever is called sooner comes sooner, each at the moment of the own turn. */
const shortestRefreshMinutes = 0.25;
/** So many more refreshes may be missed after the one that is due; each takes a second at least. */
const patienceRefreshes = 2;
/** Measures and calls, and no more often. Wall clock, like the workers. */
const tickMs = 100;
const placesLimit = 20_000;
const insideLimit = 100_000;

class WaitingRoom implements RunningDefence, VisitorAdmission {
  readonly #world: DefenceWorld;
  readonly #inside: WaitingRoomInside;
  readonly #line: WaitingRoomLine;
  readonly #controller: WaitingRoomController;
  readonly #fairness: WaitingRoomFairness;
  readonly #estimate = new WaitEstimate();
  readonly #counts = { enteredAtOnce: 0, queued: 0, admitted: 0, left: 0, turnedAway: 0, bypassAttempts: 0 };
  #visitors = 0;
  #tickedAtMs: number | undefined;

  constructor(world: DefenceWorld) {
    const windowMs = Math.max(world.toWallMs(windowMinutes), shortestWindowMs);
    this.#world = world;
    this.#inside = new WaitingRoomInside(windowMs);
    const longestRefreshMs = toRefreshMs(world.toWallMs(refreshMinutes * (1 + refreshSpread)));
    this.#line = new WaitingRoomLine(patienceRefreshes * longestRefreshMs + refreshGraceMs);
    this.#fairness = new WaitingRoomFairness(longestRefreshMs, world.toWallMs(1 / 60));
    this.#controller = new WaitingRoomController(windowMs, world.serviceMs);
  }

  get admitsVisitors(): VisitorAdmission {
    return this;
  }

  readCounts(): Readonly<Record<string, number>> {
    const overtaken = this.#line.countJoinedBefore(this.#fairness.overtakenBeforeMs);
    const inversions = this.#fairness.inversions + overtaken;
    return { ...this.#counts, inversions, mostWaiting: this.#line.mostWaiting, ...this.#fairness.readWaits() };
  }

  admit({ visitor, sessionId, isSuspicious }: VisitorRequest, nowMs: number): WayIn {
    const renewal = visitor === undefined ? "absent" : this.#inside.renew(visitor, sessionId, nowMs);
    const place = renewal === "absent" && visitor !== undefined ? this.#line.renew(visitor, nowMs) : undefined;
    // After the renewals: whoever asks now is here, and can be called now.
    this.#tick(nowMs);
    if (renewal === "inside") return { kind: "inside", visitor: visitor as number };
    if (place) return place.position === 0 ? this.#letIn(place, sessionId, nowMs) : this.#tellPlace(place, nowMs);
    const wayIn = this.#welcome(sessionId, nowMs);
    if (wayIn.kind !== "inside" && (isSuspicious || renewal === "copied")) this.#counts.bypassAttempts += 1;
    return wayIn;
  }

  #welcome(sessionId: string | undefined, nowMs: number): WayIn {
    const isQuiet = this.#line.waitingOnTime === 0 && this.#inside.count < insideLimit;
    if (isQuiet && this.#controller.hasRoom(this.#line.coming)) {
      this.#counts.enteredAtOnce += 1;
      this.#fairness.noteEntryAtOnce(nowMs);
      return this.#enter(this.#countVisitor(), sessionId, nowMs);
    }
    if (this.#line.count >= placesLimit) {
      this.#counts.turnedAway += 1;
      return { kind: "full" };
    }
    this.#counts.queued += 1;
    return this.#tellPlace(this.#line.join(this.#countVisitor(), nowMs), nowMs);
  }

  #letIn(place: WaitingPlace, sessionId: string | undefined, nowMs: number): WayIn {
    this.#line.enter(place);
    this.#counts.admitted += 1;
    this.#fairness.noteEntryFromLine(place.joinedMs, place.wasLate, nowMs);
    this.#estimate.learn(place.turnMinutes, (nowMs - place.joinedMs) / this.#world.toWallMs(1));
    return this.#enter(place.visitor, sessionId, nowMs);
  }

  #enter(visitor: number, sessionId: string | undefined, nowMs: number): WayIn {
    this.#inside.enter(visitor, sessionId, nowMs);
    this.#controller.noteEntry();
    return { kind: "inside", visitor };
  }

  #countVisitor(): number {
    this.#visitors += 1;
    return this.#visitors;
  }

  #tellPlace(place: WaitingPlace, nowMs: number): WayIn {
    const { visitor, position } = place;
    place.timesTold += 1;
    const draw = drawUniform("waiting-room refresh", visitor, place.timesTold);
    const usualMinutes = refreshMinutes * (1 - refreshSpread + 2 * refreshSpread * draw);
    const admissionsPerMinute = this.#controller.computeAdmissionsPerMs() * this.#world.toWallMs(1);
    const turnMinutes = position / admissionsPerMinute;
    if (place.timesTold === 1) place.turnMinutes = turnMinutes;
    const estimateMinutes = this.#estimate.computeMinutes(turnMinutes);
    const retryMinutes = Math.min(usualMinutes, Math.max(shortestRefreshMinutes, estimateMinutes));
    const retryMs = this.#world.toWallMs(retryMinutes);
    place.toldMs = nowMs + retryMs;
    place.dueMs = nowMs + toRefreshMs(retryMs);
    return { kind: "waiting", visitor, position, estimateMinutes, retryMinutes };
  }

  #tick(nowMs: number): void {
    const elapsedMs = this.#tickedAtMs === undefined ? 0 : nowMs - this.#tickedAtMs;
    if (this.#tickedAtMs !== undefined && elapsedMs < tickMs) return;
    this.#tickedAtMs = nowMs;
    this.#inside.expire(nowMs);
    this.#counts.left += this.#line.expire(nowMs);
    this.#controller.observe(this.#world.readWorkers(), elapsedMs, this.#line.waitingOnTime > 0);
    if (this.#line.waiting === 0 || this.#inside.count >= insideLimit) return;
    const calls =
      this.#line.waitingOnTime === 0 ? 0 : this.#controller.grantCalls(this.#line.coming, this.#line.called);
    this.#line.call(calls);
  }
}

/** A browser knows whole seconds only: until then it is not late. */
function toRefreshMs(retryMs: number): number {
  return computeRefreshSeconds(retryMs) * 1_000;
}

/** Keeps the workers at three quarters: whoever finds the shop fuller waits in line, and comes in in turn. */
export const waitingRoom: Defence = {
  name: "waiting-room",
  kind: "containing",
  says: "lets so many in as the workers can serve well; all others wait in line, first come first served",
  costs: "in a rush newcomers wait minutes before they see a page, and who is away for ten minutes waits again",
  start: (world) => new WaitingRoom(world),
};
