import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

interface AxeViolation {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly { readonly html: string }[];
}

const { resolve } = createRequire(import.meta.url);

/** What axe-core calls serious or critical on this page, as lines that name rule and elements. */
export async function listSeriousFindings(page: Page): Promise<string[]> {
  // The page's own policy forbids added script elements; evaluate is not bound by it.
  await page.evaluate(await readFile(resolve("axe-core/axe.min.js"), "utf8"));
  const violations = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run: () => Promise<{ violations: AxeViolation[] }> } };
    return (await axe.run()).violations;
  });
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(
      ({ id, nodes }) =>
        `${id}: ${nodes
          .map((node) => node.html)
          .join(" ")
          .slice(0, 400)}`,
    );
}
