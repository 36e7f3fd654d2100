import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { parseWith } from "../process/problems.ts";
import type { ShopParts } from "../shop-parts.ts";

const changeSchema = z.strictObject({
  key: z.enum(["storefront.statusMessage", "storefront.orderingPaused"]),
  value: z.union([z.string(), z.boolean()]),
  by: z.string().min(1).max(100),
});

export function addChangeRoutes(app: FastifyInstance, parts: ShopParts): void {
  app.get("/control/changes", async () => parts.changes.list());
  app.post("/control/changes", async (request, reply) => {
    const { key, value, by } = parseWith(changeSchema, request.body);
    parts.settings.set(key, value, by);
    return reply.code(201).send(parts.changes.list().at(-1));
  });
}
