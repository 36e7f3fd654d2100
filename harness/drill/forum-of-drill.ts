// The deal forum of a drill: a third process under the guard, with books of its own.
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { computeWeight } from "../../scenarios/plan.ts";
import type { RecordingParts } from "./build-recording.ts";
import type { Guard, ProcessEnd } from "./guard/guard.ts";
import type { RunDirectory } from "./run-directory.ts";
import { repository, waitUntilReady } from "./shop-processes.ts";

const forumMain = "mock-shop/deal-forum/main.ts";

export interface RunningForum {
  readonly origin: string;
  readonly ended: Promise<ProcessEnd>;
}

/** Null where the incident has no deal to talk about. Throws as `startShop` does. */
export async function startForumOfDrill(
  guard: Guard,
  { options, plan }: RecordingParts,
  directory: RunDirectory,
  signal: AbortSignal,
): Promise<RunningForum | null> {
  if (options.loaded.incident.deal === undefined) return null;
  const { ready, ended } = guard.run({
    name: "forum",
    command: process.execPath,
    args: [join(options.test.shop ?? repository, forumMain)],
    env: {},
    input: JSON.stringify({
      host: "127.0.0.1",
      port: 0,
      controlPort: 0,
      controlToken: randomBytes(24).toString("base64url"),
      booksPath: directory.file("forum"),
      seed: options.seed,
      pace: options.pace,
      peoplePerVisitor: computeWeight(plan.pace, plan.share),
    }),
    stdout: "events",
    logPath: join(directory.scratch, "forum.log"),
  });
  const { origin } = await waitUntilReady("deal forum", ready, ended, signal);
  return { origin, ended };
}
