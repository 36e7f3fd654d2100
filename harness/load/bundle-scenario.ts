// Bundles the k6 script: npm packages, extensionless imports and path aliases work in scenarios and drivers.
import { join } from "node:path";
import { type BuildFailure, build, stop } from "esbuild";
import { EdgeError } from "../errors.ts";

const entryPoint = join(import.meta.dirname, "../../scenarios/k6/main.ts");

/** Writes the bundled script to `outFile`. Throws EdgeError with esbuild's messages when it does not bundle. */
export async function bundleScenario(outFile: string, entry = entryPoint): Promise<void> {
  try {
    await build({
      entryPoints: [entry],
      outfile: outFile,
      bundle: true,
      format: "esm",
      platform: "neutral",
      mainFields: ["module", "main"],
      target: "es2022",
      external: ["k6", "k6/*"],
      minifySyntax: true,
      minifyWhitespace: true,
      charset: "utf8",
      logLevel: "silent",
    });
  } catch (cause) {
    const messages = (cause as BuildFailure).errors ?? [];
    const where = messages[0]?.location;
    throw new EdgeError("the k6 script cannot be bundled", {
      ...(where ? { where: `${where.file}:${where.line}` } : {}),
      got: messages.map((message) => message.text).join("; ") || String(cause),
      cause,
    });
  } finally {
    // esbuild's service shares our process group: a Ctrl-C would end it under a later build.
    await stop();
  }
}
