import { type Clock, systemClock } from "../clock.ts";
import { Books } from "../ledger/books.ts";
import { closeWithin, listen } from "../process/listen.ts";
import { parseWith } from "../process/problems.ts";
import type { RunningService } from "../process/run-process.ts";
import { buildForumApp } from "./app.ts";
import { forumConfigurationSchema } from "./configuration.ts";
import { buildForumControlApp } from "./control-app.ts";
import { Deals } from "./deals.ts";
import type { ForumOperations } from "./forum-operations.ts";

const requestGraceMs = 1_000;

/** The deal forum with its books and both listeners; `close` leaves one file of books behind. */
export async function startForum(input: unknown, clock: Clock = systemClock): Promise<RunningService> {
  const { booksPath, pace, peoplePerVisitor, host, port, controlPort, controlToken } = parseWith(
    forumConfigurationSchema,
    input,
  );
  await using undo = new AsyncDisposableStack();
  const books = await Books.open<ForumOperations>(booksPath, new URL("./forum-operations.ts", import.meta.url));
  undo.defer(() => books.close());
  const deals = await Deals.open({ books, clock, pace, peoplePerVisitor });
  undo.defer(() => deals.close());
  const app = buildForumApp(deals);
  undo.defer(() => closeWithin(app, requestGraceMs));
  const origin = await listen(app, host, port);
  const controlApp = buildForumControlApp(deals, controlToken, peoplePerVisitor);
  undo.defer(() => closeWithin(controlApp, requestGraceMs));
  const control = await listen(controlApp, host, controlPort);
  deals.startMeasuring();
  const cleanUp = undo.move();
  return { origin, control, close: () => cleanUp.disposeAsync() };
}
