"""Every refusal and every reason to hold a cell has words: what, where, the way out."""

import re
from pathlib import Path

import pytest

from isplanner.plan.problem import Problem
from isplanner.text.catalogue import catalogue
from isplanner.text.language import Language
from isplanner.text.messages import say

SOURCES = Path(__file__).parents[2] / "src" / "isplanner" / "workbook"
REFUSALS = [
    *("not_a_file", "not_found", "empty_file", "not_a_workbook", "lock_file", "encrypted", "damaged", "too_large"),
    *("too_many_cells", "too_many_sheets", "too_long_line", "unknown_encoding", "xml_entity", "no_table"),
    *("too_many_held", "too_many_new", "time_limit", "memory_limit", "unknown_sheet"),
]
REASONS = [
    *("not_a_number", "error_value", "no_cached_value", "bad_date", "missing_date", "no_year", "unknown_member"),
    *("ambiguous_member", "negative_count", "rate_over_100", "rate_mismatch", "conflict", "period_conflict"),
    "unknown_outcome",
]
VALUES = {"file": "実績.xlsx", "most": 5_000_000, "count": 12_000, "limit": 10_000, "sheet": "7月", "known": ["8月"]}


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("code", REFUSALS)
def test_a_refusal_names_the_file_and_a_way_out_in_five_lines(code: str, language: Language) -> None:
    lines = say(Problem(code, VALUES), {}, language).splitlines()
    assert "実績.xlsx" in lines[0]
    assert 2 <= len(lines) <= 5


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("reason", REASONS)
def test_a_held_cell_has_its_reason_in_words(reason: str, language: Language) -> None:
    assert say(f"held_{reason}", {}, language)


def test_whatever_is_raised_here_has_words() -> None:
    sources = "".join(path.read_text(encoding="utf-8") for path in SOURCES.rglob("*.py"))
    raised = set(re.findall(r'(?:RefusedError|PlanError)\("(\w+)"', sources))
    assert set(REFUSALS) - raised <= {"too_many_held", "too_many_new", "time_limit", "memory_limit"}
    assert raised <= catalogue().keys()
