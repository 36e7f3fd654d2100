#!/usr/bin/env -S node --max-semi-space-size=8
// The `tilldrill` command.
import { main } from "./cli.ts";

await main(process.argv.slice(2));
