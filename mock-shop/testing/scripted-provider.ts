import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface ProviderCall {
  readonly path: string;
  readonly body: Record<string, unknown>;
}

/** Status and body, or no answer at all, or a connection that is reset. */
export type ScriptedAnswer = readonly [number, object] | "hang" | "reset";
export type ProviderScript = (call: ProviderCall) => Promise<ScriptedAnswer> | ScriptedAnswer;

export interface ScriptedProvider extends AsyncDisposable {
  readonly origin: string;
  readonly calls: ProviderCall[];
  script: ProviderScript;
}

/** What a provider that behaves well answers; takes nothing down. */
export const agreeableScript: ProviderScript = ({ path, body }) => {
  if (path.endsWith("/authorizations")) return [201, { paymentId: `pay_${String(body.orderNumber)}` }];
  if (path.endsWith("/captures")) return answerCaptures(body, 200);
  if (path.includes("/payments?")) return [200, { payments: [] }];
  return [200, {}];
};

/** The same status for each capture of a batch: 200 took it, 409 refuses it for good, anything else failed. */
export function answerCaptures(body: ProviderCall["body"], status: number): readonly [number, object] {
  const captures = body.captures as readonly { paymentId: string }[];
  return [200, { results: captures.map(({ paymentId }) => ({ paymentId, status })) }];
}

/** A provider whose every answer a test decides, on a real socket. */
export async function startScriptedProvider(script: ProviderScript = agreeableScript): Promise<ScriptedProvider> {
  const provider = { calls: [] as ProviderCall[], script };
  const server = createServer((request, response) => void answer(provider, request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return Object.assign(provider, {
    origin: `http://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  });
}

async function answer(
  provider: { calls: ProviderCall[]; script: ProviderScript },
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  let text = "";
  for await (const chunk of request) text += String(chunk);
  const call = { path: request.url ?? "", body: text === "" ? {} : (JSON.parse(text) as Record<string, unknown>) };
  provider.calls.push(call);
  const result = await provider.script(call);
  if (result === "hang") return;
  if (result === "reset") return void request.socket.resetAndDestroy();
  response.writeHead(result[0], { "content-type": "application/json" }).end(JSON.stringify(result[1]));
}
