import { z } from "zod";
import { defineRoute, describeProblem } from "./control-route.ts";
import { findUnready } from "./readiness.ts";

const okSchema = z.strictObject({ ok: z.literal(true) });
const ok = { ok: true } as const;

export const healthRoutes = [
  defineRoute({
    method: "GET",
    path: "/control/health",
    name: "readHealth",
    says: "whether the process answers",
    answers: { 200: { says: "it does", schema: okSchema } },
    handle: () => ({ status: 200, body: ok }),
  }),
  defineRoute({
    method: "GET",
    path: "/control/ready",
    name: "readReadiness",
    says: "whether storefront, books and payment provider answer, so that a customer could buy",
    answers: { 200: { says: "all do", schema: okSchema }, 503: describeProblem("some do not") },
    handle: async (parts) => {
      const problems = await findUnready(parts);
      return problems.length === 0 ? { status: 200, body: ok } : { status: 503, body: { problems } };
    },
  }),
  defineRoute({
    method: "GET",
    path: "/metrics",
    name: "readMetrics",
    says: "everything that Prometheus wants to know",
    answers: { 200: { says: "the text format", contentType: "text/plain" } },
    handle: async ({ metrics }) => ({
      status: 200,
      body: await metrics.registry.metrics(),
      headers: { "content-type": metrics.registry.contentType },
    }),
  }),
];
