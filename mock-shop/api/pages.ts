import { z } from "zod";
import type { Page } from "../pages/layout.ts";
import { renderDeferred } from "../pages/orders.ts";
import { renderBusy, renderInternalError, renderMaintenance } from "../pages/problems.ts";
import { sampleStory } from "../pages/sample-story.ts";
import { stylesheet } from "../pages/stylesheet.ts";
import { renderWaitingRoom } from "../pages/waiting-room.ts";
import { composePageHeaders, renderFramed } from "../routes/storefront.ts";
import { defineRoute, describeProblem } from "./control-route.ts";

const samples: ReadonlyMap<string, () => Page> = new Map([
  ["error", renderInternalError],
  ["busy", () => renderBusy()],
  ["waiting-room", () => renderWaitingRoom(42, 3)],
  ["maintenance", () => renderMaintenance()],
  ["deferred", () => renderDeferred(sampleStory)],
]);

const contentType = "text/html";

export const pageRoutes = [
  defineRoute({
    method: "GET",
    path: "/assets/shop.css",
    name: "readStyleSheet",
    says: "the style sheet that the pages ask for beside them",
    answers: { 200: { says: "the storefront's own", contentType: "text/css" } },
    handle: () => ({ status: 200, body: stylesheet, headers: { "content-type": "text/css; charset=utf-8" } }),
  }),
  defineRoute({
    method: "GET",
    path: "/control/pages/{kind}",
    name: "previewPage",
    says: "one of the five pages that customers see on a bad day, with the status that they get",
    params: z.strictObject({ kind: z.string().describe([...samples.keys()].join(", ")) }),
    answers: {
      200: { says: "the waiting room", contentType },
      202: { says: "order taken, will be confirmed", contentType },
      404: describeProblem("no such page"),
      500: { says: "the error page", contentType },
      503: { says: "the busy page, or ordering is paused", contentType },
    },
    handle: (parts, { params: { kind } }) => {
      const page = samples.get(kind)?.();
      if (!page) return { status: 404, body: { problems: [`no page ${kind}`] } };
      const headers = composePageHeaders(page);
      return { status: page.status as 200 | 202 | 500 | 503, body: renderFramed(parts, page, 0), headers };
    },
  }),
];
