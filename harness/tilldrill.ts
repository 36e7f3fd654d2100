#!/usr/bin/env node
// The `tilldrill` command.
import { main } from "./cli.ts";

await main(process.argv.slice(2));
