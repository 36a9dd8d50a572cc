"""What the tables of a file have around them: file, sheet, titles, and what was known before."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from isplanner.plan.period import PeriodRule
from isplanner.workbook.grid import Place
from isplanner.workbook.labels import Label, read_title
from isplanner.workbook.names import Channels, Members, Named
from isplanner.workbook.periods import PeriodPart
from isplanner.workbook.recognise import Table
from isplanner.workbook.titles import Title

NOWHERE = Place(-1, -1)


@dataclass
class Context:
    """One file: its name, the people and channels in it, how the team cuts its time, what `--period` says.

    `first` has the facts so far by identity, `sheet_members` whom sheets are named after,
    `unread_sheets` only sum those up.
    """

    file: str
    rule: PeriodRule
    members: Members
    channels: Channels
    file_part: PeriodPart | None = None
    argument: PeriodPart | None = None
    first: dict[tuple[object, ...], float] = field(default_factory=dict)
    sheet_members: dict[str, str] = field(default_factory=dict)
    unread_sheets: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Surroundings:
    """The labels around a whole table, nearest first: its block's titles, the sheet's name, the sheet's titles.

    `notes` are the money units that notes and titles of the sheet say, by the cell they stand in.
    """

    table: Table
    context: Context
    notes: Mapping[Place, str]

    @cached_property
    def labels(self) -> tuple[Label, ...]:
        """What they say, nearest first."""
        return tuple(title.label for title in self.titles)

    @cached_property
    def titles(self) -> tuple[Title, ...]:
        """The labels with where they stand; the sheet's name stands nowhere."""
        return (*self.table.titles, *self._sheet_name, *self.table.sheet_titles)

    @cached_property
    def _sheet_name(self) -> tuple[Title, ...]:
        sheet = self.table.sheet
        if not sheet.has_own_name:
            return ()
        member = self.context.sheet_members.get(sheet.name)
        label = Label(member, role="member", is_known=True) if member else read_title(sheet.name)
        return (Title(NOWHERE, label),)

    @cached_property
    def metric(self) -> str | None:
        """The metric they name."""
        return next((label.metric for label in self.labels if label.metric), None)

    @cached_property
    def channel(self) -> str | None:
        """The channel they name."""
        return next((label.channel for label in self.labels if label.channel), None)

    @cached_property
    def kind(self) -> str | None:
        """Target, actual or comparison, where they say so."""
        return next((label.kind for label in self.labels if label.kind), None)

    @cached_property
    def member(self) -> Title | None:
        """The title that names the person whom the table is about."""
        return next((title for title in self.titles if title.label.role == "member"), None)

    @cached_property
    def named(self) -> Named:
        """The person whom the table is about."""
        return self.context.members.named(self.member.label.text if self.member else None)

    @cached_property
    def parts(self) -> tuple[PeriodPart, ...]:
        """What they say of the period, then the file's name, then `--period`."""
        more = (self.context.file_part, self.context.argument)
        return tuple(part for part in (*(label.period for label in self.labels), *more) if part)

    @cached_property
    def is_total(self) -> bool:
        """Whether the block sums other blocks."""
        return any(title.label.role == "total" for title in self.table.titles)

    @cached_property
    def money_unit(self) -> str | None:
        """The money unit of the nearest note or title above."""
        above = [place for place in self.notes if place.row < self.table.header[-1]]
        nearest = max(above, key=lambda place: (place.row, place.column in self.table.columns), default=None)
        return None if nearest is None else self.notes[nearest]

    def conflicts(self) -> Iterator[tuple[Place, str]]:
        """The title cells that name another month than the sheet's name does."""
        named = next((title.label.period for title in self._sheet_name), None)
        for title in self.table.sheet_titles:
            said = title.label.period
            if named and said and _is_month(named) and _is_month(said) and named.month != said.month:
                yield title.place, title.label.text


def _is_month(part: PeriodPart) -> bool:
    return bool(part.month and not part.day and not part.last_month)
