import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import { type CallStream, callStreamHeader } from "../faults/call-numbers.ts";
import { requireBearer } from "../process/bearer.ts";
import { answerErrorsAsJson } from "../process/json-errors.ts";
import { parseWith } from "../process/problems.ts";
import { type CallParts, Calls } from "./calls.ts";
import type { CallFaults } from "./faults/call-faults.ts";
import type { CallAnswer } from "./faults/provider-fault.ts";
import type { ProviderLatency } from "./latency.ts";
import { webhookSchema } from "./request-schemas.ts";

export interface ProviderParts extends CallParts {
  readonly providerKey: string;
  readonly latency: ProviderLatency;
  readonly callFaults: CallFaults;
  readonly registerWebhook: (url: string) => Promise<void>;
}

type PaymentRequest = FastifyRequest<{ Params: { id: string } }>;

/** The provider's API. A path that does not exist is answered at once with 404, and counted. */
export function buildProviderApp(parts: ProviderParts): FastifyInstance {
  const { counters } = parts;
  const app = Fastify({ bodyLimit: 32 * 1024, routerOptions: { maxParamLength: 200 } });
  answerErrorsAsJson(app);
  app.setNotFoundHandler((_request, reply) => {
    counters.unknownPaths += 1;
    return reply.code(404).send({ problems: ["no such path"] });
  });
  app.addHook("onRequest", async () => {
    counters.requests += 1;
  });
  app.register(
    async (api) => {
      api.addHook("onRequest", requireBearer(parts.providerKey));
      addCallRoutes(api, parts);
      api.put("/webhook", async (request) => {
        const { url } = parseWith(webhookSchema, request.body);
        await parts.registerWebhook(url);
        return { url };
      });
    },
    { prefix: "/v1" },
  );
  return app;
}

function addCallRoutes(api: FastifyInstance, parts: ProviderParts): void {
  const calls = new Calls(parts);
  const serve = (usual: CallStream, work: (request: FastifyRequest) => Promise<CallAnswer>) => {
    return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
      const stream = isFollowUp(request) ? "follow-up" : usual;
      await parts.latency.wait();
      const answer = await parts.callFaults.surround(stream, watchClose(reply), () => work(request));
      if (answer !== "cut") return reply.code(answer.status).send(answer.body);
      reply.hijack();
      request.raw.socket.resetAndDestroy();
      return reply;
    };
  };
  const change = (kind: "capture" | "void" | "refund") =>
    serve("follow-up", (request) => calls.change(kind, (request as PaymentRequest).params.id, request.body));
  api.get(
    "/ping",
    serve("probe", async () => ({ status: 200, body: { ok: true } })),
  );
  api.get(
    "/payments",
    serve("follow-up", (request) => calls.list(request.query)),
  );
  api.post(
    "/authorizations",
    serve("order", (request) => calls.authorize(request.body)),
  );
  api.post(
    "/captures",
    serve("follow-up", (request) => calls.captureMany(request.body)),
  );
  api.post("/payments/:id/capture", change("capture"));
  api.post("/payments/:id/void", change("void"));
  api.post("/payments/:id/refund", change("refund"));
  api.post(
    "/voids",
    serve("follow-up", (request) => calls.voidByKey(request.body)),
  );
}

/** Read for nothing but to number and count what faults touch; a caller that says nothing has its customer waiting. */
function isFollowUp({ headers }: FastifyRequest): boolean {
  return headers[callStreamHeader] === "follow-up";
}

function watchClose(reply: FastifyReply) {
  return (listener: () => void) => {
    reply.raw.once("close", listener);
    return () => void reply.raw.off("close", listener);
  };
}
