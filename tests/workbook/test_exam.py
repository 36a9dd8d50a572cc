"""The practice files of the import exam, judged by its own checker."""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from isplanner.plan.fact import Fact
from isplanner.workbook.child import read_sheets
from isplanner.workbook.grid import Area, Sheet, Value
from isplanner.workbook.reading import FileReading, read_workbook
from tests.exam import FILES, PRACTICE, load_checker
from tests.workbook.grids import read


def answer(reading: FileReading) -> dict[str, Any]:
    sheets = [
        {
            "sheet": sheet.sheet,
            "held": [{"cell": f"{cell.sheet}!{cell.cell}", "reason": cell.reason} for cell in sheet.held],
            "ignored_rows": [{"row": row.row, "reason": row.reason} for row in sheet.ignored_rows],
        }
        for sheet in reading.sheets
    ]
    return {"files": [{"file": reading.file, "sheets": sheets}]}


def stored(reading: FileReading) -> list[dict[str, Any]]:
    return [
        {
            "start": fact.span.start.isoformat(),
            "end": fact.span.last.isoformat(),
            "grain": fact.grain,
            "member": fact.member,
            "channel": fact.channel,
            "metric": fact.metric,
            "kind": fact.kind.value,
            "value": fact.value,
            "source": {"file": fact.source.file, "sheet": fact.source.sheet, "cell": fact.source.cell},
        }
        for fact in reading.facts
    ]


def period_of(expected: dict[str, Any]) -> str | None:
    return dict(zip(expected["args"][::2], expected["args"][1::2], strict=True)).get("--period")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name[:2])
def test_a_practice_file_is_read_exactly(path: Path) -> None:
    expected = json.loads(path.read_text(encoding="utf-8"))
    reading = read_workbook(PRACTICE / expected["file"], period=period_of(expected))
    assert load_checker().judge(expected, answer(reading), stored(reading))["why"] == []


def unmerged(page: Sheet) -> Sheet:
    return replace(page, merged=())


def moved(page: Sheet) -> Sheet:
    areas = [Area(area.top + 5, area.left + 3, area.bottom + 5, area.right + 3) for area in page.merged]
    return replace(page, rows={row + 5: [None, None, None, *cells] for row, cells in page.rows.items()}, merged=areas)


def parted(page: Sheet, before: int) -> Sheet:
    """With an empty column before one of its columns."""
    areas = [
        Area(area.top, area.left + (area.left >= before), area.bottom, area.right + (area.right >= before))
        for area in page.merged
    ]
    rows: dict[int, Sequence[Value]] = {
        row: [*cells[:before], None, *cells[before:]] for row, cells in page.rows.items()
    }
    return replace(page, rows=rows, merged=areas)


def parted_at_the_left(page: Sheet) -> Sheet:
    return parted(page, 1)


def parted_in_the_middle(page: Sheet) -> Sheet:
    return parted(page, max(2, page.width // 2))


def with_words_around(page: Sheet) -> Sheet:
    """With what is written over and under tables and says nothing of them."""
    areas = [Area(area.top + 3, area.left, area.bottom + 3, area.right) for area in page.merged]
    last = max(page.rows, default=0) + 3
    above: dict[int, Sequence[Value]] = {0: ["社外秘"], 1: ["出力者：営業企画", None, "作成日", "2026/10/05"]}
    below: dict[int, Sequence[Value]] = {last + 2: ["※ 速報値です。確定は翌月5営業日。"]}
    return replace(page, rows={**above, **{r + 3: cells for r, cells in page.rows.items()}, **below}, merged=areas)


OTHER_WORDS = {
    "架電数": "発信回数",
    "着電数": "通電数",
    "商談化数": "アポ獲得数",
    "有効商談数": "有効アポ数",
    "受注数": "成約件数",
    "受注売上": "契約金額",
    "受注金額": "成約額",
    "担当者": "IS担当者",
    "担当": "担当名",
    "メンバー": "スタッフ",
    "氏名": "社員名",
}


def with_units(page: Sheet) -> Sheet:
    rows: dict[int, Sequence[Value]] = {row: list(map(counted, cells)) for row, cells in page.rows.items()}
    return replace(page, rows=rows)


def counted(value: Value) -> Value:
    return f"{value}{'【件】' if value == '架電数' else '／件'}" if value in {"架電数", "着電数", "受注数"} else value


def in_other_words(page: Sheet) -> Sheet:
    rows: dict[int, Sequence[Value]] = {row: list(map(reworded, cells)) for row, cells in page.rows.items()}
    return replace(page, rows=rows)


def reworded(value: Value) -> Value:
    return OTHER_WORDS.get(value, value) if isinstance(value, str) else value


def as_text(page: Sheet) -> Sheet:
    rows: dict[int, Sequence[Value]] = {row: list(map(written, cells)) for row, cells in page.rows.items()}
    return replace(page, rows=rows)


def written(value: Value) -> Value:
    return f"{value:.12g}" if type(value) in {int, float} else value


@pytest.mark.parametrize(
    "change",
    [unmerged, moved, as_text, parted_at_the_left, parted_in_the_middle, with_words_around, with_units, in_other_words],
)
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name[:2])
def test_what_says_nothing_new_changes_nothing(path: Path, change: Callable[[Sheet], Sheet]) -> None:
    expected = json.loads(path.read_text(encoding="utf-8"))
    sheets = [sheet for sheet in read_sheets(PRACTICE / expected["file"]) if sheet.is_visible]
    file, period = Path(expected["file"]).stem, period_of(expected)
    before, after = read(*sheets, file=file, period=period), read(*map(change, sheets), file=file, period=period)
    assert [said(fact) for fact in after.facts] == [said(fact) for fact in before.facts]
    assert [cell.reason for cell in after.held] == [cell.reason for cell in before.held]
    if change is not with_words_around:
        rows = [[len(sheet.ignored_rows) for sheet in reading.sheets] for reading in (before, after)]
        assert rows[0] == rows[1]


def said(fact: Fact) -> tuple[object, ...]:
    return fact.metric, fact.kind, fact.span, fact.grain, fact.member, fact.channel, pytest.approx(fact.value)
