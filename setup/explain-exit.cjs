"use strict";
// For a CI job: what a drill's exit code means, as Markdown on stdout, with the drill's own summaries below; exits 0 where
// the job may be green. Plain JavaScript for an old Node, like all of set-up.
//   node setup/explain-exit.cjs CODE nightly|release [RESULT.json] >> "$GITHUB_STEP_SUMMARY"
const fs = require("fs");
const path = require("path");

const meanings = {
  0: "Pass: every drill held.",
  10: "Failed: an objective was missed, a fact did not come out, or the audit found a broken rule. The report names the first one.",
  11: "Inconclusive: the measurement cannot carry a verdict (a load generator that was late, a fault without effect, a drill cut short). It says nothing about the shop, good or bad.",
  12: "A target may still be faulty: a restore was not verified. Look at the target before anything else.",
  64: "The command was used wrongly, or the configuration is: nothing was drilled.",
  69: "The environment failed (k6, a port, the shop, a file): nothing can be said about the shop.",
  70: "A bug in tilldrill: please report it with the log of this job.",
  130: "Interrupted: faults were taken back and what ran was recorded. Nothing was decided.",
};

// Nightly, 11 is a warning: a crowded runner would turn the job red for what is no fault of the shop, and people learn to
// look away. Before a release it fails: nothing measured is never a pass.
const warnings = { nightly: [11], release: [] };

/** What to print, and how the job ends: `pass`, `warn` or `fail`. Without a code the drill did not end. */
function explainExit(code, policy) {
  if (!Object.hasOwn(warnings, policy)) throw new Error(`expected nightly or release, got ${policy}`);
  if (code === "")
    return { says: "No exit code: the drill never began, was cancelled, or ran out of time.", ends: "fail" };
  const says =
    meanings[code] || "An exit code that tilldrill does not have: the process was killed, or Node itself failed.";
  if (code === "0") return { says, ends: "pass" };
  return { says, ends: warnings[policy].includes(Number(code)) ? "warn" : "fail" };
}

/** Summaries of the run and of each drill that `run --json` names, in that order; what cannot be read is left out. */
function readSummaries(resultFile) {
  const result = readJson(resultFile);
  if (result === null || !Array.isArray(result.drills)) return [];
  const directories = [result.runDirectory].concat(result.drills.map((drill) => drill.directory));
  return Array.from(new Set(directories))
    .map((directory) => readText(path.join(directory, "summary.md")))
    .filter((text) => text !== null);
}

function readText(file) {
  try {
    return fs.readFileSync(file, "utf8").trim();
  } catch {
    return null;
  }
}

function readJson(file) {
  try {
    return JSON.parse(fs.readFileSync(file, "utf8"));
  } catch {
    return null;
  }
}

function main([code = "", policy = "", resultFile = ""]) {
  const { says, ends } = explainExit(code, policy);
  const sentence = code === "" ? says : `Exit code ${code}. ${says}`;
  const sign = { pass: "✓", warn: "⚠", fail: "✗" }[ends];
  const parts = [`## ${sign} Drill: ${sentence}`].concat(resultFile === "" ? [] : readSummaries(resultFile));
  process.stdout.write(`${parts.join("\n\n")}\n`);
  // An annotation on the job, beside the summary; the runner reads it from stderr too.
  if (ends !== "pass") process.stderr.write(`::${ends === "warn" ? "warning" : "error"}::${sentence}\n`);
  process.exitCode = ends === "fail" ? 1 : 0;
}

if (require.main === module) main(process.argv.slice(2));

module.exports = { explainExit, meanings };
