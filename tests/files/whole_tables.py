"""Whole numbers with given sums: tables, draws and shares, from a seeded random generator."""

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from random import Random
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog

Table = NDArray[np.float64]
Key = TypeVar("Key", bound=Hashable)


def noise(rng: Random, shape: tuple[int, int]) -> Table:
    """Factors around 1."""
    return np.array([[rng.lognormvariate(0, 0.12) for _ in range(shape[1])] for _ in range(shape[0])])


def fit_whole(seed: Table, rows: Sequence[int], columns: Sequence[int], limit: Table | None = None) -> Table:
    """The whole table nearest to a seed scaled to these sums (iterative proportional fitting), at most `limit`."""
    cap = np.full(seed.shape, np.inf) if limit is None else limit
    wanted_rows, wanted_columns = np.array(rows, dtype=float), np.array(columns, dtype=float)
    fitted = np.minimum(seed, cap)
    for _ in range(3_000):
        fitted = np.minimum(fitted * _ratio(wanted_rows, fitted.sum(axis=1))[:, None], cap)
        fitted = np.minimum(fitted * _ratio(wanted_columns, fitted.sum(axis=0)), cap)
    return _round(fitted, wanted_rows, wanted_columns)


def scatter(rng: Random, total: int, weights: Mapping[Key, float]) -> Counter[Key]:
    """A total over keys in proportion to weights, each within one of its share, the leftovers by chance."""
    shares = {key: total * weight / sum(weights.values()) for key, weight in weights.items()}
    counts = Counter({key: int(share) for key, share in shares.items()})
    by_chance = sorted(shares, key=lambda key: rng.random() ** (1 / max(shares[key] % 1, 1e-9)), reverse=True)
    counts.update(by_chance[: total - counts.total()])
    return counts


def draw(rng: Random, slots: Counter[Key], total: int, weights: Mapping[Key, float] | None = None) -> Counter[Key]:
    """So many of the slots, by chance and weight, none twice: no key gets more than it had."""
    each = [key for key, number in slots.items() for _ in range(number)]
    order = sorted(range(len(each)), key=lambda at: rng.random() ** (1 / (weights[each[at]] if weights else 1)))
    return Counter(each[at] for at in order[len(each) - total :])


def amounts(rng: Random, orders: Counter[Key], yen: int, step: int) -> Counter[Key]:
    """An amount over the orders, in whole steps of yen, at least ten to an order."""
    each = {(key, n): rng.lognormvariate(0, 0.35) for key, number in orders.items() for n in range(number)}
    sizes = scatter(rng, yen // step - 10 * len(each), each) if each else Counter()
    revenue: Counter[Key] = Counter()
    for (key, _), steps in sizes.items():
        revenue[key] += (steps + 10) * step
    return revenue


def _ratio(wanted: Table, found: Table) -> Table:
    return np.divide(wanted, found, out=np.zeros_like(wanted), where=found > 0)


def _round(fitted: Table, rows: Table, columns: Table) -> Table:
    """Every cell down or up, all sums kept: a transport problem, whose corners are whole."""
    floor = np.floor(fitted + 1e-6)
    up, left = np.nonzero(fitted - floor > 1e-6)
    if not len(up):
        return floor
    sums = np.zeros((len(rows) + len(columns), len(up)))
    sums[up, np.arange(len(up))] = sums[len(rows) + left, np.arange(len(up))] = 1
    missing = np.concatenate([rows - floor.sum(axis=1), columns - floor.sum(axis=0)])
    found = linprog(-(fitted - floor)[up, left], A_eq=sums, b_eq=missing, bounds=(0, 1))
    if found.x is None:
        message = f"no whole table near the seed has these sums: {rows}, {columns}"
        raise ValueError(message)
    floor[up, left] += np.rint(found.x)
    return floor
