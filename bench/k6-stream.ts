// k6's CSV of a drill without k6: the plan's customers walked by the pure model, faults as planned, each
// step with the rows that k6 1.8.1 writes for its requests. About 10 rows of k6's own to one of ours.
import { draw } from "../scenarios/chance.ts";
import { computeFaultShare, walkCustomer } from "../scenarios/customers/model.ts";
import { requestsPerStep } from "../scenarios/drivers/built-in-shop/requests-per-step.ts";
import type { Incident } from "../scenarios/incident.ts";
import type { Outcome, StepName } from "../scenarios/outcome.ts";
import type { Plan, PlannedCustomer } from "../scenarios/plan.ts";
import { packRow, type Row, rowMetrics } from "../scenarios/rows.ts";
import { buildIncidentClock, type IncidentClock } from "../scenarios/time.ts";

/** Epoch ms of the stream's T0: any will do. */
const t0Ms = 1_795_000_000_000;
const orderCents = 10_598;
const chunkBytes = 64 * 1024;

/** What k6 writes for each request, in its order, with a value of the usual length. */
const requestMetrics = [
  ["http_reqs", "1.000000"],
  ["http_req_duration", "11.816649"],
  ["http_req_blocked", "0.001660"],
  ["http_req_connecting", "0.000000"],
  ["http_req_tls_handshaking", "0.000000"],
  ["http_req_sending", "0.005310"],
  ["http_req_waiting", "11.788739"],
  ["http_req_receiving", "0.022600"],
  ["http_req_failed", "0.000000"],
] as const;

const iterationMetrics = [
  ["data_sent", "2506.000000"],
  ["data_received", "23882.000000"],
  ["iteration_duration", "3971.268551"],
  ["iterations", "1.000000"],
] as const;

interface Event {
  readonly atMs: number;
  readonly row: Row;
}

/** Between 5 and 30 ms, by customer. */
function computeLatencyMs({ customer }: PlannedCustomer): number {
  return 5 + ((customer * 37) % 1000) / 40;
}

function listStep(customer: PlannedCustomer, step: StepName, outcome: Outcome, attempt: number, atMs: number): Event {
  const latencyMs = computeLatencyMs(customer);
  const isOrder = step === "place-order" && outcome === "ok";
  const row: Row = {
    kind: "step",
    customer: customer.customer,
    startedMs: Math.floor(t0Ms + atMs),
    latencyMs,
    step,
    outcome,
    status: outcome === "ok" ? 200 : 500,
    attempt,
    visit: 1,
    statusMessage: false,
    orderNumber: isOrder ? `T-GHSB-${String(customer.customer).padStart(6, "0")}` : null,
    totalCents: step === "cart" || step === "review" || isOrder ? orderCents : null,
    key: step === "place-order" ? "hcp3HkHY2Wub-DjXNAei9A" : null,
  };
  return { atMs: atMs + latencyMs, row };
}

function listCustomer(customer: PlannedCustomer, incident: Incident, plan: Plan, clock: IncidentClock): Event[] {
  const start: Row = { kind: "start", customer: customer.customer, latenessMs: 0.5 };
  const events: Event[] = [{ atMs: customer.arrivesAtMs, row: start }];
  const walked = walkCustomer(customer, incident, clock, plan.seed, ({ step }, minute, attempt) => {
    const share = step === "place-order" ? computeFaultShare(incident, minute) : 0;
    const fails = draw(plan.seed, customer.population, customer.customer, "bench-fault", attempt) < share;
    const outcome = fails ? "error-page" : "ok";
    events.push(listStep(customer, step, outcome, attempt, clock.wallMsAt(minute)));
    return { outcome, latencyMs: computeLatencyMs(customer) };
  });
  const { end, visits, untilMs } = walked;
  events.push({
    atMs: untilMs,
    row: { kind: "end", customer: customer.customer, endedMs: Math.floor(t0Ms + untilMs), end, visits },
  });
  return events;
}

/** All of a drill's rows of ours in the order of time, T0 first. */
function listEvents(incident: Incident, plan: Plan): Event[] {
  const clock = buildIncidentClock(incident.phases, plan.pace);
  const events = plan.customers.flatMap((customer) => listCustomer(customer, incident, plan, clock));
  events.sort((a, b) => a.atMs - b.atMs);
  return [{ atMs: -1000, row: { kind: "clock", t0Ms } }, ...events];
}

function renderOwn({ atMs, row }: Event): string {
  const { value, packed } = packRow(row);
  return `${rowMetrics[row.kind]},${Math.round((t0Ms + atMs) * 1000)},${value.toFixed(6)},,,r=${packed}\n`;
}

function renderK6(metrics: readonly (readonly [string, string])[], atMs: number, tags: string): string {
  const timestamp = Math.round((t0Ms + atMs) * 1000);
  return metrics.map(([metric, value]) => `${metric},${timestamp},${value},${tags},\n`).join("");
}

/** One event with k6's rows around it: those of a step's requests before, those of an iteration after. */
function renderWithK6({ atMs, row }: Event): string {
  const own = renderOwn({ atMs, row });
  if (row.kind === "end") return own + renderK6(iterationMetrics, atMs, ",");
  if (row.kind !== "step") return own;
  return renderK6(requestMetrics, atMs, `${row.status},name=shop`).repeat(requestsPerStep[row.step]) + own;
}

/** `mix`: as k6 writes it; `own`: our rows only. */
export type StreamKind = "mix" | "own";

/** The stream in chunks of a pipe's size; lines are cut where a chunk ends, as in a pipe. */
export function* streamDrill(incident: Incident, plan: Plan, kind: StreamKind): Generator<Buffer> {
  const render = kind === "mix" ? renderWithK6 : renderOwn;
  let text = "metric_name,timestamp,metric_value,status,extra_tags,metadata\n";
  for (const event of listEvents(incident, plan)) {
    text += render(event);
    while (text.length >= chunkBytes) {
      yield Buffer.from(text.slice(0, chunkBytes), "latin1");
      text = text.slice(chunkBytes);
    }
  }
  yield Buffer.from(text, "latin1");
}
