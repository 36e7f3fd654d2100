import { describeError } from "../errors.ts";
import { type Check, missCheck, passCheck } from "./check.ts";

type Load = () => Promise<Pick<typeof import("esbuild"), "version" | "transform" | "stop">>;

/** Its program is a package of its own for each platform: that it answers shows that the right one is there. */
export async function checkEsbuild(load: Load = () => import("esbuild")): Promise<Check> {
  try {
    const esbuild = await load();
    await esbuild.transform("const x: number = 1", { loader: "ts" });
    await esbuild.stop();
    return passCheck("esbuild", esbuild.version);
  } catch (error) {
    return missCheck("esbuild", describeError(error), "delete node_modules and run `npm run setup` on this machine");
  }
}
