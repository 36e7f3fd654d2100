import type { FastifyInstance } from "fastify";
import { EdgeError } from "./problems.ts";

/** Opens the listener and gives its origin; a port that is taken is the environment's problem. */
export async function listen(app: FastifyInstance, host: string, port: number): Promise<string> {
  try {
    await app.listen({ host, port });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    throw new EdgeError(
      `cannot listen on ${host} port ${port} (${code ?? String(error)})`,
      "choose another port, or 0 for any free one",
      { cause: error },
    );
  }
  const address = app.server.address();
  if (address === null || typeof address === "string") throw new Error("expected a TCP address");
  const shownHost = host.includes(":") ? `[${host}]` : host;
  return `http://${shownHost}:${address.port}`;
}

/** Stops accepting, lets requests in flight finish within `graceMs`, then cuts what is left. */
export async function closeWithin(app: FastifyInstance, graceMs: number): Promise<void> {
  const timer = setTimeout(() => app.server.closeAllConnections(), graceMs);
  await app.close();
  clearTimeout(timer);
}
