import assert from "node:assert/strict";
import { test } from "node:test";
import { z } from "zod";
import type { ShopParts } from "../shop-parts.ts";
import { controlToken } from "../testing/test-shop.ts";
import { buildControlApp } from "./control-app.ts";
import { namedSchemas } from "./control-records.ts";
import { type ControlParts, defineRoute, describeProblem } from "./control-route.ts";
import { controlRoutes } from "./control-routes.ts";
import { buildOpenApi } from "./openapi.ts";

const schemaObject = z.record(z.string(), z.unknown());
const content = z.record(z.string().regex(/^\w+\/[\w.+-]+$/), z.strictObject({ schema: schemaObject }));
const operation = z.strictObject({
  operationId: z.string().regex(/^[a-z][A-Za-z]+$/),
  summary: z.string().min(1),
  parameters: z.array(
    z.strictObject({
      name: z.string(),
      in: z.enum(["path", "query"]),
      required: z.boolean(),
      description: z.string().optional(),
      schema: schemaObject,
    }),
  ),
  requestBody: z.strictObject({ required: z.boolean(), content }).optional(),
  responses: z.record(z.string().regex(/^[2-5]\d\d$/), z.strictObject({ description: z.string().min(1), content })),
});

/** What OpenAPI 3.1.1 asks of a document, as far as this one makes use of it. */
const openApiShape = z.strictObject({
  openapi: z.literal("3.1.1"),
  info: z.strictObject({ title: z.string(), version: z.string(), description: z.string() }),
  servers: z.array(z.strictObject({ url: z.literal("/"), description: z.string() })).min(1),
  security: z.array(z.record(z.string(), z.array(z.string()))),
  paths: z.record(
    z.string().startsWith("/"),
    z.partialRecord(z.enum(["get", "put", "post", "delete", "patch"]), operation),
  ),
  components: z.strictObject({
    schemas: z.record(z.string().regex(/^[\w.-]+$/), schemaObject),
    securitySchemes: z.record(z.string(), z.strictObject({ type: z.literal("http"), scheme: z.literal("bearer") })),
  }),
});

/** `GET /control/faults`, sorted, without the HEAD that every GET has, from the tree that Fastify prints: four characters a level, methods in brackets. */
function readServedRoutes(tree: string): string[] {
  const prefixes: string[] = [];
  return tree
    .split("\n")
    .flatMap((line) => {
      const match = /^(.*?)[├└]── (\S+)(?: \(([A-Z, ]+)\))?$/.exec(line);
      if (!match) return [];
      const [, indent = "", part = "", methods = ""] = match;
      const depth = indent.length / 4;
      prefixes[depth] = `${depth === 0 ? "" : prefixes[depth - 1]}${part}`;
      const path = prefixes[depth]?.replaceAll(/:(\w+)/g, "{$1}");
      const own = methods.split(", ").filter((method) => method !== "" && method !== "HEAD");
      return own.map((method) => `${method} ${path}`);
    })
    .sort();
}

function listDocumented(document: z.output<typeof openApiShape>): string[] {
  return Object.entries(document.paths)
    .flatMap(([path, operations]) => Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`))
    .sort();
}

function listRefs(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => (key === "$ref" ? [String(inner)] : listRefs(inner)));
}

async function openApp() {
  const app = buildControlApp({ configuration: { controlToken } } as ShopParts as ControlParts);
  const response = await app.inject({
    url: "/control/openapi.json",
    headers: { authorization: `Bearer ${controlToken}` },
  });
  return { app, document: openApiShape.parse(response.json()), body: response.body };
}

test("what is routed is documented, and what is documented is routed", async () => {
  const { app, document } = await openApp();
  const served = readServedRoutes(app.printRoutes({ commonPrefix: false }));
  assert.ok(served.includes("PUT /control/faults/{id}/lease"), served.join("\n"));
  assert.deepEqual(listDocumented(document), served);
});

test("a route that is not documented is noticed", async () => {
  const { app, document } = await openApp();
  const secret = buildControlApp({ configuration: { controlToken } } as ShopParts as ControlParts);
  secret.get("/control/secret", async () => ({}));
  await Promise.all([app.ready(), secret.ready()]);
  assert.notDeepEqual(listDocumented(document), readServedRoutes(secret.printRoutes({ commonPrefix: false })));
});

test("every reference leads to a schema, and every named schema is referred to", async () => {
  const { document } = await openApp();
  const named = Object.keys(document.components.schemas).map((name) => `#/components/schemas/${name}`);
  assert.deepEqual([...new Set(listRefs(document))].sort(), named.sort());
  assert.equal(named.length, namedSchemas.size);
});

test("operations have names of their own, and the parameters of a path are those that it shows", async () => {
  const { document } = await openApp();
  const ids = controlRoutes.map(({ name }) => name);
  assert.equal(new Set(ids).size, ids.length);
  for (const [path, operations] of Object.entries(document.paths)) {
    const shown = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    for (const { parameters } of Object.values(operations)) {
      const inPath = parameters.filter((parameter) => parameter.in === "path");
      assert.deepEqual(
        inPath.map(({ name }) => name),
        shown,
        path,
      );
      assert.ok(inPath.every(({ required }) => required));
    }
  }
});

test("a route that takes a body says so, with every way to get it wrong", async () => {
  const { document } = await openApp();
  const inject = document.paths["/control/faults"]?.post;
  assert.deepEqual(Object.keys(inject?.responses ?? {}), ["201", "400", "401", "409", "413", "415"]);
  const { properties, required, additionalProperties } = inject?.requestBody?.content["application/json"]?.schema ?? {};
  assert.deepEqual(Object.keys(properties as object), ["name", "kind", "key", "value", "share", "leaseMs"]);
  assert.deepEqual([required, additionalProperties], [["name", "kind", "share", "leaseMs"], false]);
  assert.deepEqual(Object.keys(document.paths["/control/health"]?.get?.responses ?? {}), ["200", "400", "401"]);
});

test("the document holds no secret", async () => {
  const { body } = await openApp();
  assert.doesNotMatch(body, new RegExp(controlToken));
});

test("optional and described parameters of a query come out as such", () => {
  const route = defineRoute({
    method: "GET",
    path: "/things",
    name: "listThings",
    says: "lists them",
    query: z.strictObject({ limit: z.string().describe("how many").optional(), kind: z.string() }),
    answers: { 200: describeProblem("none") },
    handle: () => ({ status: 200, body: { problems: ["none"] } }),
  });
  const document = openApiShape.parse(JSON.parse(JSON.stringify(buildOpenApi([route]))));
  assert.deepEqual(document.paths["/things"]?.get?.parameters, [
    { name: "limit", in: "query", required: false, description: "how many", schema: { type: "string" } },
    { name: "kind", in: "query", required: true, schema: { type: "string" } },
  ]);
  assert.deepEqual(Object.keys(document.paths["/things"]?.get?.responses ?? {}), ["200", "400", "401"]);
});
