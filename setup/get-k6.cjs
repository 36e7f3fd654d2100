"use strict";
// k6 into the cache: fetched or built in a directory beside its place, checked, then renamed into it.
const fs = require("fs");
const path = require("path");
const { buildK6 } = require("./build-k6.cjs");
const { downloadK6 } = require("./download-k6.cjs");
const { checkK6, computeCacheDirectory, computeCachePath, findK6 } = require("./find-k6.cjs");
const { onInterrupt } = require("./interrupt.cjs");
const { withLock } = require("./lock.cjs");
const { say } = require("./progress.cjs");
const { SetupError } = require("./setup-error.cjs");

const defaultWays = [
  { name: "official release", fetch: (directory) => downloadK6(directory) },
  { name: "go install", fetch: (directory, env) => buildK6(directory, env) },
];

/** Finds k6, or gets it into the cache. `found` is null when every way failed; a bad TILLDRILL_K6 is never replaced. */
async function ensureK6(env, ways = defaultWays) {
  const search = findK6(env);
  if (search.found !== null || env.TILLDRILL_K6) return search;
  try {
    fs.mkdirSync(computeCacheDirectory(env), { recursive: true });
    return await withLock(path.join(computeCacheDirectory(env), "k6.lock"), () => getK6(env, ways));
  } catch (error) {
    if (!(error instanceof SetupError) && error.code === undefined) throw error;
    say(`k6 cannot be put into the cache: ${error.message}`);
    return search;
  }
}

async function getK6(env, ways) {
  const search = findK6(env);
  if (search.found !== null) return search;
  removeAbandoned(computeCacheDirectory(env));
  for (const way of ways) {
    try {
      await getByOneWay(way, env);
      say(`k6 is in place (${way.name})`);
      break;
    } catch (error) {
      if (!(error instanceof SetupError)) throw error;
      say(`k6 by ${way.name}: ${error.message}`);
      if (error.output) process.stderr.write(`${error.output.trimEnd()}\n`);
    }
  }
  return findK6(env);
}

async function getByOneWay(way, env) {
  const directory = fs.mkdtempSync(path.join(computeCacheDirectory(env), temporaryPrefix(process.pid)));
  const remove = () => fs.rmSync(directory, { recursive: true, force: true, maxRetries: 3 });
  const forget = onInterrupt(remove);
  try {
    const file = await way.fetch(directory, env);
    const checked = checkK6(file);
    if (checked.version === undefined) throw new SetupError(`the k6 it gave is of no use: ${checked.why}`);
    const place = computeCachePath(env);
    fs.mkdirSync(path.dirname(place), { recursive: true });
    fs.renameSync(file, place);
  } finally {
    forget();
    remove();
  }
}

function temporaryPrefix(pid) {
  return `.k6-${pid}-`;
}

// Left by a set-up that was killed; the lock is ours, so nobody else is at work here.
function removeAbandoned(directory) {
  for (const name of fs.readdirSync(directory)) {
    if (/^\.k6-\d+-/.test(name)) fs.rmSync(path.join(directory, name), { recursive: true, force: true });
  }
}

module.exports = { ensureK6 };
