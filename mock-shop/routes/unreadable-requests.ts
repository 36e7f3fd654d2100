import { STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import { renderBadRequest } from "../pages/problems.ts";
import type { ShopParts } from "../shop-parts.ts";
import { composePageHeaders, renderFramed } from "./storefront.ts";

const refusals: ReadonlyMap<string | undefined, readonly [status: number, problem: string]> = new Map([
  ["ERR_HTTP_REQUEST_TIMEOUT", [408, "the request took too long to arrive"]],
  ["HPE_HEADER_OVERFLOW", [431, "the head of the request is too large"]],
]);

/** For what never became a request: the shop's page goes onto the bare connection, which is closed. */
export function answerUnreadable(parts: ShopParts) {
  return (error: NodeJS.ErrnoException, socket: Socket): void => {
    if (error.code === "ECONNRESET" || socket.destroyed) return;
    if (socket.writable) {
      const [status, problem] = refusals.get(error.code) ?? [400, "the request is not readable"];
      const page = renderBadRequest(status, "Bad request", [problem]);
      const body = renderFramed(parts, page, 0);
      const headers = { ...composePageHeaders(page), "content-length": Buffer.byteLength(body), connection: "close" };
      const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
      socket.write(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join("")}\r\n${body}`);
    }
    socket.destroy(error);
  };
}
