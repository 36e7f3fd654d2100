import { createHash, timingSafeEqual } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";

/** A hook that answers 401 unless the request carries the token; compared in constant time, whatever its length. */
export function requireBearer(token: string) {
  const expected = hash(`Bearer ${token}`);
  return async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const isAllowed = timingSafeEqual(hash(request.headers.authorization ?? ""), expected);
    if (isAllowed) return undefined;
    return reply
      .code(401)
      .header("www-authenticate", "Bearer")
      .send({ problems: ["expected a valid bearer token"] });
  };
}

function hash(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
