import { request } from "undici";
import type { Clock } from "../clock.ts";
import type { ControlParts } from "./control-route.ts";

const answerLimitMs = 1_000;

/** Who of those that an order needs does not answer, in words; an empty list is a shop that can sell. */
export async function findUnready(parts: ControlParts): Promise<string[]> {
  const { clock, books, payments, askStorefront } = parts;
  const needed: readonly [string, Promise<boolean>][] = [
    ["the storefront", askStorefront()],
    ["the books", books.run("listVoidsDue", { limit: 1 }).then(() => true)],
    ["the payment provider", payments.ping()],
  ];
  const answers = await Promise.all(needed.map(([, answer]) => answersInTime(clock, answer)));
  return needed.flatMap(([name], index) => (answers[index] ? [] : [`no answer from ${name}`]));
}

/** Asks for a page over the network that needs no worker; false while there is no listener yet. */
export async function askStorefrontAt(origin: string | undefined): Promise<boolean> {
  if (origin === undefined) return false;
  const { statusCode, body } = await request(`${origin}/assets/shop.css`, {
    signal: AbortSignal.timeout(answerLimitMs),
  });
  await body.dump();
  return statusCode === 200;
}

function answersInTime(clock: Clock, answer: Promise<boolean>): Promise<boolean> {
  return new Promise((resolve) => {
    const cancel = clock.schedule(answerLimitMs, () => resolve(false));
    const settle = (isGood: boolean): void => {
      cancel();
      resolve(isGood);
    };
    answer.then(settle, () => settle(false));
  });
}
