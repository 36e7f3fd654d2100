// The running drill: starts guard, shop and load, follows the time line, and takes everything back on
// every path. What cuts it short becomes a sentence in the record.
import { join } from "node:path";
import { pendingPaymentsSays } from "../audit/audit-terms.ts";
import { describeError, EdgeError } from "../errors.ts";
import { buildShopControl, type ShopControl } from "../faults/shop-control.ts";
import { bundleScenario } from "../load/bundle-scenario.ts";
import { LiveAlerts } from "../objectives/live-alerts.ts";
import type { ChangeLogEntry, DefenceReport } from "../record/run-record.ts";
import type { DrillState, RecordingParts } from "./build-recording.ts";
import { buildChangeLog } from "./change-log.ts";
import { keepCheckpoints } from "./checkpoint.ts";
import { buildDefenceReports, type DefenceCounts } from "./defence-reports.ts";
import type { DrillProgress } from "./drill-options.ts";
import { startForumOfDrill } from "./forum-of-drill.ts";
import { Guard } from "./guard/guard.ts";
import { buildNoStartError, describeLoadEnd, findLogError, type LoadRun, startLoad } from "./load-run.ts";
import { addMending, buildOperator, type Operator } from "./operator.ts";
import { nameTemporary, type RunDirectory, writeWhole } from "./run-directory.ts";
import { buildScriptSettings, computeMostMs, type Origins } from "./script-settings.ts";
import { buildShopOptions } from "./shop-of-drill.ts";
import { type RunningShop, startShop } from "./shop-processes.ts";
import { listTestWarnings } from "./test-warnings.ts";
import { buildDrillTime, TimeLine } from "./time-line.ts";

/** A k6 that is silent for longer than its own limits allow hangs, and is cut off. */
const hangGraceMs = 20_000;
/** k6's own limit for set-up is 60 s. */
const loadStartLimitMs = 60_000 + hangGraceMs;
const tickMs = 1000;
const settleMs = 5000;
const loadGraceMs = 2000;
const shopGraceMs = 5000;

export class DrillRun {
  readonly #parts: RecordingParts;
  readonly #directory: RunDirectory;
  readonly #tell: (progress: DrillProgress) => void;
  readonly #checkpoint: (state: DrillState) => Promise<void>;
  readonly #abort = new AbortController();
  #cutBecause: string | null = null;
  #endedAtMs: number | null = null;
  #timeLine: TimeLine | null = null;
  #operator: Operator | null = null;
  #changeLog: ChangeLogEntry[] = [];
  #defenceCounts: DefenceCounts = new Map();
  #warnings: string[] = [];
  #isInterrupted = false;
  #isStopping = false;
  #isWhole = false;

  constructor(
    parts: RecordingParts,
    directory: RunDirectory,
    tell: (progress: DrillProgress) => void,
    checkpoint: (state: DrillState) => Promise<void>,
  ) {
    this.#parts = parts;
    this.#directory = directory;
    this.#tell = tell;
    this.#checkpoint = checkpoint;
    this.#warnings.push(...parts.options.warnings, ...listTestWarnings(parts.options));
  }

  /** Cuts the drill short; the first reason counts. */
  cut(because: string): void {
    this.#cutBecause ??= because;
    this.#endedAtMs ??= Date.now();
    this.#abort.abort(new EdgeError(`the drill was cut short: ${this.#cutBecause}`));
  }

  state(): DrillState {
    return {
      faults: this.#timeLine?.faults() ?? [],
      actions: this.#timeLine?.actions() ?? [],
      alertedActions: this.#timeLine?.alertedActions() ?? [],
      cancellation: this.#operator?.cancellation() ?? null,
      defenceReports: this.#describeDefences(),
      changeLog: this.#changeLog,
      warnings: this.#warnings,
      invalidBecause: [...(this.#timeLine?.problems() ?? []), ...this.#parts.recorder.forum.problems()],
      elapsedMs: this.#isWhole ? null : this.#elapsedMs(),
      incompleteBecause: this.#cutBecause,
    };
  }

  #describeDefences(): DefenceReport[] {
    const { loaded, defences } = this.#parts.options;
    const answered = {
      alertedActions: this.#timeLine?.alertedActions() ?? [],
      faults: this.#timeLine?.faults() ?? [],
    };
    return buildDefenceReports(loaded.incident, defences, this.#defenceCounts, answered);
  }

  /** Wall ms since T0 that are known of: rows that k6 had not handed over when the drill was cut say nothing. */
  #elapsedMs(): number {
    const { t0Ms, newestMs } = this.#parts.recorder;
    return t0Ms === null ? 0 : Math.max(0, Math.min(this.#endedAtMs ?? Date.now(), newestMs) - t0Ms);
  }

  /** From the first process to the last one's end. Throws EdgeError when the drill cannot begin. */
  async follow(signal: AbortSignal): Promise<void> {
    const onAbort = () => {
      this.#isInterrupted = true;
      this.cut("it was interrupted");
    };
    signal.addEventListener("abort", onAbort, { once: true });
    if (signal.aborted) onAbort();
    try {
      await this.#checkpoint(this.state());
      await this.#follow();
    } catch (problem) {
      // What was cut short after its first moment, or by the person, is recorded and judged as incomplete.
      const hasBegun = this.#parts.recorder.t0Ms !== null;
      if (this.#abort.signal.aborted && (hasBegun || this.#isInterrupted)) return;
      this.cut(describeError(problem));
      await this.#checkpoint(this.state()).catch(() => {});
      throw problem;
    } finally {
      signal.removeEventListener("abort", onAbort);
    }
  }

  async #follow(): Promise<void> {
    this.#progress("starting", "starting shop, payment provider and k6");
    await using guard = await Guard.start();
    void guard.died.then(() => this.cut("the guard process ended in mid-drill"));
    // Told before there is anything to remove: the guard then does it even if we are killed in between.
    const { scratch, file } = this.#directory;
    for (const path of [scratch, nameTemporary(file("orders")), nameTemporary(file("record"))]) guard.removeAtEnd(path);
    guard.noteAtEnd(file("guardNote"));
    for (const path of [file("ledger"), file("payments"), file("forum")]) guard.foldAtEnd(path);
    await this.#directory.makeScratch();
    const { configPath, scriptPath } = await this.#writeScripts();
    const shop = await this.#startShop(guard);
    const forum = await this.#startForum(guard);
    const control = buildShopControl(shop.control, shop.token);
    try {
      const load = this.#startLoad(guard, { shop: shop.origin, forum }, scriptPath, configPath);
      const t0Ms = await this.#waitForStart(load);
      this.#timeLine = this.#buildTimeLine(t0Ms, control);
      await this.#drive(load, this.#timeLine);
    } finally {
      this.#progress("finishing", "taking faults back, reading the books");
      await this.#wind(guard, control, this.#parts.recorder.t0Ms);
    }
  }

  #buildTimeLine(t0Ms: number, shop: ShopControl): TimeLine {
    const { options, clock, recorder } = this.#parts;
    const alerts = new LiveAlerts(recorder.objectives);
    const operator = buildOperator(this.#parts, shop, this.#directory.file("ledger"), t0Ms);
    this.#operator = operator;
    return new TimeLine({
      incident: addMending(options.loaded.incident, options.test.mendAtMinute ?? null),
      clock,
      time: buildDrillTime(t0Ms, this.#abort.signal),
      shop,
      leaveOutFaults: options.test.leaveOutFaults,
      variant: options.variant,
      carryOut: (deed) => operator.carryOut(deed),
      defences: options.defences,
      listAlerts: (severity, fromMinute) => alerts.list(severity, fromMinute),
    });
  }

  async #startShop(guard: Guard): Promise<RunningShop> {
    const shop = await startShop(guard, buildShopOptions(this.#parts, this.#directory), this.#abort.signal);
    void shop.death.then(({ name, end }) => {
      if (this.#isStopping) return;
      this.#timeLine?.confirmGone();
      this.cut(`the ${name} ended in mid-drill (${end.signal ?? `exit code ${end.code}`})`);
    });
    return shop;
  }

  /** Gives its origin; null where the incident has no deal to talk about. */
  async #startForum(guard: Guard): Promise<string | null> {
    const forum = await startForumOfDrill(guard, this.#parts, this.#directory, this.#abort.signal);
    void forum?.ended.then((end) => {
      if (!this.#isStopping) this.cut(`the deal forum ended in mid-drill (${end.signal ?? `exit code ${end.code}`})`);
    });
    return forum?.origin ?? null;
  }

  async #writeScripts(): Promise<{ scriptPath: string; configPath: string }> {
    const scriptPath = join(this.#directory.scratch, "scenario.js");
    const configPath = join(this.#directory.scratch, "k6.json");
    await bundleScenario(scriptPath, this.#parts.options.test.entry);
    await writeWhole(configPath, "{}\n");
    return { scriptPath, configPath };
  }

  #startLoad(guard: Guard, origins: Origins, scriptPath: string, configPath: string): LoadRun {
    const { options, recorder } = this.#parts;
    return startLoad(guard, {
      k6Path: options.k6.path,
      scriptPath,
      configPath,
      logPath: this.#directory.file("k6Log"),
      settings: buildScriptSettings(this.#parts, this.#directory.file("plan"), origins),
      onRow: (row) => recorder.add(row),
    });
  }

  /** Rejects when the drill is cut short; never resolves. */
  #whenCut(): Promise<never> {
    const { signal } = this.#abort;
    return new Promise((_, reject) => {
      if (signal.aborted) reject(signal.reason);
      signal.addEventListener("abort", () => reject(signal.reason), { once: true });
    });
  }

  /** Cuts the drill short unless it is disposed of in time. */
  #cutAfter(limitMs: number, because: string): Disposable {
    const timer = setTimeout(() => this.cut(because), limitMs);
    return { [Symbol.dispose]: () => clearTimeout(timer) };
  }

  async #waitForStart(load: LoadRun): Promise<number> {
    using _limit = this.#cutAfter(loadStartLimitMs, `k6 did not start the drill within ${loadStartLimitMs / 1000} s`);
    const noStart = load.ended.then(async (end) => {
      throw buildNoStartError(end, await findLogError(this.#directory.file("k6Log")));
    });
    return await Promise.race([this.#parts.recorder.t0, noStart, this.#whenCut()]);
  }

  /** Until the load has ended: time line, progress, checkpoints. */
  async #drive(load: LoadRun, timeLine: TimeLine): Promise<void> {
    const following = timeLine.follow().catch((problem) => {
      if (!this.#abort.signal.aborted) this.cut(`a fault could not be carried out: ${describeError(problem)}`);
    });
    const mostMs = computeMostMs(this.#parts) + hangGraceMs;
    using _limit = this.#cutAfter(mostMs, `k6 did not end within ${Math.round(mostMs / 1000)} s`);
    const ticks = setInterval(() => this.#progress("running", ""), tickMs);
    const stop = new AbortController();
    const onProblem = (problem: unknown) => this.cut(`the record cannot be written: ${describeError(problem)}`);
    const writing = keepCheckpoints(() => this.#checkpoint(this.state()), onProblem, stop.signal);
    try {
      const end = await Promise.race([load.ended, this.#whenCut()]);
      const problem = describeLoadEnd(end, await findLogError(this.#directory.file("k6Log")));
      if (problem !== null) this.cut(problem);
      else this.#isWhole = true;
      await following;
    } catch (problem) {
      // Before the clean-up waits for the time line: a stream that cannot be read ends the drill at once.
      this.cut(describeError(problem));
      throw problem;
    } finally {
      clearInterval(ticks);
      stop.abort();
      await Promise.all([following, writing]);
    }
  }

  /** Winds the drill down, on every path: faults and load, then shop and provider. */
  async #wind(guard: Guard, control: ShopControl, t0Ms: number | null): Promise<void> {
    await Promise.all([this.#timeLine?.restore(), guard.stop("k6", "SIGINT", loadGraceMs)]);
    const isCut = this.#cutBecause !== null;
    const pending = await control.settle(isCut ? settleMs / 5 : settleMs).catch(() => null);
    if (pending !== null && pending > 0) this.#warnings.push(`${pending} ${pendingPaymentsSays}`);
    const { clock, recorder } = this.#parts;
    if (t0Ms !== null) {
      const changes = await control.listChanges().catch(() => []);
      this.#changeLog = buildChangeLog(changes, clock, t0Ms);
    }
    const defences = await control.listDefences().catch(() => []);
    this.#defenceCounts = new Map(defences.map(({ name, counts }) => [name, counts]));
    const unfinished = recorder.started - recorder.ended;
    if (!isCut && unfinished > 0) this.#warnings.push(`${unfinished} customers were still inside when the drill ended`);
    this.#isStopping = true;
    await guard.stop("shop", "SIGTERM", shopGraceMs);
    await guard.stop("provider", "SIGTERM", shopGraceMs);
    await guard.stop("forum", "SIGTERM", shopGraceMs);
    this.#timeLine?.confirmGone();
  }

  #progress(state: DrillProgress["state"], says: string): void {
    const { clock, recorder } = this.#parts;
    const wallMs = recorder.t0Ms === null ? 0 : Math.max(0, Date.now() - recorder.t0Ms);
    this.#tell({
      state,
      says,
      minute: recorder.t0Ms === null ? null : clock.minuteAt(wallMs),
      phase: recorder.t0Ms === null ? null : clock.phaseAt(wallMs),
      wallMs,
      ofWallMs: clock.wallMs,
      ...recorder.live,
    });
  }
}
