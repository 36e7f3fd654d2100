// Bad input and an environment that lacks something: what, expected and got, a hint, the right exit code, no trace.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, closeSync, existsSync, openSync, readdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { describe, it } from "node:test";
import { entry, runTilldrill } from "./run-tilldrill.ts";
import { makeWorkingDirectory } from "./working-directory.ts";

interface Refusal {
  readonly args: readonly string[];
  readonly says: RegExp;
}

const refused: readonly Refusal[] = [
  { args: ["run", "nothing"], says: /unknown incident: expected .*smoke.*, got nothing\nhint: / },
  { args: ["run", "smoke", "--variant", "x"], says: /unknown variant: expected as-it-happened.*, got x\nhint: / },
  { args: ["run", "smoke", "--defences", "x"], says: /unknown defence: expected .*, got x\nhint: / },
  { args: ["run", "smoke", "--defenses", "x"], says: /unknown defence: expected .*, got x\nhint: / },
  {
    args: ["run", "smoke", "--defences", "x", "--variant", "as-it-happened"],
    says: /`--defences` cannot be used with `--variant as-it-happened`: expected .*, got x\nhint: /,
  },
  {
    args: ["run", "smoke", "--variant", "defended"],
    says: /smoke has no containing defence .*: expected .*, got smoke\nhint: .*--defences a,b/,
  },
  { args: ["run", "smoke", "--cause", "x"], says: /unknown cause of smoke: expected config-change, got x\nhint: / },
  {
    args: ["run", "--each-defence"],
    says: /`--each-defence` drills one incident: expected its name, got none\nhint: /,
  },
  {
    args: ["run", "smoke", "--each-defence", "--defences", "x"],
    says: /`--each-defence` cannot be used with --defences: expected it alone, got both\nhint: /,
  },
  { args: ["run", "smoke", "--added-latency", "x"], says: /`--added-latency` is not usable: .*, got x\nhint: / },
  {
    args: ["run", "smoke", "--added-latency", "300", "--cause", "config-change"],
    says: /`--added-latency` cannot be used with --cause: expected it alone, got both\nhint: /,
  },
  { args: ["run", "smoke", "--whole-phases"], says: /`--whole-phases` has no use here: .*\nhint: / },
  { args: ["run", "smoke", "--test-phases", "nowhere=3"], says: /unknown phase of smoke: .*, got nowhere\nhint: / },
  {
    args: ["run", "smoke", "--seed", "abc"],
    says: /`--seed` is not usable: expected a whole number.*, got abc\nhint: /,
  },
  { args: ["run", "smoke", "--pace", "0"], says: /`--pace` is not usable: expected a number above 0.*, got 0\nhint: / },
  {
    args: ["run", "smoke", "--pace", "600"],
    says: /phase calm is too short .*: expected .*, got 0\.5 s\n[\s\S]*hint: .*--allow-/,
  },
  { args: ["run", "nothing", "--seed", "abc"], says: /got abc[\s\S]*got nothing/ },
  { args: ["run", "smoke", "--nope"], says: /unknown option '--nope'\nhint: / },
  { args: ["run", "smoke", "--seed"], says: /option '--seed <n>' argument missing\nhint: / },
  { args: ["nope"], says: /unknown command 'nope'\nhint: / },
  { args: ["plan"], says: /missing required argument 'incident'\nhint: / },
  { args: ["plan", "smoke", "--pace", "600"], says: /too short/ },
  { args: ["shop", "--port", "99999"], says: /`--port` is not usable: expected .*, got 99999\nhint: / },
];

describe("bad input is refused with 64, on stderr, before anything is made", () => {
  const cwd = makeWorkingDirectory();
  for (const { args, says } of refused)
    it(`tilldrill ${args.join(" ")}`, async () => {
      const { exitCode, stdout, stderr } = await runTilldrill(args, { cwd });
      assert.match(stderr, says);
      assert.deepEqual([exitCode, stdout, readdirSync(cwd)], [64, "", []]);
    });
});

describe("an environment that lacks something is named with 69 and a hint", () => {
  const cwd = makeWorkingDirectory();
  const noK6 = { PATH: join(cwd, "none"), XDG_CACHE_HOME: join(cwd, "none") };
  const fourWays = /hint: .*four ways to k6:\n {2}1\. .*\n {2}2\. .*\n {2}3\. .*\n {2}4\. .*\n$/;

  async function assertLacking(args: readonly string[], says: RegExp, env: Record<string, string | undefined> = {}) {
    const { exitCode, stdout, stderr } = await runTilldrill(args, { cwd, env });
    assert.match(stderr, says);
    assert.deepEqual([exitCode, stdout], [69, ""]);
    assert.doesNotMatch(stderr, /bug|\n {4}at /);
  }

  it("no k6 anywhere", async () => {
    await assertLacking(["run", "smoke"], /^k6 is missing\n/, { ...noK6, TILLDRILL_K6: undefined });
    await assertLacking(["run", "smoke"], fourWays, { ...noK6, TILLDRILL_K6: undefined });
    assert.deepEqual(readdirSync(cwd), []);
  });

  it("a TILLDRILL_K6 that does not exist", async () => {
    await assertLacking(["run", "smoke"], fourWays, { TILLDRILL_K6: join(cwd, "none") });
  });

  it("a TILLDRILL_K6 that is something else", async () => {
    await assertLacking(["run", "smoke"], /no usable k6: .*does not name a version[\s\S]*four ways/, {
      TILLDRILL_K6: process.execPath,
    });
  });

  it("an output directory below a file", async () => {
    writeFileSync(join(cwd, "file"), "");
    await assertLacking(
      ["run", "smoke", "--out", "file"],
      /cannot be written at .*file\n[\s\S]*hint: a file is in the way/,
    );
    await assertLacking(
      ["run", "smoke", "--out", "file/a/b"],
      /cannot be written at .*file[\s\S]*hint: a file is in the way/,
    );
  });

  it("an output directory that cannot be made", async () => {
    // Permissions do not bind root; below /proc nobody can make a directory.
    const isRoot = process.getuid?.() === 0;
    const closed = isRoot ? "/proc" : join(makeWorkingDirectory());
    if (!isRoot) chmodSync(closed, 0o500);
    await assertLacking(
      ["run", "smoke", "--out", join(closed, "a", "b")],
      /cannot be written at .*\n[\s\S]*hint: choose a dir/,
    );
  });

  it("a port that is taken", async () => {
    const server = createServer();
    const port = await new Promise<number>((resolve) =>
      server.listen(0, "127.0.0.1", () => resolve((server.address() as { port: number }).port)),
    );
    try {
      await assertLacking(
        ["shop", "--port", `${port}`],
        new RegExp(`127.0.0.1 port ${port} .*\nhint: choose another port`),
      );
    } finally {
      server.close();
    }
  });

  it("an output that goes to a full disk", { skip: !existsSync("/dev/full") }, () => {
    const output = openSync("/dev/full", "w");
    const { status, stderr } = spawnSync(process.execPath, [entry, "schema"], { stdio: ["ignore", output, "pipe"] });
    closeSync(output);
    assert.match(`${stderr}`, /the output cannot be written\ncause: ENOSPC.*\nhint: /);
    assert.equal(status, 69);
  });

  it("a directory that is no run directory", async () => {
    for (const command of ["report", "judge", "audit"])
      await assertLacking(
        [command, cwd],
        /the run directory has no \S+ that can be read at .*\n[\s\S]*hint: give the directory/,
      );
  });

  it("none of these left anything behind", () => {
    assert.deepEqual(readdirSync(cwd), ["file"]);
  });
});
