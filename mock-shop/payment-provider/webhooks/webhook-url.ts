import { z } from "zod";

/** Addresses, not names: what a name points to can change after it was checked. */
const loopbackHost = /^(127(\.\d{1,3}){3}|\[::1\])$/;

/** An endpoint on this machine: the provider calls nobody else, whoever holds its key. */
export const webhookUrlSchema = z
  .string()
  .max(300)
  .refine(isLoopbackUrl, "expected http://, a loopback address and a path, such as http://127.0.0.1:8080/webhooks");

function isLoopbackUrl(text: string): boolean {
  const url = URL.parse(text);
  if (url === null) return false;
  const { protocol, hostname, username, password, hash } = url;
  return protocol === "http:" && loopbackHost.test(hostname) && `${username}${password}${hash}` === "";
}
