import { drawNormal } from "../rules/draw.ts";

/** Gives the n-th service time as a multiple of the mean. */
export type ServiceShape = (seed: number, count: number) => number;

/** Coefficient of variation 0.5: sigma^2 = ln(1 + 0.25), mu = -sigma^2 / 2, so that the mean is 1. */
export const drawLognormalService: ServiceShape = (seed, count) => {
  const variance = Math.log(1.25);
  return Math.exp(Math.sqrt(variance) * drawNormal(seed, "service", count) - variance / 2);
};

/** A constant, for tests that count. */
export const takeConstantService: ServiceShape = () => 1;
