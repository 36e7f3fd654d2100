// HTTP requests as text, ready to be sent.

function renderHead(method: string, path: string, cookie: string | undefined): string {
  const cookieLine = cookie === undefined ? "" : `Cookie: ${cookie}\r\n`;
  return `${method} ${path} HTTP/1.1\r\nHost: shop.bench\r\n${cookieLine}`;
}

export function renderGet(path: string, cookie?: string): string {
  return `${renderHead("GET", path, cookie)}\r\n`;
}

/** A form. Fields are plain ASCII or get encoded, so characters are bytes. */
export function renderPost(path: string, fields: Readonly<Record<string, string>>, cookie?: string): string {
  const body = new URLSearchParams(fields).toString();
  const type = "Content-Type: application/x-www-form-urlencoded";
  return `${renderHead("POST", path, cookie)}${type}\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
}
