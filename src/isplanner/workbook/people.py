"""Finds the names of people wherever they stand in a file, before any of them is resolved."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from isplanner.workbook.context import Context
from isplanner.workbook.grid import Sheet, cell_text
from isplanner.workbook.labels import is_known, is_period, is_total, is_unit_of_people, read_label, read_title
from isplanner.workbook.map import Column
from isplanner.workbook.names import Members, clean_name
from isplanner.workbook.outline import find_outline, people_of
from isplanner.workbook.recognise import Table, TabledSheet
from isplanner.workbook.remap import read_columns
from isplanner.workbook.spelling import name_key, plain, squeezed
from isplanner.workbook.vocabulary import vocabulary

_MEMBER_ROLES = {"member", "family", "given"}
_NOT_PEOPLE = {"date", "month", "metric"}
_JAPANESE_NAME = re.compile(r"[々一-龯ぁ-んァ-ヶー]{1,5} [々一-龯ぁ-んァ-ヶー]{1,6}")
_LATIN_NAME = re.compile(r"[A-Z][a-z'’-]+,? [A-Z][A-Za-z'’-]+")
_NO_NAME = re.compile(
    r"\d|sheet|シート|data|データ|表$|一覧$|推移$|実績|ログ|マスタ|[課部室]$|チーム|グループ|支店|営業所", re.IGNORECASE
)
_NO_PERSON = re.compile(r"新規|既存|顧客|会社|企業|商[品材談]|製品|地[区域]|エリア|部門|全体|その他")


def collect_names(sheets: Sequence[TabledSheet], context: Context) -> None:
    """Fill in the people of a file, the sheets named after one, and the sheets that only sum those up."""
    for sheet in sheets:
        for name in dict.fromkeys(_names_in(sheet, context)):
            context.members.add(name)
    context.sheet_members = _sheet_members(sheets, context.members)
    for name in context.sheet_members.values():
        context.members.add(name)
    if context.sheet_members or any(each.tables and context.members.knows(each.sheet.name) for each in sheets):
        context.unread_sheets = {each.sheet.name for each in sheets if _is_summary(each.sheet.name)}


def _names_in(tabled: TabledSheet, context: Context) -> Iterator[str]:
    """The names on a sheet, wherever they stand: titles, columns of people, lists of people."""
    for table in tabled.tables:
        titles = (*reversed(table.sheet_titles), *reversed(table.titles))
        yield from (title.label.text for title in titles if title.label.role == "member")
        columns = read_columns(table, Members(), context)[0]
        if outline := find_outline(table, columns, context.members, context.metrics):
            yield from people_of(outline)
            continue
        for of_people in _name_columns(columns):
            yield from _names(table.sheet, list(table.body), of_people)
        yield from _names_over(columns)
        yield from _names_over_groups(table)
    if not tabled.tables:
        yield from _listed(tabled.sheet)


def _name_columns(columns: Sequence[Column]) -> Iterator[tuple[int, ...]]:
    """The columns that hold people: 姓 and 名 together, any other by itself."""
    split = {column.role: column.index for column in reversed(columns) if column.role in {"family", "given"}}
    if "family" in split:
        yield tuple(split[role] for role in ("family", "given") if role in split)
    for column in columns:
        is_of_log = column.chosen.role is None and squeezed(column.header) in _log_people()
        if column.role == "member" or is_of_log:
            yield (column.index,)


def _names_over(columns: Sequence[Column]) -> Iterator[str]:
    """The names that head columns: whole names in a table whose rows are days or metrics, and that no column has."""
    roles = {column.role for column in columns}
    if roles & _MEMBER_ROLES or not roles & _NOT_PEOPLE:
        return
    heads = [column.header for column in columns if column.has_unknown and not column.labels]
    names = [head for head in heads if _looks_like_whole_name(head)]
    if len(names) > 1 and len(names) == len(heads):
        yield from names


def _names_over_groups(table: Table) -> Iterator[str]:
    """The names in the upper rows of a header: several whole names, each over columns of its own."""
    for row in table.header[:-1]:
        cells = {table.sheet.anchor(row, column): table.sheet.label(row, column) for column in table.columns}
        heads = [cell for cell in cells.values() if isinstance(cell, str) and cell and not is_known(cell)]
        if len(heads) > 1 and all(map(_looks_like_whole_name, heads)):
            yield from heads


def _looks_like_whole_name(text: str) -> bool:
    shown = plain(text)
    is_name = _JAPANESE_NAME.fullmatch(shown) or _LATIN_NAME.fullmatch(shown)
    return bool(is_name) and not _NO_NAME.search(shown) and not _NO_PERSON.search(shown)


@cache
def _log_people() -> frozenset[str]:
    return frozenset(word for log in vocabulary().logs.values() for word in log.get("member", ()))


def _names(sheet: Sheet, rows: Sequence[int], columns: Sequence[int]) -> Iterator[str]:
    """The names in columns of rows, each once; those of departments only where there are no others."""
    cells = dict.fromkeys(zip(*(sheet.own_column(rows, column) for column in columns), strict=True))
    names = [each for each in cells if isinstance(each[0], str) and not (is_total(each[0]) or is_period(each[0]))]
    people = [each for each in names if not is_unit_of_people(cell_text(each[0]))]
    yield from (" ".join(map(cell_text, each)) for each in people or names)


def _listed(sheet: Sheet) -> Iterator[str]:
    """The names below a 氏名 on a sheet without tables."""
    below: set[int] = set()
    for row in sorted(sheet.rows):
        for column in below:
            yield from _names(sheet, [row], [column])
        below |= {
            column for column, value in sheet.filled(row) if (said := read_label(value)) and said.role == "member"
        }


def _sheet_members(sheets: Sequence[TabledSheet], members: Members) -> dict[str, str]:
    """The sheets that are named after a person."""
    bare = [sheet for sheet in sheets if sheet.tables and sheet.sheet.has_own_name and _may_be_name(sheet.sheet.name)]
    bare = [sheet for sheet in bare if not any(_names_members(table) for table in sheet.tables)]
    heads = [_head(sheet) for sheet in bare]
    return {
        sheet.sheet.name: clean_name(sheet.sheet.name)
        for sheet, head in zip(bare, heads, strict=True)
        if heads.count(head) > 1 or members.knows(sheet.sheet.name) or _looks_like_name(sheet.sheet.name)
    }


def _may_be_name(name: str) -> bool:
    """Whether a sheet's name says nothing else."""
    title, label = read_title(name), read_label(name)
    says_other = title.period or title.kind or title.metric or title.channel or (label and label.is_known)
    return not says_other and not _is_summary(name) and not _NO_NAME.search(plain(name))


def _names_members(table: Table) -> bool:
    labels = [read_label(table.sheet.value(row, column)) for row in table.header for column in table.columns]
    titles = (title.label.role for title in (*table.titles, *table.sheet_titles))
    return any(label and label.role in _MEMBER_ROLES for label in labels) or "member" in titles


def _head(sheet: TabledSheet) -> tuple[str, ...]:
    table = sheet.tables[0]
    return tuple(
        squeezed(cell_text(table.sheet.value(row, column))) for row in table.header for column in table.columns
    )


def _looks_like_name(name: str) -> bool:
    return bool(_JAPANESE_NAME.fullmatch(plain(name))) or name_key(clean_name(name)) != name_key(name)


def _is_summary(name: str) -> bool:
    return squeezed(name) in vocabulary().words["summary_sheets"] or is_total(name)
