// One keep-alive connection that sends prepared bytes and reads just enough of each answer: far cheaper than the shop.
import { createConnection, type Socket } from "node:net";
import { EdgeError } from "../harness/errors.ts";

/** Status line and headers as text without the empty line after them, and the body. */
export interface RawAnswer {
  readonly status: number;
  readonly head: string;
  readonly body: Buffer;
}

const headEnd = Buffer.from("\r\n\r\n");
const lengthHeader = /\r\ncontent-length: *(\d+)/i;

export class ShopConnection {
  readonly #socket: Socket;
  #pending: Buffer = Buffer.alloc(0);
  #waiter: { resolve(answer: RawAnswer): void; reject(error: Error): void } | undefined;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.on("data", (chunk) => this.#read(chunk));
    socket.on("error", (error) => this.#fail(error));
    socket.on("close", () => this.#fail(new Error("the connection was closed")));
  }

  static open(port: number): Promise<ShopConnection> {
    return new Promise((resolve, reject) => {
      const socket = createConnection({ host: "127.0.0.1", port }, () => resolve(new ShopConnection(socket)));
      socket.once("error", reject);
    });
  }

  /** One request at a time; the next only when this one is answered. */
  send(request: Buffer): Promise<RawAnswer> {
    return new Promise((resolve, reject) => {
      this.#waiter = { resolve, reject };
      this.#socket.write(request);
    });
  }

  close(): void {
    this.#socket.destroy();
  }

  #read(chunk: Buffer): void {
    this.#pending = this.#pending.length === 0 ? chunk : Buffer.concat([this.#pending, chunk]);
    const end = this.#pending.indexOf(headEnd);
    if (end === -1) return;
    const head = this.#pending.toString("latin1", 0, end);
    const length = lengthHeader.exec(head)?.[1];
    if (length === undefined) {
      this.#fail(new EdgeError("an answer without length", { got: head }));
      return;
    }
    const total = end + headEnd.length + Number(length);
    if (this.#pending.length < total) return;
    const body = this.#pending.subarray(end + headEnd.length, total);
    this.#pending = this.#pending.subarray(total);
    const waiter = this.#waiter;
    this.#waiter = undefined;
    waiter?.resolve({ status: Number(head.slice(9, 12)), head, body });
  }

  #fail(error: Error): void {
    this.#waiter?.reject(error);
    this.#waiter = undefined;
  }
}
