// Colours and lines of the plots. Colours are of Okabe and Ito's set or near it; every one also has a texture
// or a dash, so that none is told by colour alone. The browser's charts read the variables.
import { marginLeftPx, marginRightPx } from "./charts/chart-data.ts";

const light: Record<string, string> = {
  ok: "#a9cde8",
  deferred: "#56b4e9",
  "error-page": "#d55e00",
  "soft-error": "#e69f00",
  wrong: "#b0528a",
  shed: "#f0e442",
  paused: "#cc9a3c",
  queued: "#b9c0c7",
  declined: "#d9dde1",
  timeout: "#4d4d4d",
  refused: "#7a4a3a",
  p50: "#0b5a8a",
  p95: "#a8300c",
  p99: "#3d4650",
  orders: "#0b5a8a",
  base: "#a8300c",
  defended: "#0b5a8a",
  third: "#7a3f6c",
};

const dark: Record<string, string> = {
  ok: "#2f5f85",
  deferred: "#4a9fd8",
  "error-page": "#d9661a",
  "soft-error": "#d99a1c",
  wrong: "#b8689a",
  shed: "#c9bd2a",
  paused: "#a87f34",
  queued: "#6b747d",
  declined: "#4b545d",
  timeout: "#b9c0c7",
  refused: "#9c6a58",
  p50: "#82c0ee",
  p95: "#f79a72",
  p99: "#c3cbd3",
  orders: "#82c0ee",
  base: "#f79a72",
  defended: "#82c0ee",
  third: "#d9a3cb",
};

function renderVariables(colours: Record<string, string>): string {
  return Object.entries(colours)
    .map(([name, colour]) => `--look-${name}:${colour}`)
    .join(";");
}

const looked = Object.keys(light)
  .map((name) => `.tone-${name}{fill:var(--look-${name})}.line-${name}{stroke:var(--look-${name})}`)
  .join("");

export const chartStyle = `
:root{${renderVariables(light)};--texture:rgba(0,0,0,.4);--fault:#6b4e00;--fault-fill:rgba(160,120,0,.13)}
@media (prefers-color-scheme:dark){:root{${renderVariables(dark)};--texture:rgba(255,255,255,.38);--fault:#e6c25c;--fault-fill:rgba(230,194,92,.13)}}
${looked}
.texture{fill:none;stroke:var(--texture);stroke-width:1.2}.hatching{fill:none;stroke:var(--fault);stroke-width:1.3}
.plot-frame{margin:1rem 0 1.25rem}
.plot-frame figcaption{font-weight:600;font-size:.9375rem;margin-bottom:.625rem}
.plot-frame figcaption .unit{font-weight:400}
.static{padding:0 ${marginRightPx}px 0 ${marginLeftPx}px}
.live{margin-top:-7px}
.live[hidden]{display:none}
.plot{display:block}
.plot text{font-size:11.5px;fill:var(--soft)}
.plot .grid,.plot .lane{stroke:var(--rule)}
.plot .border{stroke:var(--soft);stroke-width:.75;stroke-dasharray:1 3}
.plot .tick line{stroke:var(--soft)}
.plot .jump{fill:var(--rule);fill-opacity:.75}
.area rect,.patch{shape-rendering:crispEdges}
.patch{stroke:var(--soft)}
.line{fill:none;stroke-width:1.6;vector-effect:non-scaling-stroke}
.line-p95,.line-base{stroke-dasharray:6 3}.line-p99,.line-third{stroke-dasharray:1.5 2.5}
.limit{stroke:var(--ink);stroke-dasharray:8 3}.plot .limit-name{fill:var(--ink)}
.moment{stroke:var(--ink)}.plot .moment-sign{fill:var(--ink);font-weight:600}
.moments{list-style:none;display:flex;flex-wrap:wrap;gap:.125rem 1.375rem;margin:-.75rem 0 1.25rem;padding:0 0 0 ${marginLeftPx}px;font-size:.8125rem}.moments b{display:inline-block;min-width:1.75em}.moments span{color:var(--soft)}
.fault-band{fill:var(--fault-fill)}.area~.fault-band{fill:transparent}
.fault-strip,.fault-bar{fill:url(#hatch);stroke:var(--fault);stroke-width:1}
.fault-edge{stroke:var(--fault);stroke-dasharray:4 3}
.planned{stroke:var(--ink);stroke-dasharray:3 2;stroke-width:1.5}
.phase{fill:var(--panel);stroke:var(--rule)}.phase.odd{fill:var(--neutral-bg)}
.plot .lane-name{fill:var(--ink)}.plot .label,.plot .wide,.plot .narrow{fill:var(--ink)}
.plot .narrow{display:none}
.plot .sign{font-size:12px;font-weight:400}.sign.customers{fill:var(--ink)}.plot .sign.alerts{fill:var(--bad)}.plot .sign.operator{fill:var(--good)}.plot .sign.changes{fill:var(--fault)}.plot .sign.customers{fill:var(--ink)}
.plot .jump-sign,.jump-key{fill:var(--ink);font-weight:700}
.clock-line{stroke:var(--link);stroke-width:1.5}.zoomed{fill:var(--link);fill-opacity:.1}
.phase-names{display:none;list-style-position:inside;margin:.25rem 0;padding:0;font-size:.8125rem;columns:2}
.phase-names span{color:var(--soft)}
.legend{list-style:none;display:flex;flex-wrap:wrap;gap:.125rem 1.375rem;margin:.25rem 0 0;padding:0 0 0 ${marginLeftPx}px;font-size:.8125rem}
.legend .swatch{vertical-align:-1px;margin-right:.375rem}
.legend .now{display:inline-block;min-width:8em;color:var(--link)}.legend .now:not(:empty)::before{content:"· at the line ";font-weight:400;color:var(--soft)}
.controls{position:sticky;top:0;z-index:5;display:flex;flex-wrap:wrap;gap:.375rem .75rem;align-items:center;background:var(--paper);border-bottom:1px solid var(--rule);padding:.5rem 0;font-size:.875rem}
.controls[hidden]{display:none}
.controls input{flex:1 1 12rem;min-width:8rem;accent-color:var(--link)}
.controls label{display:inline-flex;gap:.5rem;align-items:center}.controls label.wide-control{flex:1 1 14rem}.controls output{min-width:15rem;font-weight:600}
.u-cursor-x{border-right:1.5px solid var(--link)!important}
.plot .upon{paint-order:stroke;stroke:var(--paper);stroke-width:5px;stroke-linejoin:round}
@media (max-width:64rem){.plot .label,.plot .minor text{display:none}.phase-names{display:block}}
@media (max-width:44rem){.plot .wide{display:none}.plot .narrow{display:inline}.plot text{font-size:11px}
.static{padding-left:${marginLeftPx}px}.legend,.moments{padding-left:0}.controls label{display:inline-flex;gap:.5rem;align-items:center}.controls label.wide-control{flex:1 1 14rem}.controls output{flex:1 1 100%;min-width:0;order:9}}
@media print{.plot .label,.plot .minor text,.clock-line{display:none}.phase-names{display:block}.live{display:none!important}.static[hidden]{display:block!important}}
`;
