import { runProcess } from "../process/run-process.ts";
import { startForum } from "./forum.ts";

await runProcess((configuration) => startForum(configuration));
