import { Counter, Gauge, type Registry } from "prom-client";

/** Values by their labels; a plain number is a metric without labels. */
type Readings = number | readonly (readonly [labels: Readonly<Record<string, string>>, value: number])[];

export interface PulledMetric {
  readonly name: string;
  readonly help: string;
  readonly labelNames?: string[];
  readonly read: () => Readings | Promise<Readings>;
}

/** A number that falls and rises, kept elsewhere in the shop and read at the moment of a scrape. */
export function addGauge(registry: Registry, { read, ...description }: PulledMetric): void {
  new Gauge({
    ...description,
    registers: [registry],
    async collect() {
      const readings = listReadings(await read());
      this.reset();
      for (const [labels, value] of readings) this.set(labels, value);
    },
  });
}

/** As a gauge, for what only grows while the shop runs. */
export function addCounter(registry: Registry, { read, ...description }: PulledMetric): void {
  new Counter({
    ...description,
    registers: [registry],
    async collect() {
      const readings = listReadings(await read());
      this.reset();
      for (const [labels, value] of readings) this.inc(labels, value);
    },
  });
}

function listReadings(readings: Readings): Exclude<Readings, number> {
  return typeof readings === "number" ? [[{}, readings]] : readings;
}
