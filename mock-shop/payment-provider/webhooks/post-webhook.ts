import { Agent, request } from "undici";

const timeoutMs = 2_000;

/** Sends one batch; true when the endpoint took it. A redirect is not followed. */
export type PostWebhook = (
  url: string,
  body: string,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
) => Promise<boolean>;

export function openWebhookLink(connections: number): { post: PostWebhook; close(): Promise<void> } {
  const dispatcher = new Agent({ connections });
  return {
    async post(url, body, headers, signal) {
      try {
        const limit = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
        const response = await request(url, { method: "POST", body, headers, signal: limit, dispatcher });
        await response.body.dump();
        return response.statusCode >= 200 && response.statusCode < 300;
      } catch {
        return false;
      }
    },
    close: () => dispatcher.destroy(),
  };
}
