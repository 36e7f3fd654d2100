// Passes on what is added to a log file of another process, as whole lines.
import { closeSync, existsSync, openSync, readSync } from "node:fs";
import { StringDecoder } from "node:string_decoder";

const pollMs = 250;
const chunkBytes = 64 * 1024;

/** Follows `path` from its beginning until it is disposed of; what was written by then is still passed on. */
export class LogFollower implements Disposable {
  readonly #path: string;
  readonly #tell: (lines: string) => void;
  readonly #timer: NodeJS.Timeout;
  readonly #chunk = Buffer.alloc(chunkBytes);
  readonly #decoder = new StringDecoder("utf8");
  #offset = 0;
  #rest = "";

  constructor(path: string, tell: (lines: string) => void) {
    this.#path = path;
    this.#tell = tell;
    this.#timer = setInterval(() => this.#readOn(), pollMs);
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
    this.#readOn();
    if (this.#rest !== "") this.#tell(`${this.#rest}\n`);
  }

  #readOn(): void {
    if (!existsSync(this.#path)) return;
    const file = openSync(this.#path, "r");
    try {
      for (let read = -1; read !== 0; ) {
        read = readSync(file, this.#chunk, 0, chunkBytes, this.#offset);
        this.#offset += read;
        this.#rest += this.#decoder.write(this.#chunk.subarray(0, read));
      }
    } finally {
      closeSync(file);
    }
    const end = this.#rest.lastIndexOf("\n") + 1;
    if (end > 0) this.#tell(this.#rest.slice(0, end));
    this.#rest = this.#rest.slice(end);
  }
}
