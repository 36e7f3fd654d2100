// `tilldrill plan`: what a drill would do, without doing it. Touches nothing.
import type { Command } from "commander";
import { requestsPerStep } from "../../scenarios/drivers/built-in-shop/requests-per-step.ts";
import { computeCalmRequestsPerSecond, computeWorkers } from "../../scenarios/expectations.ts";
import { buildPlan, computeExpectedArrivals, computeWeight } from "../../scenarios/plan.ts";
import { selectWhole } from "../../scenarios/selection.ts";
import { computeWallMs } from "../../scenarios/time.ts";
import { computeVirtualUsers } from "../drill/virtual-users.ts";
import { listShortPhases, listWeakPhases, loadIncident } from "../load-incident.ts";
import { computeDistortion, mostDistortion } from "../measure/distortion.ts";
import { type CommandContext, writeJson } from "./context.ts";
import { parsePace, parseSeed } from "./options.ts";
import { PaceLicences } from "./pace-licences.ts";
import { renderLicence } from "./plan-licence.ts";

/** p95 of a page before anything was measured: a place-order step of the calm shop is two services and two payments. */
const assumedP95Services = 5;

/** A plan that takes longer says what it is at. */
const quietMs = 2000;

const interruptedCode = 130;

interface PlanOptions {
  readonly seed: string;
  readonly pace?: string;
  readonly cause?: string;
  readonly allowShortPhases?: boolean;
  readonly json?: boolean;
}

async function describeDrill(name: string, options: PlanOptions, context: CommandContext) {
  const seed = parseSeed(options.seed);
  const paceOption = parsePace(options.pace);
  const selection = { ...selectWhole(name), cause: options.cause ?? null };
  const loaded = loadIncident(selection, paceOption, options.allowShortPhases === true);
  const { incident, objectives, sha256 } = loaded;
  const pace = paceOption ?? incident.pace;
  const plan = buildPlan(incident, seed, pace);
  const short = listShortPhases(incident, pace);
  const weak = listWeakPhases(incident, pace);
  const buyers = incident.populations.filter((population) => population.buys);
  const orders = buyers.map((population) => computeExpectedArrivals(incident, population, pace, plan.share));
  const distortion = computeDistortion(pace, incident.serviceMs * assumedP95Services, incident.customers.thinkMinutes);
  const phases = incident.phases.map(({ name: phase, fromMinute, toMinute, says }, index) => ({
    name: phase,
    says,
    fromMinute,
    toMinute,
    wallSeconds: computeWallMs(toMinute - fromMinute, pace) / 1000,
    expectedOrders: Math.round(orders.reduce((sum, perPhase) => sum + (perPhase[index] ?? 0), 0)),
    distortion: Math.round(distortion * 100) / 100,
    tooShort: short.includes(phase),
    tooFewOrders: weak.some((one) => one.phase === phase),
  }));
  return {
    schemaVersion: 1,
    incident: incident.name,
    title: incident.title,
    cause: incident.cause,
    incidentSha256: sha256,
    seed,
    pace,
    share: plan.share,
    weight: computeWeight(pace, plan.share),
    wallSeconds: phases.reduce((sum, phase) => sum + phase.wallSeconds, 0),
    populations: incident.populations.map((population) => ({
      name: population.name,
      weight: computeWeight(pace, plan.share, population.thinner),
      planned: plan.customers.filter((customer) => customer.population === population.name).length,
    })),
    workers: computeWorkers(incident, computeCalmRequestsPerSecond(incident, plan, requestsPerStep)),
    // Enough for any of its drills.
    virtualUsers: computeVirtualUsers(
      incident,
      plan,
      incident.defences.map(({ name: defence }) => defence),
    ),
    phases,
    faults: incident.faults.flatMap((fault) =>
      fault.stages.map((stage) => ({
        name: stage.name,
        kind: fault.kind,
        share: stage.share,
        fromMinute: stage.fromMinute,
        toMinute: stage.toMinute,
        injectedAtMinute: stage.fromMinute - fault.leadMinutes,
      })),
    ),
    actions: incident.actions.map(({ name: action, atMinute }) => ({ name: action, atMinute })),
    objectives: objectives.map((objective) => ({ name: objective.name, target: objective.target })),
    facts: incident.facts.map(({ id, says, origin, expected }) => ({ id, says, origin, expected })),
    ...(await new PaceLicences().get({ loaded, pace, seed }, context.signal, { tell: buildProgress(context) })),
  };
}

function renderPlan(plan: Awaited<ReturnType<typeof describeDrill>>): string {
  const lines = [
    `${plan.incident}: ${plan.title}, by ${plan.cause}`,
    `pace ${plan.pace}x · share ${plan.share} · weight ${plan.weight} · seed ${plan.seed} · ${plan.wallSeconds.toFixed(1)} s · ${plan.workers} workers · ${plan.virtualUsers} virtual users`,
    "",
    "phase         minutes       wall s  orders  distortion",
  ];
  for (const phase of plan.phases) {
    const minutes = `${phase.fromMinute}-${phase.toMinute}`;
    const notes = [
      ...(phase.tooShort ? ["too short: latency inconclusive"] : []),
      ...(phase.distortion > mostDistortion ? ["distorted: latency inconclusive"] : []),
      ...(phase.tooFewOrders ? ["too few orders to decide by"] : []),
    ];
    const note = notes.length === 0 ? "" : `  ${notes.join(", ")}`;
    lines.push(
      `${phase.name.padEnd(13)} ${minutes.padEnd(12)} ${phase.wallSeconds.toFixed(1).padStart(7)} ${String(phase.expectedOrders).padStart(7)}  ${phase.distortion.toFixed(2).padStart(10)}${note}`,
    );
  }
  lines.push("", "time line (incident minutes)");
  const events = [
    ...plan.faults.map((fault) => ({
      at: fault.injectedAtMinute,
      says: `inject ${fault.name} at ${fault.share * 100} % of calls, in force from ${fault.fromMinute}`,
    })),
    ...plan.actions.map((action) => ({ at: action.atMinute, says: action.name })),
  ].sort((a, b) => a.at - b.at);
  for (const event of events) lines.push(`${event.at.toFixed(1).padStart(7)}  ${event.says}`);
  lines.push("", "customers");
  for (const { name, planned, weight } of plan.populations)
    lines.push(`${name.padEnd(13)} ${planned} planned, each stands for ${weight}`);
  return `${[...lines, ...renderLicence(plan.licence, plan.pace)].join("\n")}\n`;
}

/** Says what takes so long, once it has taken over two seconds. */
function buildProgress(context: CommandContext): (next: string) => void {
  const startedMs = performance.now();
  return (next) => {
    if (performance.now() - startedMs > quietMs) context.stderr.write(`pace licence, in virtual time: ${next}\n`);
  };
}

export function addPlanCommand(program: Command, context: CommandContext): void {
  program
    .command("plan")
    .description(
      "print a drill's time line, phases, expected orders, and what its pace lets figures claim; touches nothing",
    )
    .argument("<incident>", "name, as `list` prints it")
    .option("--seed <n>", "decides the plan", "1")
    .option("--pace <n>", "incident seconds in one real second (default: the incident's own)")
    .option("--cause <name>", "the cause to be drilled (default: the incident's first)")
    .option("--allow-short-phases", "accept phases shorter than five response timeouts")
    .option("--json", "print JSON")
    .addHelpText("after", "\nExample:\n  tilldrill plan checkout-outage --pace 100")
    .action(async (name: string, options: PlanOptions) => {
      context.sayOnInterrupt("the plan is given up");
      const plan = await describeDrill(name, options, context);
      if (context.signal.aborted) context.exitWith(interruptedCode);
      else if (options.json) writeJson(context, plan);
      else context.stdout.write(renderPlan(plan));
    });
}
