import assert from "node:assert/strict";
import { totalmem } from "node:os";
import { it } from "node:test";
import type { ScriptSettings } from "../../scenarios/script-settings.ts";
import { buildK6Environment } from "./k6-environment.ts";

const settings = { seed: 1 } as ScriptSettings;

it("tells k6 the drill, and lets its heap grow to half of the memory before it collects often", () => {
  const { TILLDRILL_SETTINGS, GOGC, GOMEMLIMIT } = buildK6Environment(settings, {});
  assert.deepEqual(JSON.parse(TILLDRILL_SETTINGS), { seed: 1 });
  assert.equal(GOGC, "300");
  assert.equal(GOMEMLIMIT, `${Math.floor(totalmem() / 2 / 1024 / 1024)}MiB`);
});

it("leaves a person's own limits as they are", () => {
  const { GOGC, GOMEMLIMIT } = buildK6Environment(settings, { GOGC: "50", GOMEMLIMIT: "1GiB" });
  assert.deepEqual([GOGC, GOMEMLIMIT], ["50", "1GiB"]);
});
