// `tilldrill shop`: the mock shop and its payment provider, to click through with a browser.
import { randomUUID } from "node:crypto";
import { mkdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Command } from "commander";
import { Guard } from "../drill/guard/guard.ts";
import { type RunningShop, startShop } from "../drill/shop-processes.ts";
import { ConfigError, describeError, EdgeError } from "../errors.ts";
import { type CommandContext, writeJsonLine } from "./context.ts";
import { shopDefenceNames } from "./defence-choice.ts";
import { LogFollower } from "./log-follower.ts";
import { ProblemList, parseNames, parseOneOf, parsePace, parseSeed, parseWhole } from "./options.ts";
import { readShopCapacity, standardCapacity } from "./shop-capacity.ts";
import { renderShopTour } from "./shop-tour.ts";

const voucherBugs = ["none", "kept", "everyone"] as const;

/** A person watches: an hour of the shop in a minute shows a parcel number within one. */
const standardPace = 60;

interface CommandOptions {
  readonly port: string;
  readonly data?: string;
  readonly defences?: string;
  readonly defenses?: string;
  readonly bug: string;
  readonly capacity?: string;
  readonly pace?: string;
  readonly seed: string;
  readonly json?: boolean;
}

export function addShopCommand(program: Command, context: CommandContext): void {
  program
    .command("shop")
    .description("start the mock shop on loopback until Ctrl-C")
    .option("--port <n>", "port of the storefront; 0 chooses one", "8080")
    .option("--data <dir>", "keep the books there, and go on with those that are there already")
    .option(
      "--defences <names>",
      `defences that are on from the start, separated by commas: ${shopDefenceNames.join(", ")}`,
    )
    .option("--defenses <names>", "the same")
    .option("--bug <bug>", `the voucher bug: ${voucherBugs.join(", ")}`, "none")
    .option("--capacity <file>", "workers, serviceMs and queueBoundMs as YAML or JSON, or `off`")
    .option("--pace <n>", `minutes that pass in the shop in one minute (default: ${standardPace})`)
    .option("--seed <n>", "decides the catalogue and all draws", "1")
    .option("--json", "print where it listens as one line of JSON")
    .addHelpText(
      "after",
      "\nExamples:\n  tilldrill shop\n  tilldrill shop --port 0 --data my-shop --bug kept --defences voucher-cap --json",
    )
    .action((options: CommandOptions) => openShop(context, options));
}

async function openShop(context: CommandContext, options: CommandOptions): Promise<void> {
  const { bug, pace, dataDirectory, ...shopOptions } = parseOptions(options);
  context.sayOnInterrupt("closing the shop and its books");
  const scratch = join(tmpdir(), `tilldrill-shop-${randomUUID()}`);
  const books = dataDirectory ?? scratch;
  const [ledgerPath, paymentsPath] = [join(books, "ledger.sqlite"), join(books, "payments.sqlite")];
  try {
    await using guard = await Guard.start();
    guard.removeAtEnd(scratch);
    makeDirectories(scratch, books);
    const logPath = (name: string) => join(scratch, `${name}.log`);
    using _shopLog = new LogFollower(logPath("shop"), (lines) => context.stderr.write(lines));
    using _providerLog = new LogFollower(logPath("provider"), (lines) => context.stderr.write(lines));
    const shop = await startShop(
      guard,
      {
        ...shopOptions,
        ledgerPath,
        paymentsPath,
        logPath,
        currency: "EUR",
        paymentDeadlineMs: 500,
        voucherBug: bug,
        pace,
      },
      context.signal,
    );
    // Only now they are surely ours: books that another shop holds must not be touched.
    for (const path of [ledgerPath, paymentsPath]) guard.foldAtEnd(path);
    if (options.json) writeJsonLine(context, describeShop(shop, ledgerPath));
    else context.stdout.write(renderShopTour({ shop, bug, pace, dataDirectory }));
    await waitUntilClosed(context, shop);
    context.exitWith(130);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** All that is wrong with the command line is told at once. */
function parseOptions(options: CommandOptions) {
  const problems = new ProblemList();
  const parsed = {
    port: problems.check(() => parseWhole("--port", options.port, 0, 65_535), 0),
    bug: problems.check(() => parseOneOf("--bug", options.bug, voucherBugs), "none"),
    defences: problems.check(() => parseDefences(options), []),
    pace: problems.check(() => parsePace(options.pace), null) ?? standardPace,
    seed: problems.check(() => parseSeed(options.seed), 1),
    ...problems.check(() => readShopCapacity(options.capacity), standardCapacity),
    dataDirectory: problems.check(() => parseDirectory(options.data), null),
  };
  problems.throwIfAny();
  return parsed;
}

function parseDefences({ defences, defenses }: CommandOptions): string[] {
  const named = [defences, defenses].filter((text) => text !== undefined);
  return named.flatMap((text) =>
    parseNames("--defences", text).map((name) => parseOneOf("--defences", name, shopDefenceNames)),
  );
}

function parseDirectory(text: string | undefined): string | null {
  if (text === undefined) return null;
  if (text !== "") return resolve(text);
  throw new ConfigError({ what: "`--data` is not usable", expected: "a directory", got: "an empty name" });
}

function makeDirectories(...paths: readonly string[]): void {
  for (const path of paths) {
    try {
      mkdirSync(path, { recursive: true });
    } catch (cause) {
      throw new EdgeError("the directory cannot be made", {
        where: path,
        got: describeError(cause),
        hint: "`--data` names a directory that you may write to",
      });
    }
  }
}

function describeShop(shop: RunningShop, ledger: string) {
  const { origin, control, token, pid, paymentProviderPid } = shop;
  return { url: origin, controlUrl: control, controlToken: token, pid, paymentProviderPid, ledger };
}

async function waitUntilClosed(context: CommandContext, shop: RunningShop): Promise<void> {
  const closed = new Promise<null>((resolveClosed) => {
    if (context.signal.aborted) resolveClosed(null);
    context.signal.addEventListener("abort", () => resolveClosed(null), { once: true });
  });
  const death = await Promise.race([shop.death, closed]);
  if (death === null) return;
  throw new EdgeError(`the ${death.name} ended by itself`, {
    got: death.end.signal ?? `exit code ${death.end.code}`,
    hint: "with `--data DIR` the next start goes on with the same books",
  });
}
