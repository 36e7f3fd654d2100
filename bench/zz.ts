import { measureHarnessCost } from "./harness-cost.ts";
import { renderMeasurement } from "./render-table.ts";
const m = await measureHarnessCost(new AbortController().signal);
console.log(renderMeasurement(m), JSON.stringify(m.figures.map((f) => [f.name, f.values])));
