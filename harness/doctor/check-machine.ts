import os from "node:os";
import { type Check, passCheck, warnCheck } from "./check.ts";

const wanted = { cores: 2, memoryMb: 2048 };
const mebibyte = 1024 * 1024;

interface Machine {
  readonly cores: number;
  readonly memoryMb: number;
}

export function checkMachine(machine: Machine = readMachine()): Check {
  const found = `${machine.cores} cores, ${machine.memoryMb} MB`;
  if (machine.cores >= wanted.cores && machine.memoryMb >= wanted.memoryMb) return passCheck("machine", found);
  const advice = `use ${wanted.cores} cores and ${wanted.memoryMb} MB: on less, customers start late and verdicts become inconclusive`;
  return warnCheck("machine", found, advice);
}

function readMachine(): Machine {
  // In a container the limit counts, not the machine's memory; without a limit it reads as a huge number or 0.
  const limitBytes = process.constrainedMemory();
  const totalBytes = os.totalmem();
  const memoryBytes = limitBytes > 0 && limitBytes < totalBytes ? limitBytes : totalBytes;
  return { cores: os.availableParallelism(), memoryMb: Math.floor(memoryBytes / mebibyte) };
}
