"""The practice files of the import exam, judged by its own checker."""

import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from isplanner.workbook.reading import FileReading, read_workbook
from tests.conftest import shared_path

PRACTICE = shared_path("exam", "practice")


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


@pytest.mark.parametrize("path", sorted(PRACTICE.glob("*.expected.json")), ids=lambda path: path.name[:2])
def test_a_practice_file_is_read_exactly(path: Path, checker: ModuleType) -> None:
    expected = json.loads(path.read_text(encoding="utf-8"))
    period = dict(zip(expected["args"][::2], expected["args"][1::2], strict=True)).get("--period")
    reading = read_workbook(PRACTICE / expected["file"], period=period)
    assert checker.judge(expected, answer(reading), stored(reading))["why"] == []
