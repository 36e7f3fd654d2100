import { type Check, missCheck, passCheck } from "./check.ts";

const minimum = { major: 24, minor: 15 };

export function checkNode(version: string = process.versions.node): Check {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const enough = major > minimum.major || (major === minimum.major && minor >= minimum.minor);
  if (enough) return passCheck("node", version);
  return missCheck(
    "node",
    `${version}, expected ${minimum.major}.${minimum.minor} or newer`,
    "start tilldrill by `npm start --`, which puts Node 24 in place",
  );
}
