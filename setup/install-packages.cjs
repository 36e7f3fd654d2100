"use strict";
// `npm ci` from the lock file, by a Node outside node_modules, and a Node 24 in node_modules/.bin.
const fs = require("fs");
const path = require("path");
const { onInterrupt } = require("./interrupt.cjs");
const { computeNodePath, computeOuterPath, findNode, findOuterNode, minimumNode } = require("./node-version.cjs");
const { say } = require("./progress.cjs");
const { runChild } = require("./run-child.cjs");
const { SetupError } = require("./setup-error.cjs");
const { matchesLockFile, removeStamp } = require("./stamp.cjs");

/** Returns what findNode says of the Node that is then in place. */
async function installPackages(root, env) {
  removeStamp(root);
  if (matchesLockFile(root)) {
    const node = findNode(root, env);
    if (node !== null) return node;
  }
  await installFromLockFile(root, env);
  return findNode(root, env) || (await repairNode(root, env));
}

async function installFromLockFile(root, env) {
  try {
    const args = ["ci", "--include=dev", "--prefer-offline", "--engine-strict=false"];
    const seconds = await runNpm({ root, env, args, what: "installing the packages of the lock file (npm ci)" });
    say(`packages installed in ${seconds} s`);
  } catch (error) {
    error.hint = hintFor(error.output || "");
    throw error;
  }
}

function hintFor(output) {
  if (Number(process.versions.node.split(".")[0]) < 16) return "install Node 20 or newer: its npm reads this lock file";
  if (output.includes("EUSAGE"))
    return "package.json and package-lock.json disagree: run `npm install` and look at what it changes";
  if (output.includes("ENOSPC")) return "free some disk space: the packages take about 500 MB";
  return "set-up needs the npm registry, or a cache that holds the packages; see `npm config get registry`";
}

// An npm that may not run install scripts leaves the package `node` without its program.
async function repairNode(root, env) {
  const attempts = [
    () =>
      runNpm({
        root,
        env,
        args: ["rebuild", "node", "--ignore-scripts=false"],
        what: "running the install script of the package node",
      }),
    () => placeNode(root, env),
    // One that does not run here (another C library) hides the machine's own Node, which may be new enough.
    () => fs.rmSync(computeNodePath(root), { force: true }),
  ];
  const failures = [];
  for (const attempt of attempts) {
    try {
      await attempt();
    } catch (error) {
      failures.push(error);
    }
    const node = findNode(root, env);
    if (node !== null) return node;
  }
  throw new SetupError(`no Node ${minimumNode.major}.${minimumNode.minor} or newer in node_modules/.bin`, {
    hint: `install Node ${minimumNode.major}.${minimumNode.minor} or newer yourself and run \`npm run setup\``,
    output: failures.map((error) => `${error.message}\n${error.output || ""}`).join("\n"),
  });
}

/** The same package that the install script would fetch, put in place without running any script. */
async function placeNode(root, env) {
  if (process.platform === "win32")
    throw new SetupError("Node cannot be put in place on Windows without its install script");
  const version = JSON.parse(fs.readFileSync(path.join(root, "node_modules", "node", "package.json"), "utf8")).version;
  const apple = process.platform === "darwin" && process.arch === "arm64";
  const name = `${apple ? "node-bin" : "node"}-${process.platform}-${process.arch}`;
  const temporary = fs.mkdtempSync(path.join(root, "node_modules", ".tilldrill-node-"));
  const remove = () => fs.rmSync(temporary, { recursive: true, force: true });
  const forget = onInterrupt(remove);
  try {
    const args = ["install", "--prefix", temporary, "--no-save", "--ignore-scripts", `${name}@${version}`];
    await runNpm({ root: temporary, env, args, what: `fetching Node ${version} (${name})` });
    const program = path.join(root, "node_modules", "node", "bin", "node");
    fs.mkdirSync(path.dirname(program), { recursive: true });
    fs.renameSync(path.join(temporary, "node_modules", name, "bin", "node"), program);
    fs.mkdirSync(path.dirname(computeNodePath(root)), { recursive: true });
    fs.rmSync(computeNodePath(root), { force: true });
    fs.symlinkSync(path.join("..", "node", "bin", "node"), computeNodePath(root));
  } finally {
    forget();
    remove();
  }
}

function runNpm({ root, env, args, what }) {
  const node = findOuterNode(env);
  // The project's .npmrc silences npm; its errors are needed here.
  const quiet = ["--loglevel=error", "--no-audit", "--no-fund", "--no-update-notifier"];
  const childEnv = { ...env, PATH: `${path.dirname(node)}${path.delimiter}${computeOuterPath(env)}` };
  for (const name of ["Path", "NODE", "npm_node_execpath"]) delete childEnv[name];
  const script = env.npm_execpath;
  if (script && /\.c?js$/.test(script) && fs.existsSync(script)) {
    return runChild({ command: node, args: [script, ...args, ...quiet], cwd: root, env: childEnv, what });
  }
  return runChild({
    command: "npm",
    args: [...args, ...quiet],
    cwd: root,
    env: childEnv,
    what,
    shell: process.platform === "win32",
  });
}

module.exports = { installPackages };
