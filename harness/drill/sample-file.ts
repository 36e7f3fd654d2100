// `samples.csv.gz`: one row a step, written as they come.
import { createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { createGzip, type Gzip } from "node:zlib";
import type { StepSample } from "../../scenarios/outcome.ts";

export const sampleColumns = [
  "startedAtUs",
  "clockMinute",
  "phase",
  "population",
  "weight",
  "customer",
  "attempt",
  "step",
  "outcome",
  "status",
  "latencyMs",
] as const;

/** Rows are handed to the compressor in blocks of about this size. */
const blockBytes = 64 * 1024;

/** A disk that is this far behind is given up: the drill goes on, and is marked incomplete. */
const mostWaitingBytes = 32 * 1024 * 1024;

export class SampleFile {
  readonly #gzip: Gzip = createGzip();
  readonly #done: Promise<void>;
  #block = `${sampleColumns.join(",")}\n`;
  #problem: unknown = null;

  constructor(path: string) {
    this.#done = pipeline(this.#gzip, createWriteStream(path)).catch((problem) => {
      this.#problem = problem;
    });
  }

  write(sample: StepSample): void {
    this.#block += `${sampleColumns.map((column) => sample[column]).join(",")}\n`;
    if (this.#block.length >= blockBytes) this.#flush();
  }

  #flush(): void {
    if (this.#gzip.writableLength > mostWaitingBytes)
      this.#problem ??= new Error("the disk does not keep up with the samples");
    if (this.#problem === null) this.#gzip.write(this.#block);
    this.#block = "";
  }

  /** Brings what was written so far to the file, so that a killed drill keeps it. */
  sync(): void {
    this.#flush();
    if (this.#problem === null) this.#gzip.flush();
  }

  /** Writes the rest; throws what went wrong on the way. */
  async close(): Promise<void> {
    this.#flush();
    this.#gzip.end();
    await this.#done;
    if (this.#problem !== null) throw this.#problem;
  }
}
