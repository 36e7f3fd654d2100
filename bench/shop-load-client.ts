// The load client's process: the shop's port as its argument, an order a line on stdin, a result a line on stdout.
import { createInterface } from "node:readline";
import { PreparedCustomers } from "./shop-customers.ts";
import type { LoadOrder, LoadResult } from "./shop-load.ts";
import { runLoad } from "./shop-load-loops.ts";

const port = Number(process.argv[2]);
const customers = new PreparedCustomers(port);

async function carryOut(order: LoadOrder): Promise<LoadResult> {
  switch (order.kind) {
    case "repeat": {
      const request = Buffer.from(order.request);
      return runLoad(port, order.count, order.shape, () => request);
    }
    case "prepare":
      return customers.prepare(order.basket, order.count);
    case "place-orders": {
      const requests = customers.take(order.basket, order.count);
      return runLoad(port, order.count, order.shape, (index) => requests[index] as Buffer);
    }
  }
}

for await (const line of createInterface({ input: process.stdin }))
  process.stdout.write(`${JSON.stringify(await carryOut(JSON.parse(line) as LoadOrder))}\n`);
