import { once } from "node:events";
import { connect, createServer, type Server } from "node:net";
import { describeError } from "../errors.ts";
import { type Check, missCheck, passCheck } from "./check.ts";

// Shop, payment provider, forum and k6's own API.
const portsOfADrill = 4;

export async function checkPorts(host = "127.0.0.1"): Promise<Check> {
  const servers: Server[] = [];
  try {
    for (let index = 0; index < portsOfADrill; index++) servers.push(await openPort(host));
    for (const server of servers) await reachPort(server, host);
    return passCheck("loopback ports", `${portsOfADrill} opened and reached on ${host}`);
  } catch (error) {
    const advice = "allow this machine to listen on 127.0.0.1 and to connect to it: a sandbox or a firewall forbids it";
    return missCheck("loopback ports", describeError(error), advice);
  } finally {
    for (const server of servers) server.close();
  }
}

async function openPort(host: string): Promise<Server> {
  const server = createServer((socket) => socket.end());
  server.listen(0, host);
  await once(server, "listening");
  return server;
}

async function reachPort(server: Server, host: string): Promise<void> {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("a port without an address");
  const socket = connect(address.port, host);
  try {
    await once(socket, "connect");
  } finally {
    socket.destroy();
  }
}
