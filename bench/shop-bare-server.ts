// The yardstick: a bare node:http server that gives one recorded answer to everything, bodies read to their end.
// In: the answer as a line of JSON on stdin, which is its lifeline too. Out: its port.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createInterface } from "node:readline";
import type { RecordedAnswer } from "./shop-load.ts";

/** What node:http writes by itself. */
const ownHeaders = new Set(["date", "connection", "keep-alive"]);

const input = createInterface({ input: process.stdin });
input.once("line", (line) => {
  const { head, body } = JSON.parse(line) as RecordedAnswer;
  const [statusLine = "", ...headerLines] = head.split("\r\n");
  const status = Number(statusLine.split(" ")[1]);
  const headers = headerLines
    .map((text) => [text.slice(0, text.indexOf(":")), text.slice(text.indexOf(":") + 2)] as const)
    .filter(([name]) => !ownHeaders.has(name.toLowerCase()))
    .flat();
  const bytes = Buffer.from(body);
  const server = createServer((request, response) => {
    request.resume().once("end", () => {
      response.writeHead(status, headers);
      response.end(bytes);
    });
  });
  server.listen(0, "127.0.0.1", () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`));
});
input.once("close", () => process.exit(0));
