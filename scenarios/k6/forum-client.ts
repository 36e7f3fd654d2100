// A customer at the deal forum, over its JSON API: reads the deal, writes, votes. Who gets no answer has read nothing; each
// call and what came of it is a row, so that a forum that fails is not taken for a deal that is dead.
import http, { type RefinedResponse } from "k6/http";
import { draw } from "../chance.ts";
import { composePost, type DealReport, type ForumLook } from "../customers/forum.ts";
import type { Incident } from "../incident.ts";
import type { PlannedCustomer } from "../plan.ts";
import { writeRow } from "./rows.ts";

const timeoutMs = 3000;

/** A forum that has no such deal, or does not answer. */
export const nothingRead: Omit<ForumLook, "endedMinute"> = { heat: 0, advice: "dead" };

interface Deal {
  readonly id: string;
  readonly title: string;
  readonly heat: number;
  readonly advice: ForumLook["advice"];
}

/** What one customer does at the forum. */
export interface ForumVisit {
  look(): Omit<ForumLook, "endedMinute">;
  report(report: DealReport): void;
}

const params = {
  timeout: timeoutMs,
  redirects: 0,
  responseType: "text" as const,
  tags: { name: "forum" },
  headers: { "content-type": "application/json" },
};

function parse<T>({ status, body }: RefinedResponse<"text">): T | null {
  return (status === 200 || status === 201) && body !== null ? JSON.parse(body) : null;
}

/** Opens the forum for one customer, who looks for the incident's deal by its title. */
export function openForum(origin: string, { deal }: Pick<Incident, "deal">, customer: PlannedCustomer): ForumVisit {
  const title = deal?.title ?? "";
  let dealId: string | null = null;
  let posts = 0;
  const count = (response: RefinedResponse<"text">): RefinedResponse<"text"> => {
    const { status, timings } = response;
    writeRow({ kind: "forum", customer: customer.customer, latencyMs: timings.duration, status });
    return response;
  };
  const send = (path: string, fields: object) =>
    count(http.post(`${origin}/api/deals${path}`, JSON.stringify({ author: customer.account, ...fields }), params));

  const find = (): Deal | null => {
    const answer = parse<{ deals: Deal[] }>(count(http.get(`${origin}/api/deals`, params)));
    const found = answer?.deals.find((known) => known.title === title) ?? null;
    dealId = found?.id ?? dealId;
    return found;
  };

  /** The first who has something to say about it opens the deal; who finds it open writes into it. */
  const post = (says: NonNullable<DealReport["says"]>, text: string): void => {
    if (dealId === null && find() === null) {
      const opened = send("", { title, says, text });
      dealId = parse<Deal>(opened)?.id ?? null;
      if (opened.status === 201) return;
    }
    if (dealId !== null) send(`/${dealId}/posts`, { says, text });
  };

  return {
    look: () => find() ?? nothingRead,
    report: ({ says, vote }) => {
      posts++;
      const uniform = draw(0, customer.population, customer.customer, "words", posts);
      if (says !== null) post(says, composePost(says, uniform));
      if (vote !== null && (dealId !== null || find() !== null)) send(`/${dealId}/votes`, { direction: vote });
    },
  };
}
