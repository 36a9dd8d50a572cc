"""Bar 11: controlled rounding against HiGHS, which solves the same tables as linear programs."""

from collections.abc import Callable
from typing import Any

import numpy as np

from isplanner.analysis.whole_numbers.rounding import Floats, Ints, controlled_round, round_shares
from tests.benchmarks.bars import need
from tests.benchmarks.machine import Machine
from tests.benchmarks.outcome import Measured, prove
from tests.benchmarks.rounds import ROUNDS, compare, grow

Table = tuple[Floats, Ints, Ints]
TABLES = 20


def months(machine: Machine) -> Measured:
    """Fifty people by twelve months."""
    return _against_highs(machine, 50, 12)


def weeks(machine: Machine) -> Measured:
    """Two hundred people by the weeks of a year."""
    return _against_highs(machine, 200, 53)


def growth(machine: Machine) -> Measured:
    """How time grows with the number of cells."""
    sizes = [(50, 12), (90, 24), (200, 53)]
    tables = {height * width: [_table(seed, height, width) for seed in range(TABLES)] for height, width in sizes}
    tables[0] = [_table(seed, 1, 1) for seed in range(TABLES)]
    return grow(machine, {cells: _rounding_of(each) for cells, each in tables.items()})


def _against_highs(machine: Machine, height: int, width: int) -> Measured:
    tables = [_table(seed, height, width) for seed in range(TABLES)]
    solve = _HighsRounding(need("highspy"), height, width)
    for table in tables:
        _prove(table, controlled_round(*table), solve(table))
    return compare(machine, _rounding_of(tables), lambda: [solve(table) for table in tables], ROUNDS)


def _rounding_of(tables: list[Table]) -> Callable[[], object]:
    return lambda: [controlled_round(*table) for table in tables]


def _table(seed: int, height: int, width: int) -> Table:
    """Shares as sharing out makes them, weights of people × weights of months, each off by a little; sums rounded."""
    random = np.random.default_rng([seed, height, width])
    people, spans = random.gamma(4, 1, height), random.uniform(15, 23, width)
    exact = np.outer(people, spans) * random.uniform(0.9, 1.1, (height, width))
    exact *= 20 * height * width / exact.sum()
    total = 20 * height * width
    rows, columns = (np.array(round_shares(total, sums)) for sums in (exact.sum(1), exact.sum(0)))
    return exact, rows, columns


def _prove(table: Table, ours: Ints, theirs: Floats) -> None:
    exact, rows, columns = table
    prove((ours.sum(1) == rows).all() and (ours.sum(0) == columns).all(), "a row or a column of ours does not add up")
    mine, other = (np.abs(cells - exact).sum() for cells in (ours, theirs))
    prove(abs(mine - other) <= 1e-6 * exact.size, f"ours is {mine:.6f} away from the shares, HiGHS' {other:.6f}")


class _HighsRounding:
    """Tables of one size as linear programs. What they have in common is made once, before the clock runs."""

    def __init__(self, highspy: Any, height: int, width: int) -> None:  # noqa: ANN401 (has no types)
        cells, every = height * width, np.arange(height * width)
        self._solver = highspy.Highs()
        self._solver.setOptionValue("output_flag", False)
        self._program = program = highspy.HighsLp()
        program.num_col_, program.num_row_ = cells, height + width
        program.col_lower_, program.col_upper_ = np.zeros(cells), np.ones(cells)
        program.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        program.a_matrix_.start_ = 2 * np.arange(cells + 1)
        program.a_matrix_.index_ = np.column_stack((every // width, height + every % width)).ravel()
        program.a_matrix_.value_ = np.ones(2 * cells)

    def __call__(self, table: Table) -> Floats:
        exact, rows, columns = table
        low = np.floor(exact)
        self._program.col_cost_ = (1 - 2 * (exact - low)).ravel()
        self._program.row_lower_ = self._program.row_upper_ = np.concatenate((rows - low.sum(1), columns - low.sum(0)))
        self._solver.passModel(self._program)
        self._solver.run()
        raised = np.array(self._solver.getSolution().col_value)
        found: Floats = low + raised.reshape(exact.shape)
        return found
