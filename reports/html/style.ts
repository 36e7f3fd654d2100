// The page's look: sober, dense, light and dark, phone, desktop and paper. Contrast is at least 4.5 to 1.

export const pageStyle = `
:root{color-scheme:light dark;--paper:#fff;--panel:#f6f7f8;--ink:#1a1e23;--soft:#545d67;--rule:#d3d8dd;--link:#0b5394;
--good:#0b5a8a;--good-bg:#e8f1f8;--bad:#a8300c;--bad-bg:#fcefe9;--unknown:#6b4e00;--unknown-bg:#fbf3dc;--neutral:#49525b;--neutral-bg:#eef0f2}
@media (prefers-color-scheme:dark){:root{--paper:#12161b;--panel:#1a1f26;--ink:#e4e8ec;--soft:#a3adb7;--rule:#363e47;--link:#86bff2;
--good:#82c0ee;--good-bg:#15293a;--bad:#f79a72;--bad-bg:#3a2018;--unknown:#e6c25c;--unknown-bg:#332a10;--neutral:#b3bcc5;--neutral-bg:#232a32}}
*{box-sizing:border-box}
html{scroll-padding-top:4rem;-webkit-text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;font-variant-numeric:tabular-nums;overflow-wrap:break-word}
main,footer{max-width:78rem;margin:0 auto;padding:0 1.5rem}
footer{padding-bottom:3rem;color:var(--soft);font-size:.8125rem}
a{color:var(--link);text-underline-offset:.15em;text-decoration-thickness:1px}
:focus-visible{outline:2px solid var(--link);outline-offset:2px}
h1{font-size:1.75rem;line-height:1.2;margin:.125rem 0 .25rem;font-weight:650;letter-spacing:-.012em}
h2{font-size:1.125rem;line-height:1.3;margin:0 0 .375rem;font-weight:650}
h3{font-size:1rem;line-height:1.35;margin:0 0 .375rem;font-weight:650}
h3.against{margin:1rem 0 .5rem}
.finding{font-size:1.0625rem;line-height:1.5;max-width:62rem;margin:.5rem 0 .75rem;padding-left:.75rem;border-left:4px solid var(--link)}
.line{display:block}
.group section{margin-top:1.25rem}
.verdicts{margin:.75rem 0;font-size:.875rem}.verdicts>div{display:flex;flex-wrap:wrap;gap:0 .75rem;padding:.125rem 0}.verdicts dt{color:var(--soft)}.verdicts dd{margin:0;font-weight:600}
section{margin:1.75rem 0 0;padding-top:.875rem;border-top:1px solid var(--rule)}
p{margin:.25rem 0 .75rem}
h1,h2,h3,p,li,dt,dd,summary,figcaption,.chip,.cards .value{overflow-wrap:anywhere}
select{max-width:16rem}
code,pre{font-family:ui-monospace,"SF Mono",Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:.875em}
.note,.empty{color:var(--soft);max-width:52rem;font-size:.875rem}
.unseen,.skip:not(:focus){position:absolute;width:1px;height:1px;margin:-1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.skip{position:absolute;left:1rem;top:.5rem;background:var(--paper);padding:.25rem .5rem;z-index:9}
.definitions{position:absolute}
.kicker{color:var(--soft);font-size:.8125rem;margin:1rem 0 0}
.sign{font-weight:700}
.good{color:var(--good)}.bad{color:var(--bad)}.unknown{color:var(--unknown)}.neutral{color:var(--neutral)}
.verdict{display:flex;gap:.875rem;align-items:flex-start;border:1px solid currentColor;border-left-width:6px;padding:.75rem 1rem .625rem;border-radius:3px}
.verdict.good{background:var(--good-bg)}.verdict.bad{background:var(--bad-bg)}.verdict.unknown{background:var(--unknown-bg)}
.verdict>.sign{font-size:1.75rem;line-height:1.15}
.verdict p{margin:0;font-size:1.125rem;line-height:1.45;color:var(--ink)}
.verdict p strong{text-transform:uppercase;letter-spacing:.04em;font-size:.95em}
.drills{list-style:none;padding:0}.drills li{margin:.25rem 0}
.reasons,.warnings ul{margin:.375rem 0 0;padding-left:1.125rem;color:var(--ink);font-size:.9375rem}
.incomplete{border:2px dashed var(--unknown);background:var(--unknown-bg);color:var(--ink);padding:.625rem 1rem;margin:0 0 .75rem;border-radius:3px}
.incomplete strong{display:block;color:var(--unknown);font-size:1.25rem;text-transform:uppercase;letter-spacing:.05em}
.chips{display:grid;grid-template-columns:max-content 1fr;gap:.3125rem .875rem;margin:.75rem 0 0;align-items:baseline}
.chips h2,.warnings h2{font-size:.8125rem;color:var(--soft);font-weight:600;margin:0}
.chips ul{list-style:none;display:flex;flex-wrap:wrap;gap:.3125rem;margin:0;padding:0}
.chip{display:inline-block;font-size:.8125rem;line-height:1.5;padding:0 .4375rem;border:1px solid currentColor;border-radius:3px;text-decoration:none;max-width:100%}
.chip:hover{text-decoration:underline}
.chip.good{background:var(--good-bg)}.chip.bad{background:var(--bad-bg)}.chip.unknown{background:var(--unknown-bg)}.chip.neutral{background:var(--neutral-bg)}
.extra{font-size:.75rem}
.licence{font-size:.75rem;text-decoration:none;border-bottom:1px dotted currentColor}.licence:hover{text-decoration:underline}
.selected{list-style:none;margin:0 0 .75rem;padding:0 0 0 .75rem;border-left:4px solid var(--unknown);font-size:.9375rem}
.warnings{margin:.75rem 0 0}.warnings ul{font-size:.875rem;margin-top:.125rem}
.story{margin:0 0 .75rem;max-width:62rem;color:var(--soft);font-size:.9375rem}
.figures{display:grid;grid-template-columns:repeat(6,minmax(0,1fr));gap:0;margin:0;border-bottom:1px solid var(--rule)}
.figures>div{padding:0 .75rem .625rem;border-left:1px solid var(--rule)}
.figures>div:first-child{padding-left:0;border-left:0}
.figures dt{font-size:.8125rem;color:var(--soft)}
.figures dd{margin:0;font-size:.78125rem;line-height:1.4;color:var(--soft)}
.figures .figure{font-size:1.1875rem;line-height:1.3;font-weight:600;color:var(--ink);letter-spacing:-.01em;margin-bottom:.125rem}
.scale{font-size:.875rem;color:var(--soft);margin:.75rem 0 0;max-width:68rem}.scale strong,.scale em{color:var(--ink)}.scale em{font-style:normal;font-weight:600}
nav ul{list-style:none;display:flex;flex-wrap:wrap;gap:.125rem 1rem;margin:.75rem 0 0;padding:0;font-size:.875rem}
.scroll{position:relative;overflow-x:auto;margin:.625rem 0 1rem}
table{border-collapse:collapse;width:100%;font-size:.875rem;line-height:1.45}
caption.unseen{display:block}caption{text-align:left;color:var(--soft);font-size:.8125rem;padding-bottom:.25rem}
th,td{text-align:left;vertical-align:top;padding:.3125rem .875rem .3125rem 0;border-bottom:1px solid var(--rule)}
th:last-child,td:last-child{padding-right:0}
thead th{font-weight:600;color:var(--soft);font-size:.8125rem;border-bottom:1px solid var(--soft);vertical-align:bottom}
tbody th{font-weight:600}
tbody tr:hover{background:var(--panel)}
tr:target,.words>div:target{background:var(--unknown-bg)}
.numeric{text-align:right;white-space:nowrap}
.beside{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,24rem),1fr));gap:0 2.5rem;align-items:start;max-width:64rem}
.chosen th,.chosen td{background:var(--good-bg)}
.sum th,.sum td{font-weight:650;border-top:1px solid var(--soft)}
.detail{display:block;color:var(--soft);font-size:.8125rem;font-weight:400}
.unit,.total{color:var(--soft);font-size:.8125rem}
.origin,.mark{white-space:nowrap}.mark{font-weight:600}
.origin{color:var(--soft)}.origin.emergent{color:var(--ink);font-weight:600}
.measured{min-width:6.5rem}.id,.nowrap{white-space:nowrap}
.none,.zero{color:var(--soft)}
.few{color:var(--soft)}
.budget{display:flex;flex-wrap:wrap;gap:.125rem .625rem;align-items:center}
.track{fill:var(--neutral-bg);stroke:var(--rule)}.spent{fill:var(--good)}.spent.over{fill:var(--bad)}.allowed{stroke:var(--ink);stroke-width:2}
.pairs{display:grid;grid-template-columns:repeat(auto-fill,minmax(17rem,1fr));gap:0 1.75rem;margin:.5rem 0 1rem;font-size:.875rem}
.pairs>div{display:flex;justify-content:space-between;gap:1rem;border-bottom:1px solid var(--rule);padding:.1875rem 0}
.pairs dt{color:var(--soft)}.pairs dd{margin:0;text-align:right;min-width:0;overflow-wrap:anywhere}
.hash{font-size:.6875rem}
.words{font-size:.875rem;margin:.5rem 0 1rem;columns:24rem 2;column-gap:2rem}
.words>div{display:flex;gap:.625rem;padding:.125rem 0;break-inside:avoid}
.words dt{flex:none;width:8.5rem;font-weight:600}.words dd{margin:0;color:var(--soft);min-width:0}
details{margin:.5rem 0}
summary{cursor:pointer;font-size:.9375rem;padding:.25rem 0}
.command{display:flex;flex-wrap:wrap;gap:.5rem;align-items:center;margin:.5rem 0 .75rem}
pre{margin:0;padding:.5rem .75rem;background:var(--panel);border:1px solid var(--rule);border-radius:3px;overflow-x:auto;max-width:100%}
button,select{font:inherit;font-size:.875rem;color:var(--ink);background:var(--panel);border:1px solid var(--soft);border-radius:3px;padding:.25rem .625rem}
button{cursor:pointer}
@media (max-width:64rem){.figures{grid-template-columns:repeat(3,minmax(0,1fr));row-gap:.75rem}.figures>div:nth-child(4){padding-left:0;border-left:0}}
@media (max-width:44rem){main,footer{padding:0 1rem}h1{font-size:1.375rem}.verdict p{font-size:1rem}.verdict{padding:.625rem .75rem;gap:.625rem}
.chips{grid-template-columns:1fr;gap:.25rem}.chips ul+h2{margin-top:.375rem}
.figures{grid-template-columns:repeat(2,minmax(0,1fr))}.figures>div,.figures>div:nth-child(4){padding:0 .625rem .75rem;border-left:1px solid var(--rule)}.figures>div:nth-child(odd){padding-left:0;border-left:0}
.words{columns:1}.words>div{flex-direction:column;gap:0}.words dt{width:auto}
.cards,.cards tbody,.cards tr,.cards td,.cards th{display:block}.cards caption:not(.unseen){display:block}.cards thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.cards .numeric{text-align:left}.cards tr{border-bottom:1px solid var(--soft);padding:.5rem 0}.cards td,.cards tbody th{border:0;padding:.0625rem 0;display:grid;grid-template-columns:5.75rem minmax(0,1fr);gap:.5rem}
.cards td::before,.cards tbody th::before{content:attr(data-label);color:var(--soft);font-weight:400;font-size:.8125rem;white-space:normal}}
@media print{@page{margin:14mm}body{font-size:9.5pt}main{max-width:none;padding:0}nav,.skip,.controls,button{display:none!important}
section{break-inside:auto}h2,figcaption,caption,summary{break-after:avoid}figure,tr{break-inside:avoid}.scroll{overflow:visible}
details::details-content{content-visibility:visible;display:block;height:auto}a{color:inherit;text-decoration:none}}
`;
