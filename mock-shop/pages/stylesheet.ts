export const stylesheet = `
:root { color-scheme: light; --ink: #1d2430; --quiet: #566073; --line: #d9dee7; --paper: #fff; --ground: #f5f6f9; --accent: #0b5d4e; }
* { box-sizing: border-box; }
body { margin: 0; font: 1rem/1.5 system-ui, sans-serif; color: var(--ink); background: var(--ground); }
a { color: var(--accent); }
a:focus-visible, button:focus-visible, input:focus-visible, select:focus-visible { outline: 3px solid #e39b00; outline-offset: 2px; }
.skip { position: absolute; left: -999rem; }
.skip:focus { left: 1rem; top: 1rem; background: var(--paper); padding: .5rem 1rem; }
.top { display: flex; justify-content: space-between; align-items: center; gap: 1rem; padding: .9rem max(1rem, calc(50vw - 30rem)); background: var(--paper); border-bottom: 1px solid var(--line); }
.top nav a { display: inline-block; padding: .4rem .6rem; }
.brand { font-weight: 700; font-size: 1.2rem; text-decoration: none; color: var(--ink); }
.banner { margin: 0; padding: .8rem max(1rem, calc(50vw - 30rem)); background: #fff4d6; border-bottom: 1px solid #e3c46a; }
main, footer { max-width: 60rem; margin: 0 auto; padding: 1rem; }
footer { color: var(--quiet); font-size: .9rem; }
h1 { font-size: 1.7rem; line-height: 1.25; margin: .6rem 0 1rem; }
.lead { font-size: 1.1rem; }
.steps { color: var(--quiet); margin: 0; }
.grid { list-style: none; margin: 0; padding: 0; display: grid; gap: .8rem; grid-template-columns: repeat(auto-fill, minmax(13rem, 1fr)); }
.tile, .card { display: block; background: var(--paper); border: 1px solid var(--line); border-radius: .6rem; padding: 1rem; }
.tile { height: 100%; text-decoration: none; color: var(--ink); }
.tile:hover { border-color: var(--accent); }
.tile strong, .tile span { display: block; }
.tile span { color: var(--quiet); }
.price { font-variant-numeric: tabular-nums; white-space: nowrap; }
table { width: 100%; border-collapse: collapse; background: var(--paper); border: 1px solid var(--line); }
th, td { text-align: left; padding: .6rem .8rem; border-bottom: 1px solid var(--line); }
tfoot th, tfoot td { font-weight: 700; border-bottom: 0; }
label { display: block; font-weight: 600; }
input, select { font: inherit; width: 100%; max-width: 26rem; padding: .55rem .7rem; border: 1px solid #8a93a5; border-radius: .4rem; background: var(--paper); color: var(--ink); }
select { width: auto; }
button, .button { display: inline-block; font: inherit; font-weight: 600; padding: .6rem 1.1rem; margin: .4rem 0; border: 0; border-radius: .4rem; background: var(--accent); color: #fff; text-decoration: none; cursor: pointer; }
button.plain { background: none; color: var(--accent); padding: .2rem; margin: 0; text-decoration: underline; }
dt { font-weight: 600; }
dd { margin: 0 0 .6rem; }
@media (max-width: 30rem) { .top { flex-wrap: wrap; } th, td { padding: .5rem .4rem; } main { padding: .8rem; } }
`;
