"""The demo workbooks are what their script writes, and their cells add up to the margins."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from isplanner.resource_files import resource
from tests.files.demo_cells import BASE_MONTHS, CHANNELS, MARGINS, MEMBERS, RULE, STAGES, Cells, base_cells, daily_cells
from tests.files.make_demo_workbooks import BASE_NAME, DAILY_NAME, write_base_workbook, write_daily_workbook


def total(cells: Cells, metric: str, *, member: str | None = None, channel: str | None = None) -> int:
    return sum(
        numbers.get(metric, 0)
        for (of_member, of_channel, _), numbers in cells.items()
        if member in {None, of_member} and channel in {None, of_channel}
    )


@pytest.mark.parametrize(("make", "margins"), [(base_cells, "base"), (daily_cells, "to_date")])
def test_channels_add_up_and_stages_are_nested(make: Callable[[], Cells], margins: str) -> None:
    cells = make()
    for metric, of_channels in MARGINS[margins]["channels"].items():
        assert {channel: total(cells, metric, channel=channel) for channel in CHANNELS} == of_channels
    assert total(cells, "mail_replies") == MARGINS[margins]["channels"]["connects"]["mail_magazine"]
    for (_, channel, _), numbers in cells.items():
        stages = STAGES[1:] if channel == "mail_magazine" else STAGES
        counts = [numbers.get(stage, 0) for stage in stages]
        assert counts == sorted(counts, reverse=True)
        assert counts[-1] >= 0
        assert (numbers.get("orders", 0) == 0) == (numbers.get("revenue", 0) == 0)
        assert numbers.get("revenue", 0) % 10_000 == 0


@pytest.mark.parametrize(("metric", "counted"), [("dials", "dials"), ("phone_connects", "connects")])
def test_base_members_add_up_by_month(metric: str, counted: str) -> None:
    cells = base_cells()
    for member, of_months in zip(MEMBERS, MARGINS["base"]["members_by_month"][metric], strict=True):
        for month, number in zip(BASE_MONTHS, of_months, strict=True):
            rows = [cells[member, channel, month.start] for channel in CHANNELS if channel != "mail_magazine"]
            assert sum(row[counted] for row in rows) == number


def test_members_and_weeks_to_date_add_up() -> None:
    cells = daily_cells()
    for metric, of_members in MARGINS["to_date"]["members"].items():
        assert [total(cells, metric, member=member) for member in MEMBERS] == of_members
    weeks = RULE.weeks(RULE.quarter(2026, 3))
    for member, of_metrics in MARGINS["to_date"]["weeks"].items():
        for metric, of_weeks in of_metrics.items():
            days = {key: numbers for key, numbers in cells.items() if key[0] == member}
            sums = [sum(n.get(metric, 0) for (_, _, day), n in days.items() if day in week) for week in weeks]
            assert [number for number in sums if number] == [number for number in of_weeks if number]


def cells_of(path: Path) -> Iterator[tuple[str, str, object, str]]:
    for sheet in load_workbook(path):
        yield from (
            (sheet.title, cell.coordinate, cell.value, cell.number_format) for row in sheet.iter_rows() for cell in row
        )


@pytest.mark.parametrize(("name", "write"), [(BASE_NAME, write_base_workbook), (DAILY_NAME, write_daily_workbook)])
def test_the_shipped_workbooks_are_what_the_script_writes(
    name: str, write: Callable[[Path], None], tmp_path: Path
) -> None:
    write(tmp_path / name)
    assert list(cells_of(resource("samples", name))) == list(cells_of(tmp_path / name))


def test_the_last_day_is_the_as_of_date() -> None:
    assert max(day for _, _, day in daily_cells()) == date.fromisoformat(MARGINS["as_of"])
