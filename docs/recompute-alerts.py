"""Computes a drill's alerts again, from its raw samples, and compares them with its record.

    python3 recompute-alerts.py RUN_DIRECTORY

RUN_DIRECTORY holds record.json and samples.csv.gz (a drill with `--keep-samples`). Python 3, standard library only, and
nothing of tilldrill's own code: windows, decision and rounding are written down here a second time, from docs/alerts.md.
Exit codes: 0 agrees, 1 differs, 2 cannot be computed.
"""

import collections
import csv
import gzip
import json
import math
import os
import sys

# Severity, long window, short window (name, minutes), burn rate: the SRE Workbook, chapter 5.
WINDOWS = [
    ("page", ("1h", 60), ("5m", 5), 14.4),
    ("page", ("6h", 360), ("30m", 30), 6),
    ("ticket", ("24h", 1440), ("2h", 120), 3),
    ("ticket", ("3d", 4320), ("6h", 360), 1),
]
SIGNIFICANCE = 0.01
TOLERANCE_MINUTES = 0.01
NOT_COUNTED = {"queued", "declined"}
GOOD = {"ok", "deferred"}
PERMILLES = {"p50": 500, "p90": 900, "p95": 950, "p99": 990, "p999": 999}


class CannotCompute(Exception):
    pass


def read_run(directory):
    try:
        with open(os.path.join(directory, "record.json"), encoding="utf-8") as file:
            record = json.load(file)
        with gzip.open(os.path.join(directory, "samples.csv.gz"), "rt", encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
    except (OSError, EOFError, ValueError) as problem:
        raise CannotCompute(f"{directory}: {problem}") from problem
    if not rows:
        raise CannotCompute(f"{directory}: the samples hold no step")
    for row in rows:
        row["clockMinute"] = float(row["clockMinute"])
        row["latencyMs"] = float(row["latencyMs"])
    return record, rows


def end_minute(row, limit_ms, phases, pace):
    """A step's end on the incident clock: a phase that is over goes on with the next one, jumps take no time."""
    took_ms = row["latencyMs"] if limit_ms is None else min(row["latencyMs"], limit_ms)
    index = 0
    while index + 1 < len(phases) and row["clockMinute"] >= phases[index + 1]["fromMinute"]:
        index += 1
    minute = row["clockMinute"]
    if index + 1 < len(phases):
        minute = min(minute, phases[index]["toMinute"])
    minute += took_ms * pace / 60_000
    while index + 1 < len(phases) and minute >= phases[index]["toMinute"]:
        minute += phases[index + 1]["fromMinute"] - phases[index]["toMinute"]
        index += 1
    return math.floor(minute * 10_000 + 0.5) / 10_000


def is_good(row, objective):
    """True, False, or None where the step does not count."""
    if objective["kind"] == "latency":
        return row["latencyMs"] <= objective["limitMs"] if row["outcome"] == "ok" else None
    return None if row["outcome"] in NOT_COUNTED else row["outcome"] in GOOD


def list_events(rows, objective, record):
    """(end minute, bad) of each step that counts, in order of time."""
    if "populations" not in objective:
        raise CannotCompute(f"the record does not say whose steps {objective['name']} counts: it is of an older version")
    if objective["kind"] == "order-success":
        raise CannotCompute(f"{objective['name']}: a deferred order's end is not in the samples")
    events = []
    for row in rows:
        if row["step"] not in objective["steps"]:
            continue
        if objective["phase"] not in (None, row["phase"]):
            continue
        if objective["populations"] is not None and row["population"] not in objective["populations"]:
            continue
        good = is_good(row, objective)
        if good is not None:
            events.append((end_minute(row, objective["limitMs"], record["phases"], record["pace"]), not good))
    return sorted(events)


def upper_tail(at_least, count, ratio):
    """P(X >= at_least) for X binomial: each term by itself from logarithms of factorials, the small ones first."""
    if at_least <= 0:
        return 1.0
    if at_least > count or ratio <= 0:
        return 0.0
    if ratio >= 1:
        return 1.0
    fixed = math.lgamma(count + 1)
    hit, miss = math.log(ratio), math.log1p(-ratio)
    # Beyond twenty standard deviations nothing is left that could be seen.
    spread = math.sqrt(count * ratio * (1 - ratio))
    last = min(count, int(max(at_least, count * ratio) + 20 * spread + 50))
    terms = (
        math.exp(fixed - math.lgamma(hits + 1) - math.lgamma(count - hits + 1) + hits * hit + (count - hits) * miss)
        for hits in range(last, at_least - 1, -1)
    )
    return min(1.0, math.fsum(terms))


class Window:
    """The events in (t - minutes, t], and how many of them are bad, as t goes on."""

    def __init__(self, minutes, expected_per_minute):
        self.minutes = minutes
        self.expected_per_minute = expected_per_minute
        self.events = collections.deque()
        self.bad = 0

    def add(self, event):
        self.events.append(event)
        self.bad += event[1]

    def exceeds(self, now, threshold, least_bad):
        while self.events and self.events[0][0] <= now - self.minutes:
            self.bad -= self.events.popleft()[1]
        before_zero = min(self.minutes, max(0.0, self.minutes - now))
        count = len(self.events) + math.floor(self.expected_per_minute * before_zero)
        if self.bad < least_bad or self.bad <= count * threshold:
            return False
        return upper_tail(self.bad, count, threshold) < SIGNIFICANCE


def first_firing(events, objective, long_minutes, short_minutes, burn):
    threshold = min(1.0, burn * (1 - objective["target"]))
    long = Window(long_minutes, objective["expectedPerMinute"])
    short = Window(short_minutes, objective["expectedPerMinute"])
    for index, event in enumerate(events):
        long.add(event)
        short.add(event)
        now = event[0]
        # What ends in one instant is evaluated together, and only where something bad is among it.
        if index + 1 < len(events) and events[index + 1][0] == now:
            continue
        if not bad_at(events, index):
            continue
        if long.exceeds(now, threshold, 2) and short.exceeds(now, threshold, 1):
            return now
    return None


def bad_at(events, index):
    now = events[index][0]
    while index >= 0 and events[index][0] == now:
        if events[index][1]:
            return True
        index -= 1
    return False


def compute_alerts(record, rows):
    alerts = {}
    for objective in record["recorded"]["objectiveCounts"]:
        if not objective["alerting"]:
            continue
        events = list_events(rows, objective, record)
        for severity, (long_name, long_minutes), (short_name, short_minutes), burn in WINDOWS:
            minute = first_firing(events, objective, long_minutes, short_minutes, burn)
            if minute is not None:
                alerts[(objective["name"], severity, long_name, short_name)] = minute
    return alerts


def compare_alerts(record, rows):
    keys = ("objective", "severity", "longWindow", "shortWindow")
    recorded = {tuple(alert[key] for key in keys): alert["firedAtMinute"] for alert in record["alerts"]}
    computed = compute_alerts(record, rows)
    differences = 0
    for key in sorted(set(recorded) | set(computed)):
        here, there = computed.get(key), recorded.get(key)
        same = here is not None and there is not None and abs(here - there) <= TOLERANCE_MINUTES
        differences += not same
        objective, severity, long_name, short_name = key
        say = lambda minute: "does not fire" if minute is None else f"minute {minute:.4f}"
        word = "same" if same else "DIFFERS"
        print(f"{word:8}{objective} {severity} {long_name}/{short_name}: computed {say(here)}, record {say(there)}")
    if not recorded and not computed:
        print("same    no alert fires")
    return differences


def compare_counts(record, rows):
    """Good and bad of each objective that needs no news from after the step."""
    differences = 0
    for objective in record["recorded"]["objectiveCounts"]:
        if objective["kind"] == "order-success":
            continue
        events = list_events(rows, objective, record)
        bad = sum(1 for event in events if event[1])
        here, there = (len(events) - bad, bad), (objective["good"], objective["bad"])
        differences += here != there
        print(f"{'same' if here == there else 'DIFFERS':8}{objective['name']}: computed good, bad {here}, record {there}")
    return differences


def compare_percentiles(record, rows):
    """Place-order by phase: counts exactly, nearest-rank percentiles to 0.1 %, as the record's histograms promise."""
    differences = 0
    by_phase = collections.defaultdict(list)
    for row in rows:
        if row["step"] == "place-order":
            by_phase[row["phase"]].append(row["latencyMs"])
    for phase in record["phases"]:
        step = phase["steps"].get("place-order")
        latencies = sorted(by_phase[phase["name"]])
        wrong = [] if (step["count"] if step else 0) == len(latencies) else ["count"]
        for name, permille in PERMILLES.items() if latencies and step else ():
            exact = latencies[max(1, -(-len(latencies) * permille // 1000)) - 1]
            if abs(step["latencyMs"][name] - exact) > exact * 0.001 + 0.0005:
                wrong.append(name)
        differences += len(wrong)
        word = "DIFFERS" if wrong else "same"
        print(f"{word:8}place-order in {phase['name']}: {len(latencies)} steps{''.join(f', {name}' for name in wrong)}")
    return differences


def main(arguments):
    if len(arguments) != 1:
        print("usage: python3 recompute-alerts.py RUN_DIRECTORY", file=sys.stderr)
        return 2
    try:
        record, rows = read_run(arguments[0])
        differences = compare_alerts(record, rows) + compare_counts(record, rows) + compare_percentiles(record, rows)
    except CannotCompute as problem:
        print(f"cannot be computed: {problem}", file=sys.stderr)
        return 2
    print("agrees" if differences == 0 else f"{differences} differences")
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
