import pytest
from hypothesis import given
from hypothesis import strategies as st

from isplanner.plan.problem import PlanError
from isplanner.workbook.member_sheet.key import SheetKey, is_key, read_input_key, read_key, write_input_key
from isplanner.workbook.member_sheet.layout import label_weeks
from tests.workbook.handouts import RULE, plan

KEY = SheetKey("d-1", "加藤 六花", {label: week for week, label in label_weeks(plan().weeks, "ja").items()})


def test_what_is_written_is_read() -> None:
    assert is_key(KEY.write())
    assert read_key(KEY.write()) == KEY
    assert read_input_key(write_input_key("dials")) == "dials"


def test_other_cells_are_no_keys() -> None:
    assert not any(map(is_key, [None, 12, "", "isplanner", "KPI シート"]))
    assert read_input_key("実績") is None
    assert read_input_key(3.0) is None


def test_a_later_version_is_refused_by_name() -> None:
    with pytest.raises(PlanError) as refused:
        read_key(KEY.write().replace(":1:", ":2:", 1))
    assert refused.value.problem.code == "newer_sheet"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (KEY.write()[30:], ""),
        ('"document"', '"paper"'),
        ("2026-10-04", "2026-09-30"),
        ("2026-10-04", "9999-12-31"),
        ("2026-10-04", "4 Oct"),
        ('"weeks": {', '"weeks": {"x": 1, '),
        ('"weeks": {', '"weeks": [{'),
        ("{", "[" * 100_000 + "{"),
    ],
)
def test_a_changed_key_is_refused(old: str, new: str) -> None:
    with pytest.raises(PlanError) as refused:
        read_key(KEY.write().replace(old, new, 1))
    assert refused.value.problem.code == "damaged_sheet"


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    with pytest.raises(PlanError):
        read_key(f"isplanner:member_sheet:1:{text}")


def test_weeks_of_two_years_are_told_apart() -> None:
    weeks = [*RULE.weeks(RULE.fiscal_year(2026)), *RULE.weeks(RULE.fiscal_year(2027))]
    labels = label_weeks(weeks, "ja")
    assert len(set(labels.values())) == len(weeks)
