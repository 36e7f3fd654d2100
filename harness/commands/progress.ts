// What a person sees while a drill runs: on stderr, one line that is rewritten on a terminal, a line
// every ten seconds elsewhere.
import type { DrillProgress } from "../drill/drill-options.ts";

const quietEveryMs = 10_000;

function renderBar(ratio: number, width: number): string {
  const full = Math.min(width, Math.max(0, Math.round(ratio * width)));
  return `${"=".repeat(full)}${" ".repeat(width - full)}`;
}

/** One line: how far, which phase, what customers got. */
export function renderProgress(title: string, progress: DrillProgress): string {
  if (progress.state !== "running" || progress.minute === null) return `${title}: ${progress.says}`;
  const leftSeconds = Math.max(0, Math.ceil((progress.ofWallMs - progress.wallMs) / 1000));
  const bar = renderBar(progress.wallMs / progress.ofWallMs, 20);
  const where = `minute ${progress.minute.toFixed(0)} ${progress.phase}`;
  return `${title} [${bar}] ${where.padEnd(21)} ${leftSeconds} s left · ${progress.orders} orders, ${progress.failedAttempts} failed attempts, ${progress.inside} customers inside`;
}

export interface ProgressLine {
  /** Something that is done before the drill begins. */
  say(says: string): void;
  show(progress: DrillProgress): void;
  end(): void;
}

/** Builds the writer; `quiet` shows nothing. */
export function buildProgressLine(stream: NodeJS.WriteStream, title: string, quiet: boolean): ProgressLine {
  let lastMs = 0;
  let lastState = "";
  return {
    say(says) {
      if (quiet) return;
      stream.write(stream.isTTY ? `\r\x1b[2K${title}: ${says}` : `${title}: ${says}\n`);
    },
    show(progress) {
      if (quiet) return;
      const text = renderProgress(title, progress);
      if (stream.isTTY) {
        stream.write(`\r\x1b[2K${text.slice(0, Math.max(20, (stream.columns || 100) - 1))}`);
        return;
      }
      const changed = progress.state !== lastState;
      if (!changed && progress.wallMs - lastMs < quietEveryMs) return;
      lastState = progress.state;
      lastMs = progress.wallMs;
      stream.write(`${text}\n`);
    },
    end() {
      if (!quiet && stream.isTTY) stream.write("\r\x1b[2K");
    },
  };
}
