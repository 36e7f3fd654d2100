export interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

export interface MetricFamily {
  readonly name: string;
  readonly type: string;
  readonly help: string;
  /** By the name that the line has: a histogram has three of them. */
  readonly samples: ReadonlyMap<string, readonly Sample[]>;
}

const name = "[a-zA-Z_:][a-zA-Z0-9_:]*";
const commentLine = new RegExp(`^# (HELP|TYPE) (${name}) (.+)$`);
const sampleLine = new RegExp(`^(${name})(?:\\{(.*)\\})? (\\S+)$`);
const label = /^([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\["\\n])*)"(?:,|$)/;

/** Reads Prometheus' text format 0.0.4, and throws at whatever a strict scraper would not take. */
export function parsePrometheusText(text: string): ReadonlyMap<string, MetricFamily> {
  if (!text.endsWith("\n")) throw new Error("expected a line feed at the end");
  const families = new Map<string, MetricFamily & { samples: Map<string, Sample[]> }>();
  let help = "";
  let current: (MetricFamily & { samples: Map<string, Sample[]> }) | undefined;
  for (const line of text.split("\n").filter((each) => each !== "")) {
    const comment = commentLine.exec(line);
    if (comment?.[1] === "HELP") help = comment[3] as string;
    else if (comment) {
      const [, , family = "", type = ""] = comment;
      if (families.has(family)) throw new Error(`expected ${family} once`);
      current = { name: family, type, help, samples: new Map() };
      families.set(family, current);
    } else addSample(current, line);
  }
  return families;
}

function addSample(family: (MetricFamily & { samples: Map<string, Sample[]> }) | undefined, line: string): void {
  const match = sampleLine.exec(line);
  if (!match || !family) throw new Error(`expected a sample of a described metric, got ${line}`);
  const [, sampleName = "", labels = "", number = ""] = match;
  if (!isNameOf(family, sampleName)) throw new Error(`expected a sample of ${family.name}, got ${line}`);
  const value = number === "+Inf" ? Number.POSITIVE_INFINITY : Number(number);
  if (Number.isNaN(value)) throw new Error(`expected a number, got ${line}`);
  const samples = family.samples.get(sampleName) ?? [];
  const sample = { labels: parseLabels(labels, line), value };
  if (samples.some((other) => JSON.stringify(other.labels) === JSON.stringify(sample.labels))) {
    throw new Error(`expected each set of labels once, got ${line} again`);
  }
  family.samples.set(sampleName, [...samples, sample]);
}

function isNameOf({ name: family, type }: MetricFamily, sampleName: string): boolean {
  if (type !== "histogram") return sampleName === family;
  return ["_bucket", "_sum", "_count"].some((suffix) => sampleName === `${family}${suffix}`);
}

function parseLabels(text: string, line: string): Record<string, string> {
  const labels: Record<string, string> = {};
  for (let rest = text; rest !== ""; ) {
    const match = label.exec(rest);
    if (!match) throw new Error(`expected labels, got ${line}`);
    labels[match[1] as string] = match[2] as string;
    rest = rest.slice(match[0].length);
  }
  return labels;
}
