import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { type Check, passCheck, warnCheck } from "./check.ts";

const name = "browser for tests";
const advice = "install Chrome or set `TILLDRILL_CHROME`, for tilldrill's own end-to-end tests; drills need none";
const programs: Readonly<Record<string, readonly string[]>> = {
  linux: ["google-chrome", "google-chrome-stable", "chromium", "chromium-browser"],
  darwin: ["Google Chrome", "Chromium"],
  win32: ["chrome.exe"],
};

interface BrowserPlaces {
  /** TILLDRILL_CHROME. */
  readonly named: string | undefined;
  /** null where the package has no browser for this platform, or is not installed. */
  readonly packaged: string | null;
  readonly directories: readonly string[];
}

/** Only tilldrill's own tests open pages: a drill needs no browser. */
export function checkBrowser(places: BrowserPlaces = findPlaces()): Check {
  if (places.named !== undefined && existsSync(places.named)) return passCheck(name, places.named);
  if (places.packaged !== null) return passCheck(name, places.packaged);
  const names = programs[process.platform] ?? [];
  const files = places.directories.flatMap((directory) => names.map((each) => path.join(directory, each)));
  const found = files.find((file) => existsSync(file));
  if (found !== undefined) return passCheck(name, found);
  return warnCheck(name, "none", advice);
}

function findPlaces(): BrowserPlaces {
  const directories = (process.env.PATH ?? "").split(path.delimiter);
  const applications = ["Google Chrome", "Chromium"].map((each) => `/Applications/${each}.app/Contents/MacOS`);
  return {
    named: process.env.TILLDRILL_CHROME,
    packaged: findPackaged(),
    directories: [...directories, ...applications],
  };
}

function findPackaged(): string | null {
  if (process.platform !== "linux" || process.arch !== "x64") return null;
  try {
    const file = fileURLToPath(import.meta.resolve("@sparticuz/chromium"));
    return existsSync(file) ? "@sparticuz/chromium" : null;
  } catch {
    return null;
  }
}
