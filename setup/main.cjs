"use strict";
// Set-up, run by npm before `start` and `test`: packages, Node 24, k6. Any Node from 14 runs it; it needs no
// packages and prints on stderr only. `--again` looks at everything anew; `--packages` leaves k6 out.
const { createHash } = require("crypto");
const os = require("os");
const path = require("path");
const { describeMissingK6, locateK6 } = require("./find-k6.cjs");
const { ensureK6 } = require("./get-k6.cjs");
const { installPackages } = require("./install-packages.cjs");
const { listenForInterrupts } = require("./interrupt.cjs");
const { withLock } = require("./lock.cjs");
const { say } = require("./progress.cjs");
const { SetupError } = require("./setup-error.cjs");
const { arePackagesReady, computeFileIdentity, computePackagesHash, readStamp, writeStamp } = require("./stamp.cjs");

const environmentExitCode = 69;
const bugExitCode = 70;
const shownLines = 15;
// A machine with no way to k6 is not made to wait for the same failure at every start.
const retryK6AfterMs = 10 * 60 * 1000;

async function setUp({ root, env, again, wantsK6 }) {
  if (!again && isReady({ root, env, wantsK6 })) return;
  await withLock(computeLockPath(root), async () => {
    const stamp = readStamp(root);
    if (again || !arePackagesReady(root, stamp)) {
      const node = await installPackages(root, env);
      writeStamp(root, { packagesHash: computePackagesHash(root), node });
    }
    if (wantsK6 && (again || !isK6Settled(readStamp(root), env))) await setUpK6(root, env);
  });
}

function isReady({ root, env, wantsK6 }) {
  const stamp = readStamp(root);
  return arePackagesReady(root, stamp) && (!wantsK6 || isK6Settled(stamp, env));
}

/** True when a k6 that was checked is still in place, or when it was looked for in vain just now. */
function isK6Settled(stamp, env) {
  if (stamp.k6 === undefined) return false;
  const present = locateK6(env).some(({ path: file }) => {
    try {
      return computeFileIdentity(file) === stamp.k6.identity;
    } catch {
      return false;
    }
  });
  if (present) return true;
  const failedJustNow = Date.now() - (stamp.k6.failedAtMs || 0) < retryK6AfterMs;
  if (failedJustNow && !env.TILLDRILL_K6) {
    say("k6 is still missing: `run` will not work; `npm run setup` tries again and names the ways");
    return true;
  }
  return false;
}

async function setUpK6(root, env) {
  const { found, rejected } = await ensureK6(env);
  const stamp = readStamp(root);
  if (found !== null) {
    say(`k6 ${found.version} from ${found.from}: ${found.path}`);
    writeStamp(root, { ...stamp, k6: { identity: computeFileIdentity(found.path) } });
    return;
  }
  const { what, hint } = describeMissingK6(rejected, env);
  say(`warning: ${what}: \`run\` will not work, all that needs no load will\nhint: ${hint}`);
  writeStamp(root, { ...stamp, k6: { failedAtMs: Date.now() } });
}

// Outside the project, as `npm ci` deletes node_modules.
function computeLockPath(root) {
  const name = createHash("sha256").update(root).digest("hex").slice(0, 16);
  return path.join(os.tmpdir(), `tilldrill-setup-${name}.lock`);
}

function fail(error) {
  if (!(error instanceof SetupError) && error.code === undefined) {
    process.stderr.write(`tilldrill set-up: this is a bug in tilldrill\n${error.stack}\n`);
    process.exit(bugExitCode);
  }
  if (error.output) process.stderr.write(`${shorten(error.output)}\n`);
  say(error.message);
  process.stderr.write(`hint: ${error.hint || "run `npm run setup` again when this is mended"}\n`);
  process.exit(environmentExitCode);
}

/** A program's output with its middle left out: the cause stands at its beginning or at its end. */
function shorten(output) {
  const lines = output.trimEnd().split("\n");
  if (lines.length <= 2 * shownLines) return lines.join("\n");
  return [...lines.slice(0, shownLines), "...", ...lines.slice(-shownLines)].join("\n");
}

listenForInterrupts();
setUp({
  root: path.resolve(__dirname, ".."),
  env: process.env,
  again: process.argv.includes("--again"),
  wantsK6: !process.argv.includes("--packages"),
}).catch(fail);
