"""Measures the bars of the design: `python3 packaging/dev.py bench [--only 5,6] [--json FILE]`."""

import argparse
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.benchmarks.bars import BACKTEST, BARS, chosen
from tests.benchmarks.child import ChildError, run_child
from tests.benchmarks.machine import best_of_the_day, describe
from tests.benchmarks.outcome import disproved

ONE_THREAD = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "NUMBA_NUM_THREADS"), "1")
"""Both sides work in one thread: threads that wait for each other on a busy machine would be all that is measured."""


def main() -> int:
    """Exit code 1 where a bar was missed."""
    options = _options()
    best = best_of_the_day()
    report: dict[str, object] = {"machine": describe(best)}
    found: list[Mapping[str, Any]] = []
    for run in chosen(options.only):
        outcomes = _measure(run, best)
        found += outcomes
        for outcome in outcomes:
            print(_line(outcome), flush=True)
    report["bars"] = found
    if options.json:
        options.json.write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    missed = sum(outcome["verdict"] == "miss" for outcome in found)
    print(f"{len(found)} measured, {missed} missed.")
    return 1 if missed else 0


def _measure(run: str, best: float) -> list[Mapping[str, Any]]:
    """The outcomes of the bars that are measured together; if their process fails, the others are measured still."""
    try:
        return list(run_child("tests.benchmarks.bars:run_bars", run, best, environment=ONE_THREAD).answer)
    except ChildError as error:
        return [disproved(bar.number, bar.name, bar.limit, str(error)).json() for bar in BARS if bar.run == run]


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="dev.py bench", allow_abbrev=False)
    parser.add_argument(
        "--only", type=_numbers, default=(), metavar="5,6,backtest", help="the bars to measure; else all"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write all figures to this file")
    return parser.parse_args()


def _numbers(text: str) -> tuple[int, ...]:
    numbers = tuple(BACKTEST if part == "backtest" else int(part) for part in text.split(","))
    if unknown := set(numbers) - {bar.number for bar in BARS}:
        message = f"no such bar: {', '.join(map(str, sorted(unknown)))}"
        raise argparse.ArgumentTypeError(message)
    return numbers


def _line(outcome: Mapping[str, Any]) -> str:
    figure = "–"
    if outcome["ratio"] is not None:
        low, high = outcome["range"]
        figure = f"{outcome['ratio']:.3g} ({low:.3g}–{high:.3g})"
    why = f"  {outcome['why']}" if outcome["why"] else ""
    return (
        f"{outcome['bar']:>3}  {outcome['verdict']:<11} {figure:<24} ≤ {outcome['limit']:<7.3g} {outcome['name']}{why}"
    )


if __name__ == "__main__":
    sys.exit(main())
