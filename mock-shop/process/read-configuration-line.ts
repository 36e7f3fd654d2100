import { ConfigError } from "./problems.ts";

const lineLimitBytes = 64 * 1024;

export interface ConfigurationLine {
  readonly value: unknown;
  /** Resolves when standard input ends: whoever started us is gone. */
  readonly ended: Promise<void>;
}

/** Reads one line of JSON from `stream` and then keeps watching it. Secrets come this way, never in argv. */
export function readConfigurationLine(stream: NodeJS.ReadableStream): Promise<ConfigurationLine> {
  return new Promise((resolve, reject) => {
    let text = "";
    let isRead = false;
    const ended = new Promise<void>((resolveEnded) => {
      const end = () => {
        if (!isRead) reject(new ConfigError(["standard input: expected one line of JSON, got its end"]));
        resolveEnded();
      };
      stream.once("end", end).once("close", end).once("error", end);
    });
    stream.setEncoding("utf8");
    stream.on("data", (chunk: string) => {
      if (isRead) return;
      text += chunk;
      const newline = text.indexOf("\n");
      if (newline === -1) {
        if (text.length > lineLimitBytes) reject(new ConfigError(["standard input: expected a line of at most 64 KB"]));
        return;
      }
      isRead = true;
      try {
        resolve({ value: JSON.parse(text.slice(0, newline)), ended });
      } catch {
        reject(new ConfigError(["standard input: expected one line of JSON"]));
      }
    });
  });
}
