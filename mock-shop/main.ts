import { runProcess } from "./process/run-process.ts";
import { startShop } from "./shop.ts";

await runProcess((configuration) => startShop(configuration));
