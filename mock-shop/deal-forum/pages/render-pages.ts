import { type Html, html } from "../../pages/html.ts";
import type { Advice, Statement } from "../../rules/heat.ts";
import type { DealView } from "../deals.ts";
import type { PostRow } from "../forum-records.ts";

const statementWords: Readonly<Record<Statement, string>> = {
  works: "Works",
  "works-without-trick": "Works, no detour needed",
  fails: "Does not work",
  question: "Question",
};

const adviceWords: Readonly<Record<Advice, string>> = {
  trick: "works with the detour",
  "no-trick": "works without the detour",
  dead: "not confirmed",
};

const shownNameLength = 40;

export interface ThreadPage {
  readonly posts: readonly PostRow[];
  readonly page: number;
  readonly pages: number;
}

export function renderList(deals: readonly DealView[]): Html {
  if (deals.length === 0) return html`<p>No deal yet. <a href="/new">Post the first one.</a></p>`;
  return html`<ol class="deals">
${deals.map((deal) => html`<li><a href="/deals/${deal.id}">${deal.title}</a><br>${renderStanding(deal)}</li>\n`)}</ol>`;
}

export function renderThread(deal: DealView, { posts, page, pages }: ThreadPage): Html {
  return html`<p>${renderStanding(deal)} · <a href="#reply">Reply</a></p>
<form class="inline" method="post" action="/deals/${deal.id}/votes">${renderAuthor("voter")}
<button name="direction" value="hot">Hot</button> <button name="direction" value="cold">Cold</button></form>
<ol class="posts">
${posts.map(renderPost)}</ol>
${renderPages(deal.id, page, pages)}<h2 id="reply">Reply</h2>
<form method="post" action="/deals/${deal.id}/posts">${renderAuthor("author")}${renderStatement()}${renderText()}<button>Post</button></form>`;
}

export function renderNewDeal(): Html {
  return html`<form method="post" action="/deals"><label>Title <input name="title" required minlength="3" maxlength="120" autocomplete="off"></label>
${renderAuthor("author")}${renderStatement()}${renderText()}<button>Post the deal</button></form>`;
}

export function renderForumProblem(problems: readonly string[]): Html {
  return html`<div class="problem" role="alert"><ul>${problems.map((says) => html`<li>${says}</li>`)}</ul></div>
<p><a href="/">All deals</a></p>`;
}

function renderStanding({ heat, votes, posts, advice }: DealView): Html {
  const degrees = Math.round(heat * 1_000);
  return html`<span class="heat">${degrees}°</span> <span class="quiet">${countOf(votes, "vote")}, ${countOf(posts, "post")}, ${adviceWords[advice]}</span>`;
}

function renderPost({ author, says, text }: PostRow): Html {
  return html`<li class="${says}"><span class="says">${statementWords[says]}</span> <span class="quiet">${showName(author)}</span><p>${text}</p></li>\n`;
}

/** Nobody's address stands on a page that anybody can read. */
function showName(author: string): string {
  const name = author.split("@")[0] || "somebody";
  return name.length > shownNameLength ? `${name.slice(0, shownNameLength)}…` : name;
}

function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

function renderPages(id: string, page: number, pages: number): Html | null {
  if (pages === 1) return null;
  const earlier = page > 1 ? html`<a href="/deals/${id}?page=${page - 1}">Earlier posts</a>` : null;
  const later = page < pages ? html`<a href="/deals/${id}?page=${page + 1}">Later posts</a>` : null;
  return html`<nav class="pages" aria-label="Pages">${earlier} <span class="quiet">page ${page} of ${pages}</span> ${later}</nav>\n`;
}

function renderAuthor(id: string): Html {
  return html`<label for="${id}">Your name <input id="${id}" name="author" required maxlength="320" autocomplete="nickname"></label>`;
}

function renderStatement(): Html {
  const options = Object.entries(statementWords).map(
    ([value, words]) => html`<option value="${value}">${words}</option>`,
  );
  return html`<label>What happened <select name="says">${options}</select></label>`;
}

function renderText(): Html {
  return html`<label>Text <textarea name="text" rows="4" required maxlength="500"></textarea></label>`;
}
