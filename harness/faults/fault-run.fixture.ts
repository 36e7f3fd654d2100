// A fault of two stages in a run that a test drives. At 60x a minute takes a second: partly in force from second 10, wholly
// from 20, taken back 0.5 s after 30.
import type { TestContext } from "node:test";
import type { FaultWindow } from "../../scenarios/incident.ts";
import { buildIncidentClock } from "../../scenarios/time.ts";
import { FakeFault } from "./fake-fault.fixture.ts";
import { FaultRun } from "./fault-run.ts";
import { VirtualTime } from "./virtual-time.fixture.ts";

const clock = buildIncidentClock([{ name: "all", fromMinute: 0, toMinute: 60 }], 60);
const window: FaultWindow = {
  kind: "config-change",
  says: "a change",
  stages: [
    { name: "partly", fromMinute: 10, toMinute: 20, share: 0.25 },
    { name: "wholly", fromMinute: 20, toMinute: 30, share: 1 },
  ],
  leadMinutes: 1,
  holdMs: 500,
};

/** The run, followed. `end`: null, or the message it was rejected with. */
export function followFaultRun(t: TestContext) {
  t.mock.timers.enable({ apis: ["setInterval"] });
  const time = new VirtualTime();
  const fault = new FakeFault(time);
  const run = new FaultRun(window, fault, clock, time, 0);
  const end = run.follow().then(
    () => null,
    (problem: Error) => problem.message,
  );
  return { time, fault, run, end };
}
