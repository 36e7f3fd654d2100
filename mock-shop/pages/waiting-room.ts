import { renderFacts } from "./facts.ts";
import { html } from "./html.ts";
import type { Page } from "./layout.ts";

/** When the page asks again: on the incident clock, and in real time, which is all that a browser can be told. */
export interface RoomRefresh {
  readonly minutes: number;
  readonly seconds: number;
}

const usualRefresh: RoomRefresh = { minutes: 2, seconds: 5 };

/** `position` 1 is the next to come in. The page asks again by itself, by a header and without a script. */
export function renderWaitingRoom(
  position: number,
  estimateMinutes: number,
  { minutes, seconds }: RoomRefresh = usualRefresh,
): Page {
  const wholeMinutes = Math.ceil(estimateMinutes);
  const many = wholeMinutes === 1 ? "1 minute" : `${wholeMinutes} minutes`;
  const estimate = estimateMinutes < 1 ? "less than a minute" : `about ${many}`;
  const body = html`<div class="sheet"><p>Many people want to come in at the same time. You have a place in the queue, and your cart is kept.</p>
<dl>
${renderFacts([
  ["Your place", html`<dd data-position="${position}">${position}</dd>`],
  ["Your wait", html`<dd data-estimate-minutes="${estimateMinutes.toFixed(2)}">${estimate}</dd>`],
])}</dl>
<p data-retry-minutes="${minutes.toFixed(2)}">This page asks again by itself. Please leave it open; opening it twice does not make it faster.</p></div>`;
  return { kind: "waiting-room", status: 200, title: "You are in the queue", body, refreshSeconds: seconds };
}
