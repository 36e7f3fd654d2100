// A real browser for the end-to-end tests: the one inside the npm package, else one that is installed.
import { existsSync } from "node:fs";
import sparticuz from "@sparticuz/chromium";
import { type Browser, chromium } from "playwright-core";

const installedPaths = [
  "/usr/bin/google-chrome",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:/Program Files/Google/Chrome/Application/chrome.exe",
];

/** Without a sandbox, because containers and CI run as root; the pages opened are our own files. */
const args = ["--no-sandbox", "--disable-dev-shm-usage", "--font-render-hinting=none", "--lang=en-US"];

/** Opens a browser; says every way that was tried when none works. Close it with `await using` or `close()`. */
export async function openBrowser(): Promise<Browser> {
  const failures: unknown[] = [];
  const named = process.env.TILLDRILL_CHROME;
  const candidates: (() => Promise<string>)[] = [
    ...(named === undefined ? [] : [async () => named]),
    () => sparticuz.executablePath(),
    ...installedPaths.filter((path) => existsSync(path)).map((path) => async () => path),
  ];
  for (const candidate of candidates) {
    try {
      return await chromium.launch({
        executablePath: await candidate(),
        args,
        env: { ...process.env, LANG: "en_US.UTF-8", LC_ALL: "en_US.UTF-8" },
      });
    } catch (error) {
      failures.push(error);
    }
  }
  throw new AggregateError(
    failures,
    "no browser could be opened\nhint: set `TILLDRILL_CHROME` to a Chrome or Chromium",
  );
}
