import { runProcess } from "../process/run-process.ts";
import { startProvider } from "./provider.ts";

await runProcess((configuration) => startProvider(configuration));
