import { z } from "zod";
import { actionRoutes } from "./actions.ts";
import { changeRoutes } from "./changes.ts";
import { type ControlRoute, defineRoute } from "./control-route.ts";
import { defenceRoutes } from "./defences.ts";
import { faultRoutes } from "./faults.ts";
import { healthRoutes } from "./health.ts";
import { buildOpenApi } from "./openapi.ts";
import { orderRoutes } from "./orders.ts";
import { pageRoutes } from "./pages.ts";
import { paymentProviderRoutes } from "./payment-provider.ts";
import { paymentRoutes } from "./payments.ts";
import { stateRoutes } from "./state.ts";
import { voucherRoutes } from "./vouchers.ts";

const documentRoute = defineRoute({
  method: "GET",
  path: "/control/openapi.json",
  name: "readDocument",
  says: "this document",
  answers: {
    200: {
      says: "OpenAPI 3.1",
      schema: z.looseObject({ openapi: z.string(), paths: z.record(z.string(), z.unknown()) }),
    },
  },
  handle: () => ({ status: 200, body: controlDocument }),
});

/** The whole control API: what is not in here is neither routed nor documented. */
export const controlRoutes: readonly ControlRoute[] = [
  ...healthRoutes,
  ...stateRoutes,
  ...changeRoutes,
  ...faultRoutes,
  ...defenceRoutes,
  ...actionRoutes,
  ...voucherRoutes,
  ...orderRoutes,
  ...paymentRoutes,
  ...paymentProviderRoutes,
  ...pageRoutes,
  documentRoute,
];

const controlDocument = buildOpenApi(controlRoutes);
