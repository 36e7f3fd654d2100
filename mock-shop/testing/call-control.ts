import type { InjectOptions, LightMyRequestResponse } from "fastify";
import { controlToken, type TestShop } from "./test-shop.ts";

export type Method = "GET" | "POST" | "PATCH" | "PUT" | "DELETE";

/** Asks the control API with the right token. */
export function callControl(
  { controls }: Pick<TestShop, "controls">,
  method: Method,
  url: string,
  payload?: object,
): Promise<LightMyRequestResponse> {
  const options: InjectOptions = { method, url, headers: { authorization: `Bearer ${controlToken}` } };
  return controls.inject(payload === undefined ? options : { ...options, payload });
}
