import { randomBytes } from "node:crypto";
import type { ShopBooks } from "../ledger/shop-books.ts";
import { formatOrderNumber } from "../rules/order-number.ts";

const blockSize = 1_000;

/** Gives each attempt to order a number. Blocks are reserved in the books, so a crash repeats none. */
export class OrderNumbers {
  readonly #books: ShopBooks;
  #next = 0;
  #end = 0;
  #reserving: Promise<void> | undefined;

  constructor(books: ShopBooks) {
    this.#books = books;
  }

  async take(): Promise<string> {
    while (this.#next >= this.#end) {
      this.#reserving ??= this.#reserve();
      await this.#reserving;
    }
    const sequence = this.#next;
    this.#next += 1;
    return formatOrderNumber(randomBytes(4), sequence);
  }

  async #reserve(): Promise<void> {
    try {
      this.#next = await this.#books.run("reserveOrderSequence", { count: blockSize });
      this.#end = this.#next + blockSize;
    } finally {
      this.#reserving = undefined;
    }
  }
}
