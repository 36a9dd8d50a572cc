"""Share out one target, the plan's or a channel's, over months, weeks and members, around the cells that are fixed.

Time comes before people, the coarse before the fine: the team's months, its weeks, members' months, members' weeks.
So what is fixed for a member never moves the team's months and weeks and has to fit into them; what is fixed in a week
moves the month of that row. The exact shares come the same way, each from an exact one.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np

from isplanner.analysis.fit import fit_shares
from isplanner.analysis.frame import TEAM, Column, Fixed, Frame
from isplanner.analysis.rounding import Floats, Ints, MarginError, controlled_round, round_shares
from isplanner.plan.period import Span
from isplanner.plan.problem import PlanError
from isplanner.plan.scope import NodeKey
from isplanner.plan.target import FixedCell, Way

_GIVE = 2
"""How many units a week may be off for the members there."""
Place = tuple[str | Span, ...]
"""A member's name and days, or days alone for the team."""


@dataclass(frozen=True, slots=True)
class Part:
    """A target to share out, with the cells fixed in it."""

    node: NodeKey
    total: int
    way: Way
    cells: tuple[FixedCell, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Shares:
    """Whole numbers, and the exact shares they came from; each a row a member, then the team's."""

    months: Ints
    weeks: Ints
    exact_months: Floats
    exact_weeks: Floats

    @classmethod
    def nothing(cls, frame: Frame) -> "Shares":
        """No share for anybody."""
        months, weeks = (np.zeros((len(frame.members) + 1, len(spans))) for spans in (frame.months, frame.weeks))
        return cls(months.astype(np.int64), weeks.astype(np.int64), months, weeks)

    def plus(self, other: "Shares", sign: int = 1) -> "Shares":
        """The sum with others, or the difference."""
        return Shares(
            self.months + sign * other.months,
            self.weeks + sign * other.weeks,
            self.exact_months + sign * other.exact_months,
            self.exact_weeks + sign * other.exact_weeks,
        )

    def at(self, row: int, column: Column) -> tuple[int, float]:
        """A cell, whole and exact."""
        kind, number = column
        if kind == "week":
            return int(self.weeks[row, number]), float(self.exact_weeks[row, number])
        months = slice(number, number + 1) if kind == "month" else slice(None)
        return int(self.months[row, months].sum()), float(self.exact_months[row, months].sum())


@dataclass(frozen=True, slots=True, eq=False)
class _Task:
    """A part made positive.

    `days` are the business days of the weeks in which somebody is there; `seed` shares them out over members.
    `owed_months` (members) and `owed_weeks` (and team) are what rounding took in the parts before.
    """

    frame: Frame
    node: NodeKey
    sign: int
    total: int
    days: Floats
    seed: Floats
    fixed: Fixed
    owed_months: Floats
    owed_weeks: Floats

    @classmethod
    def of(cls, frame: Frame, part: Part, before: Shares) -> "_Task":
        load = frame.weights(part.way)
        together = load.sum(0)
        days = np.where(together > 0, frame.days, 0.0) if frame.members else frame.days.astype(float)
        if part.total and not days.any():
            raise PlanError("nobody_there" if frame.days.any() else "no_business_days", period=frame.period)
        seed = load * np.divide(days, together, out=np.zeros_like(together), where=together > 0)
        sign = -1 if part.total < 0 else 1
        return cls(
            frame=frame,
            node=part.node,
            sign=sign,
            total=sign * part.total,
            days=days,
            seed=seed,
            fixed=Fixed.of(frame, part.cells, np.vstack((seed, days)), sign),
            owed_months=sign * (before.exact_months - before.months)[:TEAM],
            owed_weeks=sign * (before.exact_weeks - before.weeks),
        )

    @contextmanager
    def naming(self, rows: Sequence[Place], columns: Sequence[Place] = ()) -> Iterator[None]:
        """Say of a row or column whose sum cannot be had whose and when it is."""
        try:
            yield
        except MarginError as error:
            place = (rows if error.axis == "row" else columns)[error.index]
            total, missing = round(self.sign * error.total), round(self.sign * error.missing)
            raise contradiction(self.node, place, total, missing) from None


def contradiction(node: NodeKey, place: Place, total: int, missing: int) -> PlanError:
    """Say that fixed cells leave a total short, or over where what is missing is negative."""
    return PlanError(
        "contradiction", node=node, at=[*place], total=total, reached=total - missing, difference=abs(missing)
    )


def share_out(frame: Frame, parts: Iterable[Part]) -> list[Shares]:
    """Share out parts, each so that what rounding took from the ones before is made good where it can be.

    So the whole stays close to its exact shares too, though only a part's own cells are held within 1. A negative part
    is shared out like its opposite.

    Raises:
        PlanError: `no_business_days`, `nobody_there`, `fixed_nowhere`, `contradiction`.
    """
    shared: list[Shares] = []
    nothing = before = Shares.nothing(frame)
    for part in parts:
        task = _Task.of(frame, part, before)
        team = _share_time(task)
        shares = nothing.plus(_share_people(task, team) if frame.members else team, task.sign)
        before = before.plus(shares)
        shared.append(shares)
    return shared


def _share_time(task: _Task) -> Shares:
    """The team's row: months of the total, then weeks of each month, by business days."""
    frame = task.frame
    days = frame.by_month(task.days)
    fixed, exact_months = _pin(
        task.fixed.months[TEAM], task.fixed.least[TEAM], lambda cells: _exact(task.total, days, cells)
    )
    with task.naming([(frame.period,)]):
        _whole(task.total, np.ones(1), task.fixed.totals[TEAM:])
        months = _whole(task.total, days, fixed)
    weeks, exact_weeks = np.zeros(len(frame.weeks), np.int64), np.zeros(len(frame.weeks))
    for column, month in enumerate(frame.months):
        of_month = frame.month_of_week == column
        days, fixed, owed = (
            cells[..., of_month] for cells in (task.days, task.fixed.weeks[TEAM], task.owed_weeks[TEAM])
        )
        with task.naming([(month,)]):
            weeks[of_month] = _whole(int(months[column]), days, fixed, owed)
        exact_weeks[of_month] = _exact(exact_months[column], days, fixed)
    return Shares(months[None], weeks[None], exact_months[None], exact_weeks[None])


def _share_people(task: _Task, team: Shares) -> Shares:
    """All rows: members' shares of the team's months, then of its weeks."""
    months, exact_months = _share_months(task, team)
    weeks, exact_weeks = np.zeros(task.seed.shape, np.int64), np.zeros(task.seed.shape)
    for column in range(len(task.frame.months)):
        of_month = task.frame.month_of_week == column
        weeks[:, of_month], exact_weeks[:, of_month] = _share_weeks(
            task, team, column, months[:, column], exact_months[:, column]
        )
    return Shares(*(np.vstack((cells, cells.sum(0))) for cells in (months, weeks, exact_months, exact_weeks)))


def _share_months(task: _Task, team: Shares) -> tuple[Ints, Floats]:
    """Members × months, whole and exact. A member's total is the sum of his months unless it is fixed."""
    frame = task.frame
    names: list[Place] = [(member.name, frame.period) for member in frame.members]
    fixed, totals, seed = task.fixed.months[:TEAM], task.fixed.totals[:TEAM], frame.by_month(task.seed)
    least, columns = task.fixed.least[:TEAM], team.exact_months[0]
    with task.naming(names, days := [(month,) for month in frame.months]):
        _, exact = _pin(fixed, least, lambda cells: fit_shares(seed, cells, totals, columns))
    with task.naming([(frame.period,)]):
        rows = _whole(task.total, exact.sum(1), totals, task.owed_months.sum(1))
    with task.naming(names, days):
        months = controlled_round(
            exact,
            rows,
            team.months[0],
            free=np.isnan(fixed) & (seed > 0),
            least=least.astype(np.int64),
            bending=np.isnan(totals),
            lean=task.owed_months,
        )
    return months, exact


def _share_weeks(task: _Task, team: Shares, month: int, members: Ints, exact_members: Floats) -> tuple[Ints, Floats]:
    """Members × weeks of a month, whole and exact.

    Where members who come or go leave no other way, the team's week gives way by a unit or two, unless it is fixed.
    """
    frame = task.frame
    of_month = frame.month_of_week == month
    names: list[Place] = [(member.name, frame.months[month]) for member in frame.members]
    days: list[Place] = [(week,) for week in np.array(frame.weeks)[of_month]]
    fixed, seed, columns = task.fixed.weeks[:TEAM, of_month], task.seed[:, of_month], team.weeks[0, of_month]
    free = np.isnan(fixed) & (seed > 0)
    missing = columns - np.nan_to_num(fixed).sum(0)
    fits = np.where(free.any(0), -missing, np.abs(missing)) <= _GIVE
    with task.naming(names, days):
        exact = fit_shares(seed, fixed, exact_members, team.exact_weeks[0, of_month])
    with task.naming(days, names):
        weeks = controlled_round(
            exact.T,
            columns,
            members,
            free=free.T,
            bending=fits & np.isnan(task.fixed.weeks[TEAM, of_month]),
            lean=task.owed_weeks[:TEAM, of_month].T,
        )
    return weeks.T, exact


def _pin(fixed: Floats, least: Floats, share: Callable[[Floats], Floats]) -> tuple[Floats, Floats]:
    """Share out around fixed cells; a share below its least is fixed at that. The fixed cells then, and the shares."""
    exact = share(fixed)
    while (below := np.isnan(fixed) & (exact < least)).any():
        fixed = np.where(below, least, fixed)
        exact = share(fixed)
    return fixed, exact


def _whole(total: int, weights: Floats, fixed: Floats, lean: Floats | None = None) -> Ints:
    """Fixed cells as they are; what is left of the total by weight, in whole numbers."""
    free = np.isnan(fixed) & (weights > 0)
    shares = np.nan_to_num(fixed).astype(np.int64)
    rest = total - int(shares.sum())
    if rest < 0 or (rest and not free.any()):
        raise MarginError("row", 0, total, rest)
    if rest:
        shares[free] = round_shares(rest, weights[free], None if lean is None else lean[free])
    return shares


def _exact(total: float, weights: Floats, fixed: Floats) -> Floats:
    """The same, unrounded."""
    stays = np.nan_to_num(fixed)
    free = np.where(np.isnan(fixed), weights, 0)
    rest = max(0.0, total - stays.sum())
    shares: Floats = stays + free * (rest / free.sum() if free.any() else 0)
    return shares
