import { z } from "zod";
import { defineCallFault } from "./provider-fault.ts";

/** The call is answered with a server error at once, and nothing is done. */
export const failure = defineCallFault(
  "failure",
  z.strictObject({ status: z.union([z.literal(500), z.literal(503)]) }),
  {
    async before({ status }) {
      return { status, body: { problems: ["the provider is out of order"] } };
    },
  },
);
