import { z } from "zod";
import { defineRoute } from "./control-route.ts";
import { probePayment } from "./probe.ts";

const count = z.int().min(0);

export const paymentRoutes = [
  defineRoute({
    method: "POST",
    path: "/control/probe/payment",
    name: "probePayment",
    says: "makes calls without effect through the payment client that orders use",
    body: z.strictObject({ calls: z.int().min(1).max(200) }),
    answers: {
      200: { says: "how many failed", schema: z.strictObject({ calls: count, failed: count, slowestMs: z.number() }) },
    },
    handle: async ({ payments, clock }, { body }) => ({
      status: 200,
      body: await probePayment(payments, clock, body.calls),
    }),
  }),
  defineRoute({
    method: "POST",
    path: "/control/settle",
    name: "settlePayments",
    says: "waits until no order is deferred and nothing is to be captured, voided or refunded, or the time is out",
    body: z.strictObject({ timeoutMs: z.int().min(0).max(120_000) }),
    answers: {
      200: {
        says: "what is still pending",
        schema: z.strictObject({
          pendingCaptures: count,
          pendingVoids: count,
          pendingRefunds: count,
          pendingDeferred: count.describe("orders that wait for their payment"),
        }),
      },
    },
    handle: async ({ background, deferred, clock }, { body }) => {
      const untilMs = clock.elapsedMs() + body.timeoutMs;
      await deferred.waitUntilIdle(body.timeoutMs);
      await background.waitUntilSettled(Math.max(0, untilMs - clock.elapsedMs()));
      const { pendingCaptures, pendingVoids, pendingRefunds } = background;
      return {
        status: 200,
        body: { pendingCaptures, pendingVoids, pendingRefunds, pendingDeferred: deferred.waiting },
      };
    },
  }),
];
