import assert from "node:assert/strict";
import { test } from "node:test";
import type { Defence, PaymentAdmission, RunningDefence } from "./defence.ts";
import { buildWorld } from "./defence-world.fixture.ts";
import { DefenceSwitchboard } from "./switchboard.ts";

function buildDefence(name: string, abilities: () => Partial<RunningDefence>): Defence {
  const start = () => ({ readCounts: () => ({}), ...abilities() });
  return { name, kind: "containing", says: "says", costs: "costs", start };
}

function buildSwitchboard(...defences: readonly Defence[]): DefenceSwitchboard {
  return new DefenceSwitchboard(new Map(defences.map((defence) => [defence.name, defence])), buildWorld());
}

const notice = { kind: "come-back", text: "later" } as const;

const refuse = (retryAfterMs: number): PaymentAdmission => ({ admitted: false, retryAfterMs });

test("a defence that is off is never asked", () => {
  const board = buildSwitchboard(
    buildDefence("strict", () => ({
      admitPayment: () => refuse(1),
      composeStatusMessage: () => notice,
      adviseRetryMs: () => 1,
    })),
  );
  assert.deepEqual(board.admitPayment(0), { admitted: true });
  assert.equal(board.composeStatusMessage(0), null);
  assert.equal(board.adviseRetryMs(0.5, 0), null);
  assert.equal(board.queueDiscipline, undefined);
});

test("switching takes effect at the next question, and doing it twice changes nothing", () => {
  const board = buildSwitchboard(buildDefence("strict", () => ({ admitPayment: () => refuse(1) })));
  assert.equal(board.switchOn("strict"), true);
  assert.equal(board.switchOn("strict"), false);
  assert.deepEqual(board.admitPayment(0), refuse(1));
  assert.equal(board.switchOff("strict"), true);
  assert.equal(board.switchOff("strict"), false);
  assert.deepEqual(board.admitPayment(0), { admitted: true });
});

test("the strictest refusal counts, whatever the order", () => {
  const short = buildDefence("short", () => ({ admitPayment: () => refuse(100) }));
  const long = buildDefence("long", () => ({ admitPayment: () => refuse(200) }));
  for (const order of [
    ["short", "long"],
    ["long", "short"],
  ]) {
    const board = buildSwitchboard(short, long);
    for (const name of order) board.switchOn(name);
    assert.deepEqual(board.admitPayment(0), refuse(200));
  }
});

test("who admitted a payment that another refused learns that it is not made", () => {
  const heard: string[] = [];
  const open = buildDefence("open", () => ({
    admitPayment: () => ({ admitted: true }),
    observePayment: (outcome, nowMs) => heard.push(`${outcome} at ${nowMs}`),
  }));
  const board = buildSwitchboard(
    open,
    buildDefence("strict", () => ({ admitPayment: () => refuse(1) })),
  );
  for (const name of ["open", "strict"]) board.switchOn(name);
  board.admitPayment(7);
  assert.deepEqual(heard, ["unmade at 7"]);
  board.switchOff("strict");
  board.admitPayment(8);
  assert.deepEqual(heard, ["unmade at 7"]);
});

test("every defence that is on hears how a payment ended", () => {
  const heard: string[] = [];
  const listen = (name: string) =>
    buildDefence(name, () => ({ observePayment: (outcome) => heard.push(`${name} ${outcome}`) }));
  const board = buildSwitchboard(listen("a"), listen("b"), listen("off"));
  for (const name of ["a", "b"]) board.switchOn(name);
  board.observePayment("failed", 0);
  assert.deepEqual(heard, ["a failed", "b failed"]);
});

test("the first defence that has something to say to customers says it", () => {
  const board = buildSwitchboard(
    buildDefence("silent", () => ({ composeStatusMessage: () => null })),
    buildDefence("loud", () => ({ composeStatusMessage: (nowMs) => ({ ...notice, text: `loud at ${nowMs}` }) })),
  );
  for (const name of ["silent", "loud"]) board.switchOn(name);
  assert.deepEqual(board.composeStatusMessage(3), { kind: "come-back", text: "loud at 3" });
});

test("a defence that speaks to customers learns whether orders are taken before their payment", () => {
  let waitMs: number | undefined = 1_000;
  const board = buildSwitchboard(
    buildDefence("loud", () => ({ composeStatusMessage: (_nowMs, takesOrders) => (takesOrders ? notice : null) })),
    buildDefence("deferring", () => ({ defersOrders: { admitOrder: () => waitMs, note: () => undefined } })),
  );
  board.switchOn("loud");
  assert.equal(board.composeStatusMessage(0), null);
  board.switchOn("deferring");
  assert.deepEqual(board.composeStatusMessage(0), notice);
  waitMs = undefined;
  assert.equal(board.composeStatusMessage(0), null);
});

test("of several moments to try again the latest is told, whatever the order", () => {
  const soon = buildDefence("soon", () => ({ adviseRetryMs: (draw) => 100 * draw }));
  const late = buildDefence("late", () => ({ adviseRetryMs: (draw, nowMs) => 200 * draw + nowMs }));
  const silent = buildDefence("silent", () => ({}));
  for (const order of [
    ["soon", "silent", "late"],
    ["late", "soon", "silent"],
  ]) {
    const board = buildSwitchboard(soon, late, silent);
    for (const name of order) board.switchOn(name);
    assert.equal(board.adviseRetryMs(0.5, 7), 107);
  }
});

test("counts survive reading and start again at zero when a defence is switched on again", () => {
  const counting = buildDefence("counting", () => {
    let asked = 0;
    return {
      readCounts: () => ({ asked }),
      admitPayment: () => {
        asked += 1;
        return { admitted: true };
      },
    };
  });
  const board = buildSwitchboard(counting);
  assert.deepEqual(board.read("counting").counts, {});
  board.switchOn("counting");
  board.admitPayment(0);
  board.admitPayment(0);
  assert.deepEqual(board.list()[0]?.counts, { asked: 2 });
  assert.deepEqual(board.list()[0]?.counts, { asked: 2 });
  board.switchOff("counting");
  assert.deepEqual([board.read("counting").isOn, board.read("counting").counts], [false, {}]);
  board.switchOn("counting");
  assert.deepEqual([board.read("counting").isOn, board.read("counting").counts], [true, { asked: 0 }]);
});

test("a name that no defence has is an error, and nothing is switched", () => {
  const board = buildSwitchboard(buildDefence("known", () => ({})));
  assert.equal(board.knows("known"), true);
  assert.equal(board.knows("unknown"), false);
  for (const act of ["switchOn", "switchOff", "read"] as const) {
    assert.throws(() => board[act]("unknown"), { name: "RangeError", message: "expected a defence, got unknown" });
  }
  assert.equal(board.list().length, 1);
});
