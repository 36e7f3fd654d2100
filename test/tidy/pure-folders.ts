// The folders that import no node: module and read no clock. biome.json names the same ones.

export const pureFolders: readonly string[] = [
  "scenarios",
  "mock-shop/rules",
  "mock-shop/capacity",
  "mock-shop/defences",
  "harness/measure",
  "harness/objectives",
  "harness/audit",
  "harness/compare",
  "harness/deal",
  "harness/record",
  "harness/simulate",
  "reports",
];

const edges = [
  /^harness\/audit\/read-(books|forum)\.ts$/,
  /^harness\/record\/(read|write)-[^/]+\.ts$/,
  /^reports\/assets\.ts$/,
];

/** True for a source file of a pure folder; tests, their fixtures and the named edges are not. */
export function isPure(file: string): boolean {
  if (!file.endsWith(".ts") || /\.(test|fixture)\.ts$/.test(file)) return false;
  return pureFolders.some((folder) => file.startsWith(`${folder}/`)) && !edges.some((edge) => edge.test(file));
}
