// `npm start`: without arguments it is `tilldrill run`, all incidents of the default run.
import { main } from "./cli.ts";

const args = process.argv.slice(2);
await main(args.length === 0 ? ["run"] : args);
