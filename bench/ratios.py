#!/usr/bin/env python3
"""Holds what kith_bench measured against the bars it is to meet.

    kith_bench --benchmark_filter='/(limit|kith.*|pointers)/(M|L|1M)$' --benchmark_repetitions=5 \\
        --benchmark_enable_random_interleaving=true --benchmark_format=json > measured.json
    bench/ratios.py measured.json

Bars are ratios of times within one run, each the median of its repetitions; some are times. Several files are
several runs, shown one after another; without any, the run is read from standard input.
"""

import collections
import json
import statistics
import sys

# What is measured, against what, and at most which ratio of their times is asked for.
BARS = [
    ("through/kith/M", "through/limit/M", 1.5),
    ("through/kith/M", "through/pointers/M", 0.2),
    ("through/kith/L", "through/limit/L", 1.3),
    ("proxy/kith/M", "proxy/limit/M", 1.5),
    ("build/kith/M", "build/pointers/M", 0.6),
    ("erase/kith/M", "erase/pointers/M", 0.5),
    ("many_to_many_walk/kith/1M", "many_to_many_walk/limit/1M", 1.5),
    ("many_to_many_walk_back/kith/1M", "many_to_many_walk_back/limit/1M", 1.5),
    ("digest_1_percent/kith/100k", "digest_all/kith/100k", 0.25),
    ("digest_1_percent_together/kith/100k", "digest_all/kith/100k", 0.03),
]

# Frozen views: 1 / 0.7 is the throughput that is asked for.
BARS += [
    ("save_world/kith/110k", "save_world/limit/110k", 3),
    ("restore_world/kith/110k", "restore_world/limit/110k", 3),
    ("write_while_saving/kith/M", "write_undisturbed/kith/M", 1 / 0.7),
    ("write_while_saving/kith_again/M", "write_undisturbed/kith/M", 1 / 0.7),
]

# A world that moves.
BARS += [
    ("frame/kith/100k", "frame/limit/100k", 1.3),
    ("rollback_8/kith/100k", "rollback_8/limit/100k", 1.5),
    ("column_update/kith/100k", "column_update/limit/100k", 1.15),
    ("field_write/kith/100k", "field_write/no_barrier/100k", 1.2),
    ("build/kith/M", "build/no_barrier/M", 1.2),
]

# What is measured, and at most how many nanoseconds an item it may take.
CEILINGS = [
    (f"{work}/{system}/1M", 60.0)
    for work in ("hub_link", "hub_join", "hub_leave", "hub_unlink_first", "hub_unlink_last", "hub_clear")
    for system in ("kith_list", "kith_set", "kith_pairs")
]
CEILINGS += [
    ("mark/kith/100k", 1_000.0),
    ("mark/kith/10k", 1_000.0),
    ("frame/kith/10k", 20_000.0),
]

# The time in which all but one write in ten thousand are done, in microseconds.
SLOW_WRITES = [(f"write_while_saving/{system}/M", 100.0) for system in ("kith", "kith_again")]


def read(file):
    """Nanoseconds per item and, where they were weighed, bytes: medians over the repetitions of one run, by name.

    Then microseconds of slow writes, where they were timed.
    """
    rates = collections.defaultdict(list)
    weights = collections.defaultdict(list)
    slow = collections.defaultdict(list)
    medians = {}
    for row in json.load(file)["benchmarks"]:
        name = row["run_name"]
        if row.get("error_occurred"):
            print(f"{name}: {row['error_message']}", file=sys.stderr)
        elif row["run_type"] == "iteration":
            rates[name].append(row["items_per_second"])
            if "p9999_us" in row:
                slow[name].append(row["p9999_us"])
            weights[name].append(row.get("bytes_per_review"))
        elif row["aggregate_name"] == "median":
            medians[name] = (1e9 / row["items_per_second"], row.get("bytes_per_review"))
            if "p9999_us" in row:
                slow[name] = [row["p9999_us"]]
    # With --benchmark_report_aggregates_only there are no single rows.
    for name, measured in rates.items():
        weight = None if None in weights[name] else statistics.median(weights[name])
        medians[name] = (1e9 / statistics.median(measured), weight)
    return medians, {name: statistics.median(measured) for name, measured in slow.items()}


def print_bar(bar, asked, measured):
    if measured is None:
        print(f"{bar:58}{asked:8.2f}{'-':>10}  not measured")
    else:
        print(f"{bar:58}{asked:8.2f}{measured:10.2f}  {'ok' if measured <= asked else 'MISSED'}")


def print_run(medians, slow):
    print(f"{'':36}{'ns/item':>12}{'bytes/item':>14}")
    for name, (time, weight) in medians.items():
        print(f"{name:36}{time:12.2f}" + (f"{weight:14.1f}" if weight is not None else ""))
    print(f"\n{'bar':58}{'asked':>8}{'measured':>10}")
    for name, against, asked in BARS:
        both = name in medians and against in medians
        print_bar(f"{name} / {against}", asked, medians[name][0] / medians[against][0] if both else None)
    for name, asked in CEILINGS:
        print_bar(f"{name}, ns", asked, medians[name][0] if name in medians else None)
    for name, asked in SLOW_WRITES:
        print_bar(f"{name}, p9999 us", asked, slow.get(name))


def main(paths):
    if not paths:
        print_run(*read(sys.stdin))
    for path in paths:
        with open(path, encoding="utf-8") as file:
            print_run(*read(file))


if __name__ == "__main__":
    main(sys.argv[1:])
