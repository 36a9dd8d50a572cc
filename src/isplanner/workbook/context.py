"""What the tables of a file have around them: file, sheet, titles, and what was known before."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from isplanner.plan.metric import Metric, shipped_metrics
from isplanner.plan.period import PeriodRule
from isplanner.workbook.corrections import NO_CORRECTIONS, ColumnMapping, Corrections, TableMapping
from isplanner.workbook.grid import NOWHERE, Place
from isplanner.workbook.labels import Label, read_title
from isplanner.workbook.names import Channels, Members, Named
from isplanner.workbook.periods import PeriodPart, argument_part, days_of_name
from isplanner.workbook.recognise import Table
from isplanner.workbook.spelling import squeezed
from isplanner.workbook.templates import Fitting, Template, best_fitting
from isplanner.workbook.titles import Title


@dataclass
class Context:
    """One file: its name, the people and channels in it, how the team cuts its time, what `--period` says.

    `corrections` and `templates` go before what is recognised; `metrics` are the plan's, others are not read. `first`
    has the facts so far by identity, `sheet_members` say whom sheets are named after, `unread_sheets` only sum those
    up.
    """

    file: str
    rule: PeriodRule
    members: Members
    channels: Channels
    file_part: PeriodPart | None = None
    argument: PeriodPart | None = None
    corrections: Corrections = NO_CORRECTIONS
    templates: Sequence[Template] = ()
    metrics: Mapping[str, Metric] = field(default_factory=shipped_metrics)
    first: dict[tuple[object, ...], float] = field(default_factory=dict)
    sheet_members: dict[str, str] = field(default_factory=dict)
    unread_sheets: set[str] = field(default_factory=set)

    @cached_property
    def own_names(self) -> Mapping[str, str]:
        """The keys of the plan's own metrics by all their names: the shipped ones are in the vocabulary."""
        own = (metric for key, metric in self.metrics.items() if key not in shipped_metrics())
        return {squeezed(name): metric.key for metric in own for name in (metric.key, metric.ja, metric.en)}

    def fitting(self, headers: Sequence[str]) -> Fitting | None:
        """The template that a table with these headers is read by."""
        return best_fitting(self.templates, headers)

    def mapping(self, headers: Sequence[str]) -> TableMapping:
        """What goes before the headers of a table: what was corrected, then its template, then own metrics' names."""
        named = {key: ColumnMapping(metric=self.own_names[key]) for key in headers if key in self.own_names}
        mapping = TableMapping(tuple(headers), named)
        if fitting := self.fitting(headers):
            mapping = fitting.mapping.over(mapping)
        mapping = self.corrections.table(headers).over(mapping)
        known = {
            key: column if column.metric in self.metrics else replace(column, metric=None)
            for key, column in mapping.columns.items()
        }
        return replace(mapping, columns=known)


@dataclass(frozen=True)
class Surroundings:
    """The labels around a whole table, nearest first: its block's titles, the sheet's name, the sheet's titles.

    `notes` are the money units that notes and titles of the sheet say, by the cell they stand in; `mapping` is what
    goes before all labels.
    """

    table: Table
    context: Context
    notes: Mapping[Place, str]
    mapping: TableMapping

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
        """What they say of the period, then the file's name, then `--period`; a chosen one alone."""
        if self.mapping.period and (chosen := argument_part(self.mapping.period, self.context.rule)):
            return (chosen,)
        said = [part for part in (*(label.period for label in self.labels), self.context.file_part) if part]
        if not any(part.says_more_than_year for part in said) and self.table.sheet.has_own_name:
            said.insert(0, days_of_name(self.table.sheet.name) or PeriodPart())
        return tuple(part for part in (*said, self.context.argument) if part and part != PeriodPart())

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
        """The title cells that name another month than the sheet's name does, unless one was chosen."""
        if self.mapping.period:
            return
        named = next((title.label.period for title in self._sheet_name), None)
        for title in self.table.sheet_titles:
            said = title.label.period
            if named and said and _is_month(named) and _is_month(said) and named.month != said.month:
                yield title.place, title.label.text


def _is_month(part: PeriodPart) -> bool:
    return bool(part.month and not part.day and not part.last_month)
