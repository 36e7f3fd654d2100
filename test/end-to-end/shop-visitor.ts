// One customer of a running shop, over HTTP, with a cookie of its own.

export class ShopVisitor {
  readonly #origin: string;
  #cookie = "";

  constructor(origin: string) {
    this.#origin = origin;
  }

  async get(path: string): Promise<Response> {
    return this.#send(path, {});
  }

  /** Sends a form and gives the answer itself: redirects are not followed. */
  async post(path: string, fields: Readonly<Record<string, string>>): Promise<Response> {
    return this.#send(path, { method: "POST", body: new URLSearchParams(fields) });
  }

  async #send(path: string, init: RequestInit): Promise<Response> {
    const response = await fetch(this.#origin + path, {
      ...init,
      redirect: "manual",
      headers: { cookie: this.#cookie },
    });
    this.#cookie = response.headers.get("set-cookie")?.split(";")[0] ?? this.#cookie;
    return response;
  }
}
