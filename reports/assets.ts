// The scripts and styles of the HTML report, read from installed packages and bundled for the browser. The only
// file of this room that touches the world.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { build, stop } from "esbuild";
import type { ReportAssets } from "./html/render-report.ts";

const chartsEntry = fileURLToPath(new URL("./html/charts/main.ts", import.meta.url));

async function bundleCharts(): Promise<string> {
  const result = await build({
    entryPoints: [chartsEntry],
    bundle: true,
    minify: true,
    format: "iife",
    target: "es2022",
    write: false,
    logLevel: "silent",
    legalComments: "none",
  });
  // esbuild's service shares our process group: a Ctrl-C would end it under a later build.
  await stop();
  return result.outputFiles[0]?.text ?? "";
}

/** Reads uPlot and bundles the browser's chart code; some 60 KB in all. Throws what file system or esbuild throw. */
export async function readReportAssets(): Promise<ReportAssets> {
  const { resolve } = createRequire(import.meta.url);
  const [uplotJs, uplotCss, chartsJs] = await Promise.all([
    readFile(resolve("uplot/dist/uPlot.iife.min.js"), "utf8"),
    readFile(resolve("uplot/dist/uPlot.min.css"), "utf8"),
    bundleCharts(),
  ]);
  return { uplotJs, uplotCss, chartsJs };
}
