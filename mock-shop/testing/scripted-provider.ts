import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface ProviderCall {
  readonly path: string;
  readonly body: Record<string, unknown>;
}

/** Gives status and body, or "hang" for no answer at all. */
export type ProviderScript = (call: ProviderCall) => Promise<[number, object] | "hang"> | [number, object] | "hang";

export interface ScriptedProvider extends AsyncDisposable {
  readonly origin: string;
  readonly calls: ProviderCall[];
  script: ProviderScript;
}

/** What a provider that behaves well answers; takes nothing down. */
export const agreeableScript: ProviderScript = ({ path, body }) => {
  if (path.endsWith("/authorizations")) return [201, { paymentId: `pay_${String(body.orderNumber)}` }];
  return [200, {}];
};

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
  response.writeHead(result[0], { "content-type": "application/json" }).end(JSON.stringify(result[1]));
}
