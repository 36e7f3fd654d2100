import { buildRehearsal } from "./rehearsal.ts";
import { streamDrill } from "./k6-stream.ts";
import { Readable } from "node:stream"; import { pipeline } from "node:stream/promises";
const p = buildRehearsal("checkout-outage", Number(process.argv[2]));
const passes = Number(process.argv[3]);
function* all() { for (let i = 0; i < passes; i++) yield* streamDrill(p.options.loaded.incident, p.plan, "mix", i * p.clock.wallMs); }
await pipeline(Readable.from(all()), process.stdout);
