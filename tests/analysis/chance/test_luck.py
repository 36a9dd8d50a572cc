"""Luck against the exact distributions; design: speed.md 1.4.5 asks for a total variation of at most 0.01."""

from collections.abc import Callable

import numpy as np
import pytest
from scipy.special import ndtri
from scipy.stats import binom, poisson

from isplanner.analysis.chance.draws import Samples
from isplanner.analysis.chance.luck import (
    SIZE_VARIATION,
    Call,
    Spare,
    chance_of,
    occur,
    pay,
    size_chance_of,
    thin,
    vary,
)

SAMPLES = 400_000
NORMAL = ndtri((np.arange(SAMPLES) + 0.5) / SAMPLES).astype(np.float32).reshape(1, -1)
CHANCE = chance_of(NORMAL, np.empty_like(NORMAL))
SIZE_CHANCE = size_chance_of(NORMAL.copy(), SIZE_VARIATION)


def run(calls: list[Call]) -> None:
    for operate, read, out in calls:
        operate(*read, out=out)


def lucky(operation: Callable[..., list[Call]], left: float, right: float) -> Samples:
    out = np.empty((1, SAMPLES), np.float32)
    spare = Spare(np.empty_like(out), np.empty_like(out))
    chance = SIZE_CHANCE if operation is pay else CHANCE
    run(operation(np.full_like(out, left), np.full_like(out, right), chance, out, spare))
    return out.ravel()


def variation(counts: Samples, exact: np.ndarray) -> float:
    """Half the sum of what the frequencies of 0, 1, 2 … differ by."""
    found = np.bincount(counts.astype(int), minlength=len(exact)) / len(counts)
    return float(np.abs(found[: len(exact)] - exact).sum() / 2 + found[len(exact) :].sum() / 2)


@pytest.mark.parametrize(
    ("trials", "rate"),
    [(20, 0.05), (10, 0.25), (60, 0.05), (60, 0.2), (100, 0.5), (200, 0.02), (40, 0.6), (2000, 0.3)],
)
def test_thinning_is_binomial(trials: int, rate: float) -> None:
    found = lucky(thin, trials, rate)
    assert variation(found, binom.pmf(np.arange(trials + 1), trials, rate)) < 0.01
    assert found.mean() == pytest.approx(trials * rate, rel=0.03)


@pytest.mark.parametrize("expected", [1.0, 2.5, 8.0, 30.0, 400.0])
def test_what_happens_is_poisson(expected: float) -> None:
    found = lucky(occur, expected, 1.0)
    assert variation(found, poisson.pmf(np.arange(int(expected * 4) + 20), expected)) < 0.0125


@pytest.mark.parametrize("count", [1, 2, 5, 40])
def test_what_sizes_add_up_to_is_as_sure_as_there_are_many(count: int) -> None:
    found = lucky(pay, count, 1_000_000)
    assert found.mean() == pytest.approx(count * 1_000_000, rel=0.015)
    assert found.std() == pytest.approx(np.sqrt(count) * SIZE_VARIATION * 1_000_000, rel=0.05)
    assert found.min() >= 0


@pytest.mark.parametrize(
    ("operation", "left", "right", "result"),
    [
        (thin, 0, 0.5, 0),
        (thin, 50, 0.0, 0),
        (thin, 50, 1.0, 50),
        (thin, 9, 1.5, 9),
        (occur, 0, 3.0, 0),
        (pay, 0, 5e5, 0),
    ],
)
def test_what_is_certain_has_no_luck(
    operation: Callable[..., list[Call]], left: float, right: float, result: float
) -> None:
    assert (lucky(operation, left, right) == result).all()


@pytest.mark.parametrize("rate", [0.01, 0.3, 0.7, 0.99])
def test_counts_are_whole_and_within_the_trials(rate: float) -> None:
    found = lucky(thin, 7, rate)
    assert found.min() >= 0
    assert found.max() <= 7
    assert (found == np.rint(found)).all()


@pytest.mark.parametrize("deviation", [0.0, 0.1, 0.4])
def test_months_vary_around_one(deviation: float) -> None:
    factors = vary(CHANCE.normal, deviation)
    assert factors.mean() == pytest.approx(1.0, abs=0.003)
    assert factors.std() == pytest.approx(deviation, rel=0.02)
    assert factors.min() >= 0
