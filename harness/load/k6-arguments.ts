// How k6 is called. Only flags that 1.x and 2.x share.

/**
 * Arguments of `k6 run`: samples as CSV on stdout, log on stderr, no summary, no thresholds (our judge
 * reads the stream, so k6 need not keep values), no usage report, an API address of its own, and a
 * configuration file of ours instead of the person's.
 */
export function buildK6Arguments(scriptPath: string, configPath: string): string[] {
  return [
    "run",
    "--quiet",
    "--no-color",
    "--no-usage-report",
    "--no-thresholds",
    "--summary-mode=disabled",
    "--address=127.0.0.1:0",
    `--config=${configPath}`,
    "--system-tags=status",
    "--log-format=json",
    "--out=csv=fileName=-,timeFormat=unix_micro,saveInterval=200ms",
    scriptPath,
  ];
}
