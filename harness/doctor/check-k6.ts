import { describeMissingK6, findK6 } from "../../setup/find-k6.cjs";
import { type Check, missCheck, passCheck } from "./check.ts";

export function checkK6(env: NodeJS.ProcessEnv = process.env): Check {
  const { found, rejected } = findK6(env);
  if (found !== null) return passCheck("k6", `${found.version} from ${found.from}: ${found.path}`);
  const { what, hint } = describeMissingK6(rejected, env);
  return missCheck("k6", what, hint);
}
