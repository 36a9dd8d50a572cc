"""Share out one target, the plan's or a channel's, over months, weeks and members, around the cells that are fixed.

Time comes before people, the coarse before the fine: the team's months, its weeks, members' months, members' weeks.
So what is fixed for a member never moves the team's months and weeks and has to fit into them; what is fixed in a week
moves the month of that row. The exact shares come the same way, each from an exact one.

Who joins or leaves within the period is not known of before: shares of the weeks before that stay as they were.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass

import numpy as np

from isplanner.analysis.people.frame import TEAM, Column, Fixed, Frame, Stage
from isplanner.analysis.sharing.ways import Weighing
from isplanner.analysis.whole_numbers.fit import fit_shares
from isplanner.analysis.whole_numbers.nested import round_nested
from isplanner.analysis.whole_numbers.rounding import Bools, Floats, Ints, MarginError, controlled_round, round_shares
from isplanner.plan.period import Span
from isplanner.plan.problem import PlanError
from isplanner.plan.scope import NodeKey
from isplanner.plan.target import FixedCell

_GIVE = 2
"""How many units a week may be off for the members there."""
_NOISE = 1e-9
Place = tuple[str | Span, ...]
"""A member's name and days, or days alone for the team."""


@dataclass(frozen=True, slots=True)
class Part:
    """A target to share out, with the cells fixed in it.

    `total` is what the team's row comes to, `handed` what the members' rows do: more by the 上乗せ率.
    """

    node: NodeKey
    total: int
    handed: int
    weighing: Weighing
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

    def above(self, other: "Shares") -> "Shares":
        """These rows, then those of others."""
        return Shares(
            np.vstack((self.months, other.months)),
            np.vstack((self.weeks, other.weeks)),
            np.vstack((self.exact_months, other.exact_months)),
            np.vstack((self.exact_weeks, other.exact_weeks)),
        )

    def together(self) -> "Shares":
        """The sum of the rows, as one row."""
        cells = (self.months, self.weeks, self.exact_months, self.exact_weeks)
        months, weeks, exact_months, exact_weeks = (rows.sum(0, keepdims=True) for rows in cells)
        return Shares(months, weeks, exact_months, exact_weeks)

    def at(self, row: int, column: Column) -> tuple[int, float]:
        """A cell, whole and exact."""
        kind, number = column
        if kind == "week":
            return int(self.weeks[row, number]), float(self.exact_weeks[row, number])
        months = slice(number, number + 1) if kind == "month" else slice(None)
        return int(self.months[row, months].sum()), float(self.exact_months[row, months].sum())


@dataclass(frozen=True, slots=True, eq=False)
class _Task:
    """A part made positive, of which the weeks before `start` are kept.

    `time` is what the weeks weigh in which somebody is there; `seed` shares it out over members. `fixed` cells are
    whole numbers, `exact` are those of the exact shares; they differ in what is kept. `owed_months` (members) and
    `owed_weeks` (and team) are what rounding took in the parts before.
    """

    frame: Frame
    part: Part
    sign: int
    start: int
    kept: Shares
    time: Floats
    seed: Floats
    fixed: Fixed
    exact: Fixed
    owed_months: Floats
    owed_weeks: Floats

    @classmethod
    def of(cls, stage: Stage, part: Part, load: Floats, kept: Shares, before: Shares) -> "_Task":
        start, frame = stage
        together = load.sum(0)
        time = np.where(together > 0, frame.time, 0.0) if frame.members else frame.time
        if part.total and not time.any():
            raise PlanError("nobody_there" if frame.time.any() else "no_business_days", period=frame.period)
        seed, sign = load * _ratios(time, together), -1 if part.total < 0 else 1
        kept = Shares.nothing(frame).plus(kept, sign)
        loads = np.vstack((seed, time))
        fixed = Fixed.of(frame, part.cells, loads, kept.weeks[:, :start].astype(float), sign)
        exact = Fixed.of(frame, part.cells, loads, kept.exact_weeks[:, :start], sign) if start else fixed
        owed_months = sign * (before.exact_months - before.months)[:TEAM]
        owed_weeks = sign * (before.exact_weeks - before.weeks)
        return cls(frame, part, sign, start, kept, time, seed, fixed, exact, owed_months, owed_weeks)

    @contextmanager
    def naming(self, rows: Sequence[Place], columns: Sequence[Place] = ()) -> Iterator[None]:
        """Say of a row or column whose sum cannot be had whose and when it is."""
        try:
            yield
        except MarginError as error:
            place = (rows if error.axis == "row" else columns)[error.index]
            total, missing = round(self.sign * error.total), round(self.sign * error.missing)
            raise contradiction(self.part.node, place, total, missing) from None


def contradiction(node: NodeKey, place: Place, total: int, missing: int) -> PlanError:
    """Say that fixed cells leave a total short, or over where what is missing is negative."""
    return PlanError(
        "contradiction", node=node, at=[*place], total=total, reached=total - missing, difference=abs(missing)
    )


def share_out(frame: Frame, parts: Sequence[Part]) -> list[Shares]:
    """Share out parts, each so that what rounding took from the ones before is made good where it can be.

    So the whole stays close to its exact shares too, though only a part's own cells are held within 1. A negative part
    is shared out like its opposite. Where fixed cells can only be had by looking ahead to who joins and leaves, the
    weeks before that do not stay as they were.

    Raises:
        PlanError: `no_business_days`, `nobody_there`, `fixed_nowhere`, `contradiction`.
    """
    stages = frame.stages()
    if len(stages) > 1:
        with suppress(PlanError):
            return _share_stages(stages, parts)
    return _share_stages([Stage(0, frame)], parts)


def _share_stages(stages: Sequence[Stage], parts: Sequence[Part]) -> list[Shares]:
    """Share parts out stage by stage; each keeps what the one before made of the weeks before it.

    Where so much of a month is over that what is left of it leads far from exact shares, all of the month is rounded.
    """
    first, *rest = stages
    shared = _share_stage(first, parts, [Shares.nothing(first.frame)] * len(parts))
    for start, frame in rest:
        month = frame.weeks_of[frame.month_of_week[start]].start
        tried = _share_stage(Stage(start, frame), parts, shared)
        if month < start and not all(map(_is_near, tried)):
            anew = _share_stage(Stage(month, frame), parts, shared)
            tried = anew if all(map(_is_near, anew)) else tried
        shared = tried
    return shared


def _share_stage(stage: Stage, parts: Sequence[Part], kept: Sequence[Shares]) -> list[Shares]:
    """Share parts out from a stage's first week on."""
    loads = {weighing: weighing.load(stage.frame) for weighing in dict.fromkeys(part.weighing for part in parts)}
    before, shared = Shares.nothing(stage.frame), []
    for part, standing in zip(parts, kept, strict=True):
        is_empty = not (part.total or part.cells)
        task = None if is_empty else _Task.of(stage, part, loads[part.weighing], standing, before)
        shared.append(_share_part(task) if task else standing)
        before = before.plus(shared[-1])
    return shared


def _is_near(shares: Shares) -> bool:
    """Whether all cells of members are within 1 of their exact shares."""
    cells = (shares.months - shares.exact_months, shares.weeks - shares.exact_weeks)
    return all(bool((np.abs(away[:TEAM]) < 1 + _NOISE).all()) for away in cells)


def _share_part(task: _Task) -> Shares:
    """Members' rows and the team's; without a 上乗せ率 that is their sum."""
    frame, part = task.frame, task.part
    with task.naming([(frame.period,)]):
        _whole(task.sign * part.total, np.ones(1), task.fixed.totals[TEAM:])
    team = _share_time(task, task.sign * part.total, task.time, task.fixed, task.exact)
    nothing = Shares.nothing(frame)
    if not frame.members:
        return nothing.plus(team, task.sign)
    people = _share_people(task, _hand_out(task, team))
    whole = people.above(people.together() if part.handed == part.total else team)
    return nothing.plus(whole, task.sign)


def _share_time(task: _Task, total: int, time: Floats, fixed: Fixed, exact: Fixed) -> Shares:
    """The team's row: months of the total, then weeks of each month, by what the weeks weigh."""
    frame, weights = task.frame, task.frame.by_month(time)

    def share(cells: Floats) -> Floats:
        return _exact(total, weights, cells)

    pinned, exact_months = _pin(fixed.months[TEAM], fixed.least[TEAM], share)
    if exact is not fixed:
        _, exact_months = _pin(exact.months[TEAM], exact.least[TEAM], share)
    with task.naming([(frame.period,)]):
        months = _whole(total, weights, pinned)
    weeks, exact_weeks = np.zeros(len(frame.weeks), np.int64), np.zeros(len(frame.weeks))
    for column, of_month in enumerate(frame.weeks_of):
        days, owed = time[of_month], task.owed_weeks[TEAM, of_month]
        with task.naming([(frame.months[column],)]):
            weeks[of_month] = _whole(int(months[column]), days, fixed.weeks[TEAM, of_month], owed)
        exact_weeks[of_month] = _exact(exact_months[column], days, exact.weeks[TEAM, of_month])
    return Shares(months[None], weeks[None], exact_months[None], exact_weeks[None])


def _hand_out(task: _Task, team: Shares) -> Shares:
    """What members' rows add up to: the team's, or in proportion to it where they are to reach more."""
    if task.part.handed == task.part.total:
        return team
    fixed, exact = (cells.together(task.frame, task.seed) for cells in (task.fixed, task.exact))
    return _share_time(task, task.sign * task.part.handed, team.exact_weeks[TEAM], fixed, exact)


def _share_people(task: _Task, team: Shares) -> Shares:
    """Members' shares of the team's months and weeks, whole and exact.

    Where fixed cells leave no way from the coarse to the fine, all sums are kept at once.
    """
    try:
        return _share_in_steps(task, team)
    except PlanError as error:
        if shares := _share_at_once(task, team):
            return shares
        raise error from None


def _share_at_once(task: _Task, team: Shares) -> Shares | None:
    """Members' shares around cells that are fixed; None where there are none. These are then the exact shares too."""
    frame, fixed = task.frame, task.fixed.weeks[:TEAM]
    is_open = np.isnan(fixed)
    columns, seed = team.weeks[TEAM], np.where(is_open, task.seed, 0)
    rest = columns - np.where(is_open, 0, fixed).sum(0)
    exact = np.where(is_open, seed * _ratios(rest.clip(0).astype(float), seed.sum(0)), fixed)
    sums, totals = task.fixed.months[:TEAM], task.fixed.totals[:TEAM]
    try:
        weeks = round_nested(exact, columns, frame.weeks_of, sums, totals, is_open & (seed > 0))
    except MarginError:
        return None
    months = frame.by_month(weeks).astype(np.int64)
    return Shares(months, weeks, months.astype(float), weeks.astype(float))


def _share_in_steps(task: _Task, team: Shares) -> Shares:
    exact_months, exact_weeks = _exact_people(task, team)
    months = _whole_months(task, team, exact_months, exact_weeks)
    weeks = np.zeros(task.seed.shape, np.int64)
    for column, of_month in enumerate(task.frame.weeks_of):
        weeks[:, of_month] = _whole_weeks(task, team, column, months[:, column], exact_weeks[:, of_month])
        months[:, column] = weeks[:, of_month].sum(1)
    return Shares(months, weeks, exact_months, exact_weeks)


def _exact_people(task: _Task, team: Shares) -> tuple[Floats, Floats]:
    """Members × months and × weeks before rounding; fitted to their sums where members have fixed cells."""
    frame, start, kept = task.frame, task.start, task.kept.exact_weeks[:TEAM, : task.start]
    if all(cell.member is None for cell in task.part.cells):
        weeks = task.seed * _ratios(team.exact_weeks[TEAM], task.time)
        weeks[:, :start] = kept
        return frame.by_month(weeks), weeks
    seed, fixed, weeks = np.hstack((kept, task.seed[:, start:])), task.exact, np.zeros(task.seed.shape)
    in_months, totals = frame.by_month(seed), fixed.totals[:TEAM]
    with task.naming(_names(frame, frame.period), [(month,) for month in frame.months]):
        _, months = _pin(
            fixed.months[:TEAM],
            fixed.least[:TEAM],
            lambda cells: fit_shares(in_months, cells, totals, team.exact_months[TEAM]),
        )
    for column, of_month in enumerate(frame.weeks_of):
        with task.naming(_names(frame, frame.months[column]), [(week,) for week in frame.weeks[of_month]]):
            weeks[:, of_month] = fit_shares(
                seed[:, of_month], fixed.weeks[:TEAM, of_month], months[:, column], team.exact_weeks[TEAM, of_month]
            )
    return months, weeks


def _whole_months(task: _Task, team: Shares, exact: Floats, exact_weeks: Floats) -> Ints:
    """Members × months. A member's total is the sum of his months unless it is fixed.

    Of a month that has begun, so much is left as its weeks to come can take.
    """
    frame, total = task.frame, task.sign * task.part.handed
    fixed, totals, seed = task.fixed.months[:TEAM], task.fixed.totals[:TEAM], frame.by_month(task.seed)
    with task.naming([(frame.period,)]):
        rows = _whole(total, exact.sum(1), totals, task.owed_months.sum(1))
    if task.start:
        kept, left = task.kept.weeks[:TEAM, : task.start], exact_weeks[:, task.start :]
        low, high = np.hstack((kept, np.floor(left + _NOISE))), np.hstack((kept, np.ceil(left - _NOISE)))
        exact = exact.clip(frame.by_month(low), frame.by_month(high))
    with task.naming(_names(frame, frame.period), [(month,) for month in frame.months]):
        return controlled_round(
            np.where(np.isnan(fixed), exact, fixed),
            rows,
            team.months[TEAM],
            free=np.isnan(fixed) & (seed > 0),
            least=task.fixed.least[:TEAM],
            bending=np.isnan(totals),
            lean=task.owed_months,
        )


def _whole_weeks(task: _Task, team: Shares, month: int, members: Ints, exact: Floats) -> Ints:
    """Members × weeks of a month.

    Where members who come or go leave no other way, the team's week gives way by a unit or two, unless it is fixed;
    where fixed weeks leave none, the months of members do.
    """
    frame, of_month = task.frame, task.frame.weeks_of[month]
    fixed, columns = task.fixed.weeks[:TEAM, of_month], team.weeks[TEAM, of_month]
    is_open, owed = np.isnan(fixed), task.owed_weeks[:TEAM, of_month]
    table, free = np.where(is_open, exact, fixed), is_open & (task.seed[:, of_month] > 0)
    missing = columns - np.where(is_open, 0, fixed).sum(0)
    fits = np.where(free.any(0), -missing, np.abs(missing)) <= _GIVE
    weeks_give = fits & np.isnan(task.fixed.weeks[TEAM, of_month])
    members_give = np.isnan(task.fixed.months[:TEAM, month]) & np.isnan(task.fixed.totals[:TEAM])

    def by_week(give: Bools | None) -> Ints:
        return controlled_round(table.T, columns, members, free=free.T, bending=give, lean=owed.T).T

    tries: list[Callable[[], Ints]] = [
        lambda: by_week(weeks_give),
        lambda: controlled_round(table, members, columns, free=free, bending=members_give, lean=owed),
    ]
    if (free == free[:, :1]).all():
        tries.insert(0, lambda: by_week(None))
    with task.naming(_names(frame, frame.months[month]), [(week,) for week in frame.weeks[of_month]]):
        return _nearest(tries, table)


def _nearest(tries: Sequence[Callable[[], Ints]], exact: Floats) -> Ints:
    """The first table whose cells are all within 1 of their shares, else the first there is."""
    found: list[Ints] = []
    for attempt in tries:
        with suppress(MarginError):
            found.append(attempt())
            if (np.abs(found[-1] - exact) < 1).all():
                return found[-1]
    return found[0] if found else tries[-1]()


def _names(frame: Frame, span: Span) -> list[Place]:
    return [(member.name, span) for member in frame.members]


def _pin(fixed: Floats, least: Floats, share: Callable[[Floats], Floats]) -> tuple[Floats, Floats]:
    """Share out around fixed cells; a share below its least is fixed at that. The fixed cells then, and the shares."""
    exact = share(fixed)
    while (below := np.isnan(fixed) & (exact < least - _NOISE)).any():
        fixed = np.where(below, least, fixed)
        exact = share(fixed)
    return fixed, exact


def _whole(total: int, weights: Floats, fixed: Floats, lean: Floats | None = None) -> Ints:
    """Fixed cells as they are; what is left of the total by weight, in whole numbers."""
    is_open = np.isnan(fixed)
    free, shares = is_open & (weights > 0), np.where(is_open, 0, fixed).astype(np.int64)
    rest = total - int(shares.sum())
    if rest < 0 or (rest and not free.any()):
        raise MarginError("row", 0, total, rest)
    if rest:
        shares[free] = round_shares(rest, weights[free], None if lean is None else lean[free])
    return shares


def _exact(total: float, weights: Floats, fixed: Floats) -> Floats:
    """The same, unrounded."""
    is_open = np.isnan(fixed)
    stays, free = np.where(is_open, 0, fixed), np.where(is_open, weights, 0)
    rest = max(0.0, total - stays.sum())
    shares: Floats = stays + free * (rest / free.sum() if free.any() else 0)
    return shares


def _ratios(above: Floats, below: Floats) -> Floats:
    return np.divide(above, below, out=np.zeros_like(below), where=below > 0)
