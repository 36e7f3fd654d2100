import { composeSignRules } from "./signs.ts";

const colours = `
:root { color-scheme: light dark; --ink: #23271f; --quiet: #5a6156; --line: #dedad0; --edge: #837f74; --paper: #fff; --ground: #f7f5f0; --accent: #1d5c47; --on-accent: #fff; --sale: #a3320b; --notice: #fff3d0; --notice-line: #d9b554; --wrong: #a31621; --wrong-ground: #fdeceb; --tile: 90%; --tile-ink: 34%; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #ebe8e1; --quiet: #aeb2a8; --line: #363b3d; --edge: #8b9190; --paper: #1e2224; --ground: #141718; --accent: #84cdb0; --on-accent: #0e2019; --sale: #f5a383; --notice: #3a3115; --notice-line: #7d6726; --wrong: #ffaaa6; --wrong-ground: #3d1a1a; --tile: 20%; --tile-ink: 72%; }
}`;

const page = `
* { box-sizing: border-box; }
body { margin: 0; font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif; color: var(--ink); background: var(--ground); overflow-wrap: break-word; }
a { color: var(--accent); text-underline-offset: .15em; }
a:focus-visible, button:focus-visible, input:focus-visible, select:focus-visible, .problems:focus { outline: 3px solid #d98a00; outline-offset: 2px; }
.sr { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; left: -999rem; }
.skip:focus { left: 1rem; top: .5rem; z-index: 1; background: var(--paper); padding: .5rem 1rem; }
.quiet { color: var(--quiet); font-size: .92rem; }
.lead { font-size: 1.1rem; margin: 0 0 1rem; color: var(--quiet); }
h1 { font-size: clamp(1.5rem, 1.2rem + 1.5vw, 2.1rem); line-height: 1.2; letter-spacing: -.01em; margin: .4rem 0 .8rem; }
h2 { font-size: 1.25rem; margin: 2rem 0 .8rem; }
h3 { margin: 0; font-size: 1.05rem; }
main, .top, .departments, .banner, footer { padding-inline: max(1rem, calc(50vw - 36rem)); }
main { padding-block: 1rem 2.5rem; min-height: 55vh; }
header { background: var(--paper); border-bottom: 1px solid var(--line); }
.top { display: flex; align-items: center; gap: .6rem 1.5rem; padding-block: .8rem .5rem; }
.brand { font-weight: 750; font-size: 1.3rem; letter-spacing: -.02em; text-decoration: none; color: var(--ink); white-space: nowrap; }
.brand i { color: var(--accent); font-style: normal; }
.find { flex: 1; display: flex; max-width: 34rem; margin-inline: auto; }
.find input { border-radius: .5rem 0 0 .5rem; border-right: 0; max-width: none; min-width: 0; }
.find button { border-radius: 0 .5rem .5rem 0; }
.top nav { display: flex; gap: .4rem 1.2rem; white-space: nowrap; }
.top nav a { padding-block: .4rem; color: var(--ink); text-decoration: none; }
.top nav a:hover, .departments a:hover { text-decoration: underline; }
.cart { font-weight: 650; }
.cart b { display: inline-block; min-width: 1.5em; padding: 0 .4em; border-radius: 1em; background: var(--accent); color: var(--on-accent); font-size: .85rem; text-align: center; }
.departments { display: flex; gap: 0 1.3rem; overflow-x: auto; white-space: nowrap; font-size: .95rem; scrollbar-width: thin; }
.departments a { padding-block: .45rem .6rem; color: var(--quiet); text-decoration: none; }
.departments a[aria-current] { color: var(--ink); font-weight: 650; box-shadow: inset 0 -3px var(--accent); }
.banner { margin: 0; padding-block: .8rem; background: var(--notice); border-bottom: 1px solid var(--notice-line); }
.crumbs, .steps, .grid, .timeline { list-style: none; margin: 0; padding: 0; }
.crumbs { display: flex; flex-wrap: wrap; font-size: .92rem; }
.crumbs li + li::before { content: "/"; margin: 0 .5rem; color: var(--quiet); }
footer { border-top: 1px solid var(--line); padding-block: 1.2rem; color: var(--quiet); font-size: .92rem; }
footer p { margin: .2rem 0; }
footer a { margin-right: 1rem; }`;

const shelf = `
.grid { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fill, minmax(11rem, 1fr)); }
.card { display: flex; flex-direction: column; gap: .15rem; height: 100%; padding-bottom: .8rem; overflow: hidden; background: var(--paper); border: 1px solid var(--line); border-radius: .7rem; text-decoration: none; color: var(--ink); line-height: 1.35; }
.card > :not(.art) { margin-inline: .9rem; }
.card > strong { margin-top: .7rem; font-weight: 600; }
.card:hover { border-color: var(--accent); }
.card > em { font-style: normal; font-size: .92rem; color: var(--sale); }
.department > span:not(.art) { color: var(--quiet); font-size: .92rem; }
.art { display: grid; place-items: center; aspect-ratio: 4 / 3; color: hsl(var(--hue) 32% var(--tile-ink)); background: hsl(var(--hue) 38% var(--tile)); }
.art::before { content: ""; width: 42%; aspect-ratio: 1; background: currentColor; -webkit-mask: var(--sign) center / contain no-repeat; mask: var(--sign) center / contain no-repeat; }
.t1 { background-image: radial-gradient(circle at 80% 15%, hsl(calc(var(--hue) + 25) 45% var(--tile)), transparent 65%); }
.t2 { background-image: linear-gradient(135deg, hsl(calc(var(--hue) - 25) 40% var(--tile)), transparent 70%); }
.t3 { background-image: radial-gradient(circle at 10% 95%, hsl(calc(var(--hue) + 45) 40% var(--tile)), transparent 70%); }
.department .art { aspect-ratio: 2 / 1; }
.department .art::before { width: 24%; }
.price { font-variant-numeric: tabular-nums; }
.price ins { color: var(--sale); text-decoration: none; }
.price del { color: var(--quiet); font-weight: 400; font-size: .92em; }
.product { display: grid; gap: 1.5rem; align-items: start; }
.product .art { border-radius: .8rem; max-height: 24rem; width: 100%; }
.product .art::before { width: 26%; }
.product .price { font-size: 1.5rem; font-weight: 650; }
.stock { margin: -.6rem 0 1rem; color: var(--quiet); }
.add { display: flex; flex-wrap: wrap; gap: .5rem .8rem; align-items: center; }
.add .problem { width: 100%; margin: 0; }
.promotion { padding: 1rem 1.3rem; margin-bottom: 1rem; border: 1px dashed var(--sale); border-radius: .7rem; background: var(--paper); }
.promotion p { margin: 0; }
.deal { font-size: 1.25rem; font-weight: 650; color: var(--sale); }
.turning { display: flex; align-items: center; gap: 1rem; margin-top: 1.5rem; }`;

const forms = `
label { display: block; font-weight: 600; }
input, select { font: inherit; width: 100%; max-width: 26rem; padding: .55rem .7rem; border: 1px solid var(--edge); border-radius: .5rem; background: var(--paper); color: var(--ink); }
input::placeholder { color: var(--quiet); opacity: 1; }
select { width: auto; }
[aria-invalid] { border: 2px solid var(--wrong); }
button, .button { display: inline-block; font: inherit; font-weight: 600; padding: .6rem 1.2rem; border: 1px solid transparent; border-radius: .5rem; background: var(--accent); color: var(--on-accent); text-decoration: none; cursor: pointer; }
button:hover, .button:hover { filter: brightness(1.1); }
.plain { background: none; border-color: var(--edge); color: var(--ink); }
.link { padding: .3rem 0; text-align: left; background: none; color: var(--accent); font-weight: 400; text-decoration: underline; text-underline-offset: .15em; }
.field { margin: 0 0 1rem; }
.field p { margin: 0 0 .3rem; }
.problem { color: var(--wrong); font-weight: 600; }
.problems { margin: 0 0 1.2rem; padding: .8rem 1.2rem; border-left: .3rem solid var(--wrong); background: var(--wrong-ground); }
.problems h2 { margin: 0; font-size: 1.05rem; }
.problems ul { margin: .2rem 0 0; padding-left: 1.2rem; }
.problems a { color: var(--wrong); }
.sheet { background: var(--paper); border: 1px solid var(--line); border-radius: .7rem; padding: 1.2rem; max-width: 38rem; margin: 0 0 1.2rem; }
.sheet > p:first-child { margin-top: 0; }
.sheet > p:last-child { margin-bottom: 0; }
.steps { display: flex; flex-wrap: wrap; gap: .2rem 1.6rem; margin-bottom: 1.2rem; counter-reset: step; color: var(--quiet); }
.steps li { counter-increment: step; }
.steps li::before { content: counter(step) " "; }
.steps [aria-current] { color: var(--ink); font-weight: 650; }`;

const orders = `
.lines { width: 100%; border-collapse: separate; border-spacing: 0; background: var(--paper); border: 1px solid var(--line); border-radius: .7rem; margin-bottom: 1.2rem; }
.lines th, .lines td { text-align: left; vertical-align: top; padding: .7rem .9rem; border-bottom: 1px solid var(--line); }
.lines tbody th { font-weight: 600; }
.lines thead th { font-size: .92rem; font-weight: 400; color: var(--quiet); padding-block: .5rem; }
.lines .price { text-align: right; white-space: nowrap; }
.lines form { margin: 0; }
.lines tfoot th { font-weight: 400; }
.lines .total > * { font-weight: 700; font-size: 1.05rem; border-bottom: 0; }
.lines .discount > * { color: var(--sale); }
.quantity { display: flex; flex-wrap: wrap; align-items: center; gap: 0 .8rem; }
.quantity input { width: 4.5rem; padding: .35rem .5rem; }
.quantity .problem { width: 100%; margin: 0 0 .3rem; }
.columns { display: flex; flex-wrap: wrap; gap: 1.2rem 3rem; justify-content: space-between; align-items: flex-start; }
.columns > :first-child { flex: 1 1 18rem; max-width: 38rem; margin: 0; }
.voucher .field { margin-bottom: .6rem; }
.onward { margin: 0; }
.onward > * { font-size: 1.1rem; padding: .8rem 1.6rem; }
dl { margin: 0; }
dt { font-size: .92rem; color: var(--quiet); }
dd { margin: 0 0 .7rem; font-weight: 600; }
dd:last-child { margin-bottom: 0; }
.message { padding: 1rem 1.2rem; margin-bottom: 1rem; border: 1px solid var(--notice-line); border-radius: .7rem; background: var(--notice); }
.message p { margin: .3rem 0 0; white-space: pre-line; }
.message .quiet { color: inherit; }
.timeline { border-left: 2px solid var(--line); padding-left: 1.2rem; }
.timeline li { margin-bottom: .5rem; }`;

const widths = `
@media (min-width: 48rem) { .product { grid-template-columns: minmax(0, 5fr) minmax(0, 6fr); } }
@media (max-width: 48rem) {
  .top { flex-wrap: wrap; justify-content: space-between; }
  .find { order: 1; flex-basis: 100%; max-width: none; }
  .grid { grid-template-columns: repeat(auto-fill, minmax(9.5rem, 1fr)); gap: .7rem; }
  .lines th, .lines td { padding: .6rem; }
  .onward, .onward > * { width: 100%; text-align: center; }
}
@media (forced-colors: active) { .art::before { background: CanvasText; } }`;

/** Served once to every browser; pages hold no styles of their own. */
export const stylesheet = [colours, page, shelf, forms, orders, widths, composeSignRules(), ""].join("\n");
