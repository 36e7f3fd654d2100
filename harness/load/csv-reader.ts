// Reads k6's CSV from a stream of bytes: keeps our rows, passes over all others without decoding them.
import { type Row, type RowKind, rowMetrics, unpackRow } from "../../scenarios/rows.ts";

const newline = 0x0a;
const prefix = Buffer.from("tilldrill_");
const kinds = new Map<string, RowKind>(Object.entries(rowMetrics).map(([kind, metric]) => [metric, kind as RowKind]));

/** A line longer than this is not k6's: the stream is cut off there. */
const longestLineBytes = 65_536;

/** Takes one line apart: `metric,timestamp,value,...,metadata`; null when it is not one of ours. */
export function parseRow(line: string): Row | null {
  const first = line.indexOf(",");
  const kind = kinds.get(line.slice(0, first));
  if (kind === undefined) return null;
  const second = line.indexOf(",", first + 1);
  const third = line.indexOf(",", second + 1);
  const metadata = line.lastIndexOf(",r=");
  const packed = metadata >= 0 ? line.slice(metadata + 3) : "";
  const text = line.slice(second + 1, third);
  const value = text === "" ? Number.NaN : Number(text);
  if (second < 0 || third < 0 || packed === "" || !Number.isFinite(value))
    throw new Error(`k6 wrote a row of ours that cannot be read: ${line.slice(0, 200)}`);
  return unpackRow(kind, value, packed);
}

/** Splits chunks into lines and hands on our rows. Memory: one line. */
export class CsvReader {
  #rest: Buffer | null = null;
  readonly #onRow: (row: Row) => void;
  rows = 0;

  constructor(onRow: (row: Row) => void) {
    this.#onRow = onRow;
  }

  write(chunk: Buffer): void {
    let from = 0;
    if (this.#rest !== null) {
      const end = chunk.indexOf(newline);
      if (end < 0) {
        this.#keep(Buffer.concat([this.#rest, chunk]));
        return;
      }
      this.#line(Buffer.concat([this.#rest, chunk.subarray(0, end)]), 0, this.#rest.length + end);
      this.#rest = null;
      from = end + 1;
    }
    for (let end = chunk.indexOf(newline, from); end >= 0; end = chunk.indexOf(newline, from)) {
      this.#line(chunk, from, end);
      from = end + 1;
    }
    if (from < chunk.length) this.#keep(Buffer.from(chunk.subarray(from)));
  }

  #keep(rest: Buffer): void {
    if (rest.length > longestLineBytes) throw new Error(`k6 wrote a line of over ${longestLineBytes} bytes`);
    this.#rest = rest;
  }

  #line(bytes: Buffer, from: number, to: number): void {
    this.rows++;
    if (bytes[from] !== prefix[0] || bytes.compare(prefix, 0, prefix.length, from, from + prefix.length) !== 0) return;
    const row = parseRow(bytes.toString("latin1", from, to).trimEnd());
    if (row !== null) this.#onRow(row);
  }
}
