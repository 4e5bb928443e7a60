#!/usr/bin/env python3
"""Holds what kith_bench measured against the bars it is to meet.

    kith_bench --benchmark_filter='/(limit|kith|pointers)/[ML]$' --benchmark_repetitions=5 \\
        --benchmark_enable_random_interleaving=true --benchmark_format=json > measured.json
    bench/ratios.py measured.json

Bars are ratios of times within one run, each the median of its repetitions. Several files are several runs, shown
one after another; without any, the run is read from standard input.
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
]


def read(file):
    """Nanoseconds per review and bytes per review, by name: medians over the repetitions of one run."""
    rates = collections.defaultdict(list)
    weights = collections.defaultdict(list)
    medians = {}
    for row in json.load(file)["benchmarks"]:
        name = row["run_name"]
        if row.get("error_occurred"):
            print(f"{name}: {row['error_message']}", file=sys.stderr)
        elif row["run_type"] == "iteration":
            rates[name].append(row["items_per_second"])
            weights[name].append(row["bytes_per_review"])
        elif row["aggregate_name"] == "median":
            medians[name] = (1e9 / row["items_per_second"], row["bytes_per_review"])
    # With --benchmark_report_aggregates_only there are no single rows.
    for name, measured in rates.items():
        medians[name] = (1e9 / statistics.median(measured), statistics.median(weights[name]))
    return medians


def print_run(medians):
    print(f"{'':24}{'ns/review':>12}{'bytes/review':>14}")
    for name, (time, weight) in medians.items():
        print(f"{name:24}{time:12.2f}{weight:14.1f}")
    print(f"\n{'bar':44}{'asked':>8}{'measured':>10}")
    for measured, against, asked in BARS:
        bar = f"{measured:16} / {against}"
        if measured in medians and against in medians:
            ratio = medians[measured][0] / medians[against][0]
            print(f"{bar:44}{asked:8.2f}{ratio:10.2f}  {'ok' if ratio <= asked else 'MISSED'}")
        else:
            print(f"{bar:44}{asked:8.2f}{'-':>10}  not measured")


def main(paths):
    if not paths:
        print_run(read(sys.stdin))
    for path in paths:
        with open(path, encoding="utf-8") as file:
            print_run(read(file))


if __name__ == "__main__":
    main(sys.argv[1:])
