import { renderFacts } from "./facts.ts";
import { html } from "./html.ts";
import type { Page } from "./layout.ts";

/** How often a customer in the waiting room asks again, unless the room says otherwise. */
const roomRefreshSeconds = 5;

/** `position` 1 is the next to come in. The page asks again by itself, by a header and without a script. */
export function renderWaitingRoom(
  position: number,
  estimateMinutes: number,
  refreshSeconds: number = roomRefreshSeconds,
): Page {
  const wholeMinutes = Math.ceil(estimateMinutes);
  const minutes = wholeMinutes === 1 ? "1 minute" : `${wholeMinutes} minutes`;
  const estimate = estimateMinutes < 1 ? "less than a minute" : `about ${minutes}`;
  const body = html`<div class="sheet"><p>Many people want to come in at the same time. You have a place in the queue, and your cart is kept.</p>
<dl>
${renderFacts([
  ["Your place", html`<dd data-position="${position}">${position}</dd>`],
  ["Your wait", html`<dd>${estimate}</dd>`],
])}</dl>
<p>This page asks again by itself. Please leave it open; opening it twice does not make it faster.</p></div>`;
  return { kind: "waiting-room", status: 200, title: "You are in the queue", body, refreshSeconds };
}
