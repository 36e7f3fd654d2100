import { z } from "zod";
import { namedSchemas } from "./control-records.ts";
import { type ControlAnswer, type ControlRoute, describeProblem } from "./control-route.ts";

type Io = "input" | "output";

type Answers = Readonly<Record<number, ControlAnswer>>;

const withBody: Answers = {
  413: describeProblem("a body that is too large"),
  415: describeProblem("a body that is not JSON"),
};
const withParams: Answers = { 414: describeProblem("a part of the path that is too long") };

const description = `Changes, faults, defences, operator actions and figures, on a listener of their own.
A HEAD is answered like the GET of its path, without a body. Any other method that a path does not have is answered with
405 and an \`Allow\` header, a path that is not in here with 404; both bodies are \`Problems\`.`;

/** OpenAPI 3.1 of the routes, from the very schemas that check requests and type answers. */
export function buildOpenApi(routes: readonly ControlRoute[]) {
  const paths: Record<string, Record<string, object>> = {};
  for (const route of routes)
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: describe(route) };
  const schemas = Object.fromEntries([...namedSchemas].map(([schema, name]) => [name, spellOut(schema, "output")]));
  return {
    openapi: "3.1.1",
    info: {
      title: "Control API of the rehearsal shop",
      version: "1",
      description,
    },
    servers: [{ url: "/", description: "the listener that this document came from" }],
    security: [{ bearer: [] }],
    paths,
    components: { schemas, securitySchemes: { bearer: { type: "http", scheme: "bearer" } } },
  };
}

/** What a route can answer, those statuses included that come from the way in and not from its own row. */
export function listAnswers(route: ControlRoute): Answers {
  return {
    ...route.answers,
    400: describeProblem("what was sent does not fit; each problem is told"),
    401: describeProblem("no valid token"),
    ...(Object.keys(route.params.shape).length > 0 ? withParams : {}),
    ...(route.method === "GET" ? {} : withBody),
  };
}

function describe(route: ControlRoute): object {
  const answers = Object.entries(listAnswers(route));
  return {
    operationId: route.name,
    summary: route.says,
    parameters: [...listParameters(route.params, "path"), ...listParameters(route.query, "query")],
    ...(route.body
      ? {
          requestBody: {
            required: true,
            content: { "application/json": { schema: referTo(route.body, "input") } },
          },
        }
      : {}),
    responses: Object.fromEntries(answers.map(([status, answer]) => [status, describeAnswer(answer)])),
  };
}

function describeAnswer(answer: ControlAnswer): object {
  const content =
    "schema" in answer
      ? { "application/json": { schema: referTo(answer.schema, "output") } }
      : { [answer.contentType]: { schema: { type: "string" } } };
  return { description: answer.says, content };
}

function listParameters(schema: z.ZodObject, place: "path" | "query"): object[] {
  const { properties = {}, required = [] } = spellOut(schema, "input") as {
    properties?: Record<string, { description?: string }>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, { description, ...rest }]) => ({
    name,
    in: place,
    required: required.includes(name),
    ...(description === undefined ? {} : { description }),
    schema: rest,
  }));
}

/** A schema with a name is referred to by it, wherever it stands. */
function referTo(schema: z.ZodType, io: Io): object {
  const name = namedSchemas.get(schema);
  return name === undefined ? spellOut(schema, io) : { $ref: refOf(name) };
}

function spellOut(schema: z.core.$ZodType, io: Io): object {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    io,
    override: ({ zodSchema, jsonSchema }) => {
      const name = zodSchema === schema ? undefined : namedSchemas.get(zodSchema);
      if (name === undefined) return;
      for (const key of Object.keys(jsonSchema)) delete (jsonSchema as Record<string, unknown>)[key];
      jsonSchema.$ref = refOf(name);
    },
  });
  return rest;
}

function refOf(name: string): string {
  return `#/components/schemas/${name}`;
}
