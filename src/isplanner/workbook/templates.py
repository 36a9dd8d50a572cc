"""Templates (ひな型): how known tables are read.

Those of known exports are files of resources/exports, the team's own are kept with the plan as JSON of the same form.
A table fits a template by its headers. One with `needs` is an export of which everybody chooses his own columns: all
needed headers must be there, and how well it fits is the share of the table's headers that the export may have.
"""

import json
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cache
from typing import Any, NamedTuple

from isplanner.plan.problem import PlanError
from isplanner.resource_files import resource
from isplanner.workbook.corrections import ColumnMapping, TableMapping, header_keys, timeless
from isplanner.workbook.labels import ACTUAL, COMPARISON, TARGET
from isplanner.workbook.spelling import squeezed
from isplanner.workbook.vocabulary import vocabulary

LEAST_FIT = 0.8
_LEAST_FIT_OF_EXPORT = 0.4
_FEWEST_HEADERS = 2
_MOST_HEADERS = 1_000
_LONGEST = 200
_FLAG = "is_day_first"
_KINDS = {None, TARGET, ACTUAL, COMPARISON}


@dataclass(frozen=True, slots=True)
class TableTemplate:
    """One table of a template, with the headers that must be there for it to be an export."""

    mapping: TableMapping
    needs: frozenset[str] = frozenset()

    def fit(self, headers: Sequence[str]) -> float:
        """How well a table fits: 0 to 1."""
        own = {timeless(header) for header in headers if not header.startswith("@")}
        known = {timeless(header) for header in self.mapping.headers}
        shared = len(own & known)
        if self.needs:
            return shared / len(own) if {timeless(need) for need in self.needs} <= own else 0.0
        return shared / max(len(own), len(known), 1) if len(known) >= _FEWEST_HEADERS else 0.0

    def mapping_of(self, headers: Sequence[str]) -> TableMapping:
        """How a table with these headers is read: of several columns that a log takes one of, the template's first."""
        of_log = vocabulary().logs.get(self.mapping.shape or "", {})
        taken: dict[str | None, str] = {}
        for key, column in self.mapping.columns.items():
            if column.role in of_log and any(key in {header, timeless(header)} for header in headers):
                taken.setdefault(column.role, key)
        columns = self.mapping.columns.items()
        kept = {key: column for key, column in columns if taken.get(column.role, key) == key}
        return replace(self.mapping, headers=tuple(headers), columns=kept)

    @property
    def least_fit(self) -> float:
        """From where on a table is taken for this one."""
        return _LEAST_FIT_OF_EXPORT if self.needs else LEAST_FIT


@dataclass(frozen=True, slots=True)
class Template:
    """Tables known under a name. Shipped ones have names in both languages."""

    name: str
    tables: tuple[TableTemplate, ...]
    ja: str = ""
    en: str = ""

    @property
    def names(self) -> tuple[str, str, str]:
        """All it is called."""
        return self.name, self.ja or self.name, self.en or self.name


class Fitting(NamedTuple):
    """The template that a table was read by, and how well it fits."""

    template: Template
    mapping: TableMapping
    fit: float


def best_fitting(templates: Iterable[Template], headers: Sequence[str]) -> Fitting | None:
    """The template that fits a table best; of equal ones the first."""
    if len(headers) * _LEAST_FIT_OF_EXPORT > _MOST_HEADERS:
        return None  # no template has enough headers for so wide a table
    found = [
        Fitting(template, table.mapping_of(headers), fit)
        for template in templates
        for table in template.tables
        if (fit := table.fit(headers)) >= table.least_fit
    ]
    return max(found, key=lambda fitting: fitting.fit, default=None)


def named_template(templates: Iterable[Template], name: str) -> Template:
    """A template by any of its names.

    Raises:
        PlanError: unknown_template.
    """
    templates = list(templates)
    wanted = squeezed(name)
    found = next((each for each in templates if wanted in map(squeezed, each.names)), None)
    if found is None:
        raise PlanError("unknown_template", name=name, known=[template.names[1] for template in templates])
    return found


@cache
def shipped_templates() -> tuple[Template, ...]:
    """Those of known exports, by name."""
    files = sorted((path for path in resource("exports").iterdir() if path.suffix == ".toml"), key=lambda p: p.name)
    return tuple(_template(path.stem, tomllib.loads(path.read_text(encoding="utf-8"))) for path in files)


def read_template(name: str, text: str) -> Template:
    """A template kept as JSON.

    Raises:
        PlanError: bad_template.
    """
    try:
        return _template(name, json.loads(text))
    except (ValueError, TypeError, AttributeError, KeyError, RecursionError) as problem:
        raise PlanError("bad_template", name=name) from problem


def write_template(template: Template) -> str:
    """A template as JSON."""
    tables = [_table_record(table) for table in template.tables]
    return json.dumps({"table": tables}, ensure_ascii=False, sort_keys=True)


# ------------------------------------------------------------------------------------------------------------ records


def _template(name: str, raw: Mapping[str, Any]) -> Template:
    tables = tuple(_table(each) for each in raw["table"])
    return Template(name, tables, _text(raw.get("ja", "")), _text(raw.get("en", "")))


def _table(raw: Mapping[str, Any]) -> TableTemplate:
    headers = header_keys(map(_text, raw["headers"][:_MOST_HEADERS]))
    mapping = TableMapping(
        headers=headers,
        columns=dict(_columns(raw.get("columns", {}))),
        words={squeezed(_text(word)): _text(metric) for word, metric in raw.get("words", {}).items()},
        meanings={
            _text(role): {squeezed(_text(word)): _text(meaning) for word, meaning in words.items()}
            for role, words in raw.get("meanings", {}).items()
        },
        period=_optional(raw.get("period")),
        shape=_optional(raw.get("shape")),
    )
    return TableTemplate(mapping, frozenset(header_keys(map(_text, raw.get("needs", ())))))


def _columns(raw: Mapping[str, Any]) -> Iterator[tuple[str, ColumnMapping]]:
    for header, said in raw.items():
        texts: dict[str, Any] = {name: value if name == _FLAG else _text(value) for name, value in said.items()}
        column = ColumnMapping(**texts)
        if column.kind not in _KINDS or column.is_day_first not in {None, True, False}:
            raise ValueError(column)
        yield squeezed(_text(header)), column


def _text(value: object) -> str:
    if not isinstance(value, str) or len(value) > _LONGEST:
        raise TypeError(value)
    return value


def _optional(value: object) -> str | None:
    return None if value is None else _text(value)


def _table_record(table: TableTemplate) -> dict[str, Any]:
    mapping = table.mapping
    record = {
        "headers": list(mapping.headers),
        "needs": sorted(table.needs),
        "columns": {key: _without_nothing(asdict(column)) for key, column in mapping.columns.items()},
        "words": dict(mapping.words),
        "meanings": {role: dict(words) for role, words in mapping.meanings.items()},
        "period": mapping.period,
        "shape": mapping.shape,
    }
    return _without_nothing(record)


def _without_nothing(record: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in record.items() if value not in (None, {}, [])}
