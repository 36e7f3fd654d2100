import { z } from "zod";
import { parseWith } from "../process/problems.ts";
import type { ShopParts } from "../shop-parts.ts";
import { problemsSchema } from "./control-records.ts";

/** What the control API acts on: the shop's parts, and the way to its own storefront. */
export interface ControlParts extends ShopParts {
  /** True when a page that costs no worker comes back. */
  readonly askStorefront: () => Promise<boolean>;
}

export type ControlMethod = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** What a route may answer under one status: JSON of a schema, or text of another type. */
export type ControlAnswer =
  | { readonly says: string; readonly schema: z.ZodType }
  | { readonly says: string; readonly contentType: string };

type Answers = Readonly<Record<number, ControlAnswer>>;

export interface ControlReply {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface RawInput {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
}

/** One row of the control API. The routes that Fastify serves and the OpenAPI document both come from it. */
export interface ControlRoute {
  readonly method: ControlMethod;
  /** As OpenAPI writes it: `/control/faults/{id}`. A value that names nothing is answered by 404, so these are text. */
  readonly path: string;
  readonly name: string;
  readonly says: string;
  readonly params: z.ZodObject;
  readonly query: z.ZodObject;
  readonly body: z.ZodType | undefined;
  readonly answers: Answers;
  answer(parts: ControlParts, input: RawInput): Promise<ControlReply>;
}

type Readable<Value> = Value extends readonly (infer Item)[]
  ? readonly Readable<Item>[]
  : Value extends object
    ? { readonly [Key in keyof Value]: Readable<Value[Key]> }
    : Value;

type BodyOf<Answer> = Answer extends { readonly schema: infer Schema extends z.ZodType }
  ? Readable<z.input<Schema>>
  : string;

type ReplyOf<Known extends Answers> = {
  [Status in keyof Known & number]: {
    readonly status: Status;
    readonly body: BodyOf<Known[Status]>;
    readonly headers?: Readonly<Record<string, string>>;
  };
}[keyof Known & number];

const nothing = z.strictObject({});

/** Types the handler by the schemas of its row: what comes in is checked, what goes out must fit an answer. */
export function defineRoute<
  Known extends Answers,
  Params extends z.ZodObject = typeof nothing,
  Query extends z.ZodObject = typeof nothing,
  Body extends z.ZodType = z.ZodUndefined,
>(row: {
  readonly method: ControlMethod;
  readonly path: string;
  readonly name: string;
  readonly says: string;
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  readonly answers: Known;
  readonly handle: (
    parts: ControlParts,
    input: { params: z.output<Params>; query: z.output<Query>; body: z.output<Body> },
  ) => ReplyOf<NoInfer<Known>> | Promise<ReplyOf<NoInfer<Known>>>;
}): ControlRoute {
  const params: z.ZodObject = row.params ?? nothing;
  const query: z.ZodObject = row.query ?? nothing;
  const { handle, body, ...rest } = row;
  return {
    ...rest,
    params,
    query,
    body,
    answer: async (parts, raw) =>
      handle(parts, {
        params: parseWith(params, raw.params) as z.output<Params>,
        query: parseWith(query, raw.query) as z.output<Query>,
        body: (body ? parseWith(body, raw.body) : undefined) as z.output<Body>,
      }),
  };
}

/** An answer that says what was wrong. */
export function describeProblem(says: string) {
  return { says, schema: problemsSchema };
}
