"""Share out parts around what is fixed in them and in their sum, all sums at once.

Handed down cell by cell (`hand_down.py`), what is fixed in the whole may be divided so that it then leaves no way for
the rest, though there is a table. Here parts, members and weeks are looked at together. Time still comes before
people: the parts' weeks are those that they have without what is fixed for members; where these leave no way either,
only the whole's weeks are.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

import numpy as np

from isplanner.analysis.people.frame import TEAM, Frame
from isplanner.analysis.sharing.hand_down import hand_down
from isplanner.analysis.sharing.share_out import Part, Shares, share_out
from isplanner.analysis.whole_numbers.crossing import Family, round_crossing
from isplanner.analysis.whole_numbers.rounding import Bools, Floats, Ints, MarginError
from isplanner.plan.problem import PlanError
from isplanner.plan.target import FixedCell


def share_at_once(frame: Frame, parts: Sequence[Part], cells: Sequence[FixedCell]) -> list[Shares] | None:
    """Shares of parts in which their own fixed cells and those of their sum stand; None where none were found.

    A part that is a negative rest keeps what it has.
    """
    team, people = ([cell for cell in cells if (cell.member is None) is of_team] for of_team in (True, False))
    try:
        timed = _share_time(frame, parts, team)
        if not people and all(cell.member is None for part in parts for cell in part.cells):
            return timed
        with suppress(MarginError):
            return _share_people(frame, parts, timed, people)
        if all(part.handed == part.total for part in parts):
            return _share_people(frame, parts, timed, people, weeks_give=True)
    except (MarginError, PlanError):
        pass
    return None


def _share_time(frame: Frame, parts: Sequence[Part], cells: Sequence[FixedCell]) -> list[Shares]:
    """The parts' shares without what is fixed for members."""
    of_team = [replace(part, cells=tuple(cell for cell in part.cells if cell.member is None)) for part in parts]
    try:
        return share_out(frame, hand_down(frame, of_team, cells))
    except PlanError:
        free = share_out(frame, [replace(part, cells=()) for part in of_team])
    table = _Table.of(frame, of_team, free, cells, 1)
    exact = table.stack([shares.exact_weeks[TEAM:] for shares in free])
    totals = np.array([of_team[number].total for number in table.standing], float)
    rounded = table.round(exact, exact > 0, Family(np.indices(exact.shape)[0].ravel(), totals))
    weeks = dict(zip(table.standing, rounded[:, 0].tolist(), strict=True))
    return share_out(frame, [_with_weeks(frame, part, weeks.get(n, ())) for n, part in enumerate(of_team)])


def _share_people(
    frame: Frame,
    parts: Sequence[Part],
    timed: Sequence[Shares],
    cells: Sequence[FixedCell],
    *,
    weeks_give: bool = False,
) -> list[Shares]:
    """Members' shares of the parts' weeks, or of the whole's where those of parts give way.

    These are then the exact shares too.
    """
    of_people = [replace(part, cells=tuple(cell for cell in part.cells if cell.member is not None)) for part in parts]
    table = _Table.of(frame, parts if weeks_give else of_people, timed, cells, len(frame.members))
    exact = table.stack([shares.exact_weeks[:TEAM] for shares in timed])
    can = table.stack([part.weighing.load(frame) for part in parts]) > 0
    columns = table.stack([shares.weeks[:TEAM] for shares in timed]).sum(1)
    number, _, week = (places.ravel() for places in np.indices(exact.shape))
    if weeks_give:
        totals = Family(number, columns.sum(1))
        rounded = table.round(exact, can, Family(week, columns.sum(0)), totals)
    else:
        rounded = table.round(exact, can, Family(number * exact.shape[2] + week, columns.ravel()))
    shared = list(timed)
    for place, number_of_part in enumerate(table.standing):
        part, members = parts[number_of_part], rounded[place]
        team = members.sum(0) if part.handed == part.total else timed[number_of_part].weeks[TEAM]
        weeks = np.vstack((members, team))
        months = frame.by_month(weeks)
        shared[number_of_part] = Shares(months.astype(np.int64), weeks, months, weeks.astype(float))
    return shared


def _with_weeks(frame: Frame, part: Part, weeks: Sequence[int]) -> Part:
    """A part with its weeks fixed."""
    cells = (FixedCell(0, part.node, None, frame.weeks[number], value) for number, value in enumerate(weeks))
    return replace(part, cells=tuple(cells) or part.cells)


@dataclass(frozen=True, slots=True, eq=False)
class _Table:
    """Parts × rows × weeks, and what is fixed in it: single cells (`fixed`, else NaN), and sums by what they are of."""

    standing: tuple[int, ...]
    fixed: Floats
    families: Sequence[Family]

    @classmethod
    def of(
        cls, frame: Frame, parts: Sequence[Part], shares: Sequence[Shares], cells: Sequence[FixedCell], height: int
    ) -> "_Table":
        """So many rows high; a negative rest is taken off what is fixed in the whole."""
        standing = tuple(number for number, part in enumerate(parts) if part.total >= 0)
        rests = [one for number, one in enumerate(shares) if number not in standing]
        fixed = np.full((len(standing), height, len(frame.weeks)), np.nan)
        sums: dict[tuple[str, bool, bool], tuple[Ints, list[float]]] = {}

        def add(cell: FixedCell, part: int | slice, value: float) -> None:
            kind, number = frame.place(cell.span)
            row = slice(None) if cell.member is None else frame.row(cell.member)
            is_of_part, is_of_team = isinstance(part, int), cell.member is None
            if kind == "week" and is_of_part and (height == 1 or not is_of_team):
                fixed[part, row, number] = value
                return
            weeks = number if kind == "week" else frame.weeks_of[number] if kind == "month" else slice(None)
            place = kind, is_of_part, is_of_team
            of, totals = sums.setdefault(place, (np.full(fixed.shape, -1), []))
            of[part, row, weeks] = len(totals)
            totals.append(value)

        for place, number in enumerate(standing):
            for cell in parts[number].cells:
                add(cell, place, float(cell.value))
        for cell in cells:
            row, column = frame.row(cell.member), frame.place(cell.span)
            add(cell, slice(None), float(cell.value - sum(rest.at(row, column)[0] for rest in rests)))
        return cls(standing, fixed, [Family(of.ravel(), np.array(totals)) for of, totals in sums.values()])

    def stack(self, tables: Sequence[Floats] | Sequence[Ints]) -> Floats:
        """Those of the parts that stand."""
        return np.array([tables[number] for number in self.standing], float)

    def round(self, exact: Floats, can: Bools, columns: Family, *others: Family) -> Ints:
        """The table in whole numbers that keeps what is fixed in it, and these sums."""
        is_open = np.isnan(self.fixed)
        shares = np.where(is_open, np.where(can, exact, 0.0), self.fixed)
        free = is_open & can
        families = (*self.families, *others)
        return round_crossing(shares.ravel(), free.ravel(), columns, families).reshape(exact.shape)
