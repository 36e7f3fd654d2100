import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { computeRushFigures, renderRush, rushes, tableHead } from "./waiting-room-table.ts";

test("a row gives ratios, counts and minutes with their places, and says who was shed or passed", () => {
  const row = renderRush("a rush", {
    utilisation: 0.7454,
    bought: 3859.3,
    laterErrorP50Minutes: 0.61,
    laterErrorP95Minutes: 1.58,
    errorP50Minutes: 0.4,
    errorP95Minutes: 12,
    laterWaitP50Minutes: 17.82,
    gaveUpRatio: 0.296,
    pageP99Ms: 36.2,
    busyPages: 2,
    passed: 0,
  });
  assert.equal(row, "| a rush | 0.745 | 3,859 | 0.6, 1.6 | 0.4, 12.0 | 17.8 | 30 % | 36 ms | 2, 0 |");
});

test("the guide's table is what the command prints", async () => {
  const guide = await readFile(join(import.meta.dirname, "../docs/waiting-room.md"), "utf8");
  const rows = Object.entries(rushes).map(([rush, options]) => renderRush(rush, computeRushFigures(options)));
  const table = [...tableHead, ...rows].join("\n");
  assert.ok(guide.includes(`\n${table}\n\n`), `expected docs/waiting-room.md to hold what it prints now:\n${table}`);
});

test("without the room, and with other visitors, the figures are others", () => {
  const open = computeRushFigures({ load: 1.2, hasRoom: false, seconds: 60 });
  assert.ok(open.busyPages > 0);
  assert.notDeepEqual(
    computeRushFigures({ load: 1.2, seconds: 60 }),
    computeRushFigures({ load: 2, seconds: 60, patienceMinutes: 20 }),
  );
});
