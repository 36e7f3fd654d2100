// `tilldrill shop`: the mock shop and its payment provider, to click through with a browser.
import { randomUUID } from "node:crypto";
import { mkdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Command } from "commander";
import { Guard } from "../drill/guard/guard.ts";
import { startShop } from "../drill/shop-processes.ts";
import { EdgeError } from "../errors.ts";
import { type CommandContext, writeJson } from "./context.ts";
import { parsePositive, parseSeed, parseWhole } from "./options.ts";

export function addShopCommand(program: Command, context: CommandContext): void {
  program
    .command("shop")
    .description("start the mock shop on loopback until Ctrl-C")
    .option("--port <n>", "port of the storefront; 0 chooses one", "8080")
    .option("--workers <n>", "workers of the capacity model", "4")
    .option("--service-ms <n>", "mean service time of a page", "10")
    .option("--seed <n>", "decides the catalogue", "1")
    .option("--json", "print where it listens as JSON")
    .addHelpText("after", "\nExample:\n  tilldrill shop --port 8080")
    .action(async (options: { port: string; workers: string; serviceMs: string; seed: string; json?: boolean }) => {
      const port = parseWhole("--port", options.port, 0, 65_535);
      const workers = parseWhole("--workers", options.workers, 1, 10_000);
      const serviceMs = parsePositive("--service-ms", options.serviceMs, 10_000);
      const seed = parseSeed(options.seed);
      const scratch = join(tmpdir(), `tilldrill-shop-${randomUUID()}`);
      try {
        await using guard = await Guard.start();
        guard.removeAtEnd(scratch);
        mkdirSync(scratch);
        const shop = await startShop(
          guard,
          {
            ledgerPath: join(scratch, "ledger.sqlite"),
            paymentsPath: join(scratch, "payments.sqlite"),
            logPath: (name) => join(scratch, `${name}.log`),
            seed,
            currency: "USD",
            workers,
            serviceMs,
            queueBoundMs: 250,
            paymentDeadlineMs: 500,
            port,
          },
          context.signal,
        );
        if (options.json)
          writeJson(context, { schemaVersion: 1, origin: shop.origin, control: shop.control, token: shop.token });
        else
          context.stdout.write(
            `the shop is open at ${shop.origin} (Ctrl-C closes it)\ncontrol API at ${shop.control}, bearer token ${shop.token}\n`,
          );
        const closed = new Promise<null>((resolve) =>
          context.signal.addEventListener("abort", () => resolve(null), { once: true }),
        );
        const death = await Promise.race([shop.death, closed]);
        if (death !== null)
          throw new EdgeError(`the ${death.name} ended by itself`, {
            got: death.end.signal ?? `exit code ${death.end.code}`,
          });
        context.exitWith(130);
      } finally {
        rmSync(scratch, { recursive: true, force: true });
      }
    });
}
