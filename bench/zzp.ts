import { CsvReader } from "../harness/load/csv-reader.ts";
const mb = () => Object.fromEntries(Object.entries(process.memoryUsage()).map(([k, v]) => [k, Math.round(v / 2 ** 20)]));
console.log("imported", mb());
const { buildRehearsal } = await import("./rehearsal.ts");
console.log("imported all", mb());
const p = buildRehearsal("checkout-outage", Number(process.argv[2]));
console.log("built", p.plan.customers.length, mb());
const r = new CsvReader((row) => p.recorder.add(row));
let next = 250000;
for await (const c of process.stdin) { r.write(c as Buffer); if (r.rows > next) { console.log(r.rows, mb()); next *= 2; } }
console.log("end", r.rows, mb());
(globalThis as any).gc?.(); console.log("gc", mb());
