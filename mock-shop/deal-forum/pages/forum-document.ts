import { type Html, html } from "../../pages/html.ts";

/** Readable at any width, light and dark, without a script. */
const style = `:root{color-scheme:light dark;--ink:#1d2327;--paper:#fbfaf7;--card:#fff;--line:#cfccc2;--quiet:#5b6066;--hot:#a8321c;--good:#1c6b3c;--bad:#8a2f2f;--link:#0b4f8a}
@media (prefers-color-scheme:dark){:root{--ink:#e8e6e1;--paper:#17191b;--card:#202326;--line:#3c4044;--quiet:#a6abb1;--hot:#ff9b85;--good:#8fd3a8;--bad:#f0a3a3;--link:#8cc0f2}}
*{box-sizing:border-box}body{overflow-wrap:anywhere;margin:0 auto;max-width:46rem;padding:1rem;font:1rem/1.55 system-ui,sans-serif;color:var(--ink);background:var(--paper)}
a{color:var(--link)}header,footer{display:flex;gap:1rem;flex-wrap:wrap;align-items:baseline;justify-content:space-between;border-bottom:3px solid var(--hot);padding-bottom:.4rem}
footer{border:0;border-top:1px solid var(--line);margin-top:2rem;padding-top:.5rem;color:var(--quiet);font-size:.9rem}
.brand{font-weight:700;font-size:1.25rem;text-decoration:none;color:inherit}h1{font-size:1.5rem;line-height:1.25}h2{font-size:1.2rem}
ol.deals,ol.posts{list-style:none;padding:0;display:grid;gap:.6rem}ol.deals>li,ol.posts>li{background:var(--card);border:1px solid var(--line);border-radius:6px;padding:.6rem .8rem}
ol.posts>li{border-left:4px solid var(--line)}li.works,li.works-without-trick{border-left-color:var(--good)!important}li.fails{border-left-color:var(--bad)!important}
ol.posts p{margin:.2rem 0 0}.heat{font-weight:700;color:var(--hot)}.quiet{color:var(--quiet);font-size:.9rem}.says{font-weight:600}
form{display:grid;gap:.6rem;margin:1rem 0;max-width:30rem}form.inline{display:flex;align-items:end}form.inline label{flex:1 1 auto;min-width:0}form.inline button{flex:none}
label{display:grid;gap:.2rem;font-weight:600}input,select,textarea,button{font:inherit;min-width:0;padding:.45rem .6rem;border:1px solid var(--quiet);border-radius:4px;background:transparent;color:inherit}
select option{background:var(--paper)}button{cursor:pointer;font-weight:600}:focus-visible{outline:3px solid var(--link);outline-offset:2px}.problem{border:2px solid var(--hot);padding:.6rem}nav.pages{display:flex;gap:1rem}`;

export const styleSource = "'unsafe-inline'";

/** The whole document around a page of the forum. `page` names it for tests and drivers. */
export function renderForumDocument(page: string, title: string, body: Html): string {
  return `<!doctype html>\n${
    html`<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} – Deal Corner</title>
<link rel="icon" href="data:,">
<style>`.text
  }${style}${
    html`</style>
</head>
<body data-page="${page}">
<header><a class="brand" href="/">Deal Corner</a> <a href="/new">Post a deal</a></header>
<main>
<h1>${title}</h1>
${body}
</main>
<footer><p>A rehearsal forum. Nobody here is real.</p></footer>
</body>
</html>
`.text
  }`;
}
