"""The practice files of the import exam, judged by its own checker."""

import importlib.util
import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from isplanner.plan.fact import Fact
from isplanner.workbook.child import read_sheets
from isplanner.workbook.grid import Area, Sheet, Value
from isplanner.workbook.reading import FileReading, read_workbook
from tests.conftest import shared_path
from tests.workbook.grids import read

PRACTICE = shared_path("exam", "practice")
FILES = sorted(PRACTICE.glob("*.expected.json"))


@pytest.fixture(scope="module")
def checker() -> ModuleType:
    spec = importlib.util.spec_from_file_location("check_exam", shared_path("exam", "check_exam.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


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
def test_a_practice_file_is_read_exactly(path: Path, checker: ModuleType) -> None:
    expected = json.loads(path.read_text(encoding="utf-8"))
    reading = read_workbook(PRACTICE / expected["file"], period=period_of(expected))
    assert checker.judge(expected, answer(reading), stored(reading))["why"] == []


def unmerged(page: Sheet) -> Sheet:
    return replace(page, merged=())


def moved(page: Sheet) -> Sheet:
    areas = [Area(area.top + 5, area.left + 3, area.bottom + 5, area.right + 3) for area in page.merged]
    return replace(page, rows={row + 5: [None, None, None, *cells] for row, cells in page.rows.items()}, merged=areas)


def as_text(page: Sheet) -> Sheet:
    rows: dict[int, Sequence[Value]] = {row: list(map(written, cells)) for row, cells in page.rows.items()}
    return replace(page, rows=rows)


def written(value: Value) -> Value:
    return f"{value:.12g}" if type(value) in {int, float} else value


@pytest.mark.parametrize("change", [unmerged, moved, as_text])
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name[:2])
def test_neither_merging_nor_place_nor_type_matters(path: Path, change: Callable[[Sheet], Sheet]) -> None:
    expected = json.loads(path.read_text(encoding="utf-8"))
    sheets = [sheet for sheet in read_sheets(PRACTICE / expected["file"]) if sheet.is_visible]
    file, period = Path(expected["file"]).stem, period_of(expected)
    before, after = read(*sheets, file=file, period=period), read(*map(change, sheets), file=file, period=period)
    assert [said(fact) for fact in after.facts] == [said(fact) for fact in before.facts]
    assert [cell.reason for cell in after.held] == [cell.reason for cell in before.held]
    assert [len(sheet.ignored_rows) for sheet in after.sheets] == [len(sheet.ignored_rows) for sheet in before.sheets]


def said(fact: Fact) -> tuple[object, ...]:
    return fact.metric, fact.kind, fact.span, fact.grain, fact.member, fact.channel, pytest.approx(fact.value)
