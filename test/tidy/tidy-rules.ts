// What the linter cannot hold, as pure rules: files in, findings out.
import { isPure } from "./pure-folders.ts";
import type { SourceFile } from "./source-file.ts";

/** Each finding is a line `path:line says`; an empty list is a tidy project. */
export type TidyRule = (files: readonly SourceFile[]) => string[];

interface Manifest {
  readonly dependencies?: Record<string, string>;
  readonly devDependencies?: Record<string, string>;
}

const codeFile = /\.(ts|cts|cjs|mjs|js|css|sh)$/;
const lineLimit = 300;
// Written in pieces so that this file does not break its own rules.
const machinePath = new RegExp(`(^|[\\s"'\`=(:,]|file://)/(${["work", "root", "home", "Users"].join("|")})/\\w`);
const registryHosts = [
  ["registry", "npmjs"],
  ["registry", "yarnpkg"],
  ["registry", "npmmirror"],
  ["npm", "pkg", "github"],
  ["proxy", "golang"],
  ["pypi", "org"],
].map((parts) => parts.join("."));
const droppedByK6 = [
  new RegExp(["externally", "controlled"].join("-")),
  new RegExp(`${["summary", "mode"].join("-")}["'\\s,=]+legacy`),
  new RegExp(`\\bk6["'\\s,]+(${["pause", "resume", "scale"].join("|")})\\b`),
];

/** Pure code is told the time and given its chance. scenarios/k6 runs by the clock: it is the load itself. */
export const findClocksInPureFolders: TidyRule = (files) =>
  files
    .filter(({ path }) => isPure(path) && !path.startsWith("scenarios/k6/"))
    .flatMap((file) =>
      findLines(file, /Date\.now\(|Math\.random\(|new Date\(\)|performance\.now\(/, "reads clock or chance"),
    );

/** k6's engine lacks these. */
export const findWhatK6Lacks: TidyRule = (files) =>
  files
    .filter(({ path }) => isPure(path) && path.startsWith("scenarios/"))
    .flatMap((file) =>
      findLines(file, /structuredClone\(|Object\.groupBy\(|Symbol\.(asyncD|d)ispose/, "is unknown to k6"),
    );

export const findLongFiles: TidyRule = (files) =>
  files
    .filter(({ path }) => codeFile.test(path))
    .map(({ path, text }) => ({ path, lines: text.split("\n").length - (text.endsWith("\n") ? 1 : 0) }))
    .filter(({ lines }) => lines > lineLimit)
    .map(({ path, lines }) => `${path} has ${lines} lines, at most ${lineLimit} expected`);

export const findBadNames: TidyRule = (files) =>
  files.flatMap(({ path }) => {
    const parts = path.split("/");
    const name = parts.at(-1) ?? "";
    const stems = [...parts.slice(0, -1), name.split(".")[0] ?? ""];
    const vague = stems.filter((stem) => /(^|-)(utils?|helpers?|common|managers?|lib)$/.test(stem));
    const kebab = !codeFile.test(name) || /^[a-z0-9]+(-[a-z0-9]+)*(\.(test|fixture|d))?\.[a-z]+$/.test(name);
    return [
      ...vague.map((stem) => `${path} is named ${stem}, which says nothing`),
      ...(kebab ? [] : [`${path} is not named in kebab-case`]),
    ];
  });

export const findMachinePaths: TidyRule = (files) =>
  files.flatMap((file) => [
    ...findLines(file, machinePath, "names a path of one machine", { inComments: true }),
    ...registryHosts.flatMap((host) =>
      findLines(file, new RegExp(host.replaceAll(".", "\\.")), `names the registry ${host}`, { inComments: true }),
    ),
  ]);

export const findDroppedK6Features: TidyRule = (files) =>
  files
    .filter(({ path }) => codeFile.test(path))
    .flatMap((file) => droppedByK6.flatMap((pattern) => findLines(file, pattern, "uses what k6 2.x dropped")));

export const findUndocumentedExports: TidyRule = (files) =>
  files
    .filter(({ path }) => isPure(path))
    .flatMap(({ path, text }) => {
      const lines = text.split("\n");
      return lines.flatMap((line, index) => {
        const name = /^export (?:async )?(?:function\*? |const (?=\w+ = (?:async )?\())(\w+)/.exec(line)?.[1];
        if (name === undefined) return [];
        const above = lines[index - 1] ?? "";
        const documented =
          above.endsWith("*/") || above.startsWith("//") || above.startsWith(`export function ${name}`);
        return documented ? [] : [`${path}:${index + 1} ${name} has no comment above it`];
      });
    });

/** Dependencies are exact, and ARCHITECTURE.md says what each is for. */
export const findLooseDependencies: TidyRule = (files) => {
  const find = (path: string) => files.find((file) => file.path === path)?.text;
  const manifest = JSON.parse(find("package.json") ?? "{}") as Manifest;
  const architecture = find("ARCHITECTURE.md") ?? "";
  const all = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });
  return all.flatMap(([name, version]) => [
    ...(/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version) ? [] : [`package.json: ${name} is not pinned: ${version}`]),
    ...(architecture.includes(`\`${name}\``) ? [] : [`ARCHITECTURE.md does not say what \`${name}\` is for`]),
  ]);
};

function findLines(file: SourceFile, pattern: RegExp, says: string, { inComments = false } = {}): string[] {
  const text = inComments ? file.text : blankComments(file.text);
  return text.split("\n").flatMap((line, index) => {
    const match = pattern.exec(line);
    return match === null ? [] : [`${file.path}:${index + 1} ${says}: ${match[0].trim()}`];
  });
}

// Comments may name what code may not use. A `//` after a colon is an address.
function blankComments(text: string): string {
  const withoutBlocks = text.replaceAll(/\/\*[\s\S]*?\*\//g, (comment) => comment.replaceAll(/[^\n]/g, ""));
  return withoutBlocks.replaceAll(/(^|[^:])\/\/.*$/gm, "$1");
}
