// A whole forum without listeners, with real books and a clock that the test moves.
import { join } from "node:path";
import { Books } from "../ledger/books.ts";
import { ManualClock } from "../testing/manual-clock.ts";
import { createTemporaryDirectory } from "../testing/temporary-directory.ts";
import { buildForumApp } from "./app.ts";
import { Deals } from "./deals.ts";
import type { ForumOperations } from "./forum-operations.ts";

export async function openForumScene(peoplePerVisitor = 1, pace = 60) {
  const directory = await createTemporaryDirectory();
  const clock = new ManualClock();
  const booksPath = join(directory.path, "forum.sqlite");
  const open = async () => {
    const books = await Books.open<ForumOperations>(booksPath, new URL("./forum-operations.ts", import.meta.url));
    const deals = await Deals.open({ books, clock, pace, peoplePerVisitor });
    const app = buildForumApp(deals);
    return {
      ...{ books, deals, app },
      close: async () => {
        deals.close();
        await app.close();
        await books.close();
      },
    };
  };
  return { clock, booksPath, open, [Symbol.asyncDispose]: () => directory[Symbol.asyncDispose]() };
}
