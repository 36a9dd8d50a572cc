"""Hand down what is fixed in a whole to the parts that add up to it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from isplanner.analysis.people.frame import TEAM, Frame
from isplanner.analysis.sharing.share_out import Part, Shares, contradiction, share_out
from isplanner.analysis.whole_numbers.rounding import round_shares
from isplanner.plan.period import Span
from isplanner.plan.target import FixedCell


def hand_down(frame: Frame, parts: list[Part], cells: Iterable[FixedCell]) -> list[Part]:
    """Fix in the parts what is fixed in their sum, one cell after the other: the team's first, the coarse first.

    What the parts have in a cell as things are stays where it adds up already; else the cell is shared out over them in
    proportion to that. A part in which it is fixed, or that is a negative rest, keeps what it has.

    Raises:
        PlanError: `contradiction`, `fixed_nowhere`.
    """
    ordered = sorted(cells, key=lambda cell: (cell.span.start - cell.span.end, cell.id))
    team = [cell for cell in ordered if cell.member is None]
    people = [cell for cell in ordered if cell.member is not None]
    total, handed = (sum(part.total for part in parts), sum(part.handed for part in parts))
    _check([cell for cell in team if cell.span == frame.period], 1, frame.period, total)
    _check([cell for cell in team if cell.span in frame.months], len(frame.months), frame.period, total)
    parts = _fix(frame, parts, team)
    if people:
        _check([cell for cell in people if cell.span == frame.period], len(frame.members), frame.period, handed)
        for month, column in zip(frame.months, _member_sums(frame, parts), strict=True):
            _check([cell for cell in people if cell.span == month], len(frame.members), month, column)
    return _fix(frame, parts, people)


def _member_sums(frame: Frame, parts: list[Part]) -> list[int]:
    """What members' rows come to in each month."""
    shared = share_out(frame, parts)
    return [sum(int(shares.months[:TEAM, column].sum()) for shares in shared) for column in range(len(frame.months))]


def _check(cells: list[FixedCell], complete: int, span: Span, total: int) -> None:
    """See that cells do not exceed the sum they are part of, and make it where they are all there is to it."""
    missing = total - sum(cell.value for cell in cells)
    if cells and (missing < 0 or (missing and len(cells) == complete)):
        raise contradiction(cells[0].node, (span,), total, missing)


def _fix(frame: Frame, parts: list[Part], cells: list[FixedCell]) -> list[Part]:
    standing: list[Shares] = []
    for cell in cells:
        own = [_fixed_value(part, cell) for part in parts]
        if own.count(None) == 1:
            left = cell.value - sum(value or 0 for value in own)
            _check_sign(frame, parts[own.index(None)], cell, left)
            values = [left if value is None else value for value in own]
        else:
            row, place = frame.row(cell.member), frame.place(cell.span)
            standing = standing or share_out(frame, parts)
            shares = [part.at(row, place) for part in standing]
            values = [value for value, _ in shares]
            if sum(values) != cell.value:
                values, standing = _divide(frame, parts, cell, shares), []
        parts = [
            replace(part, cells=(*part.cells, replace(cell, value=value)))
            for part, value in zip(parts, values, strict=True)
        ]
    return parts


def _divide(frame: Frame, parts: list[Part], cell: FixedCell, shares: Sequence[tuple[int, float]]) -> list[int]:
    """What each part gets of a cell that is other than what the parts have in it, whole and exact."""
    values = [value for value, _ in shares]
    moving = [n for n, part in enumerate(parts) if part.total > 0 and _fixed_value(part, cell) is None]
    weights = [shares[number][1] for number in moving]
    rest = cell.value - sum(values) + sum(values[number] for number in moving)
    if rest < 0 or not any(weights):
        raise contradiction(cell.node, _place(frame, cell), cell.value, rest)
    for number, value in zip(moving, round_shares(rest, weights), strict=True):
        values[number] = value
    return values


def _check_sign(frame: Frame, part: Part, cell: FixedCell, left: int) -> None:
    """See that what is left for the one part in which a cell is open is no less than nothing of it."""
    if left * part.total < 0:
        raise contradiction(cell.node, _place(frame, cell), cell.value, left)


def _fixed_value(part: Part, cell: FixedCell) -> int | None:
    """What of a cell is fixed in a part."""
    return next((own.value for own in part.cells if (own.member, own.span) == (cell.member, cell.span)), None)


def _place(frame: Frame, cell: FixedCell) -> tuple[str | Span, ...]:
    return (cell.span,) if cell.member is None else (frame.members[frame.row(cell.member)].name, cell.span)
