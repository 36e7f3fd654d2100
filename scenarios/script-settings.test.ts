import assert from "node:assert/strict";
import { it } from "node:test";
import { incidents } from "./catalogue.ts";
import { pickForScript } from "./script-settings.ts";
import { selectIncident, selectWhole } from "./selection.ts";
import { listMechanisms } from "./without.ts";

it("loses nothing of what customers need to know on its way to the script, whichever mechanism is off", () => {
  for (const { name } of incidents)
    for (const without of [null, ...listMechanisms(name)]) {
      const told = pickForScript(selectIncident({ ...selectWhole(name), without }));
      assert.deepEqual(JSON.parse(JSON.stringify(told)), told, `${name} without ${without}`);
    }
});
