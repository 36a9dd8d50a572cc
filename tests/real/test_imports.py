"""Real files of other people, imported as they are: what is stored adds up to their reference."""

import csv
import json
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from isplanner.jobs.import_files import Wish, commit, read_files
from isplanner.jobs.new_plan import fiscal_period, plan_blueprint
from isplanner.plan.period import PeriodRule
from isplanner.store.document import Document
from isplanner.workbook.corrections import ColumnMapping, Corrections, TableMapping, header_keys
from tests.conftest import shared_path

Sums = dict[tuple[str, str | None, str | None], float]


def reference(folder: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(shared_path("data", folder, "reference.json").read_text(encoding="utf-8"))
    return found


@contextmanager
def plan_with(folder: Path, path: Path, wish: Wish) -> Iterator[Document]:
    """A plan of its own with a file in it."""
    period = fiscal_period(PeriodRule(), date(2021, 1, 1), 2020, 4)
    with Document.create(folder / "plan.isplan", plan_blueprint(period, "ja")) as document:
        commit(document, read_files(document.plan, [path], wish))
        yield document


def sums_of(document: Document) -> Sums:
    """What is stored, by metric, month and member, and each with None for all of them."""
    found: Sums = defaultdict(float)
    for each in document.facts():
        fact = each.fact
        for month in (f"{fact.span.start:%Y-%m}", None):
            for member in {fact.member, None}:
                found[fact.metric, month, member] += fact.value
    return found


@pytest.fixture(scope="module")
def deals(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sums]:
    path = shared_path("data", "maven_crm", "sales_pipeline.csv")
    with plan_with(tmp_path_factory.mktemp("deals"), path, Wish()) as document:
        assert document.held() == ()
        yield sums_of(document)


def test_deals_of_a_crm_give_its_funnel(deals: Sums) -> None:
    wanted = reference("maven_crm")
    assert deals["appointments", None, None] == wanted["funnel"]["engaged"]
    assert deals["orders", None, None] == wanted["totals"]["won"]
    assert deals["revenue", None, None] == wanted["totals"]["revenue_won"]


def test_deals_of_a_crm_give_each_agent_and_month(deals: Sums) -> None:
    wanted = reference("maven_crm")
    for agent, row in wanted["by_agent"].items():
        assert deals["orders", None, agent] == row["won"]
        assert deals["appointments", None, agent] == row["opportunities"] - row["prospecting"]
    for month, row in wanted["by_close_month"].items():
        assert deals["orders", month, None] == row["won"]
    for month, row in wanted["by_engage_month"].items():
        assert deals["appointments", month, None] == row["opportunities"]
    for agent, months in wanted["agent_x_close_month_won"].items():
        assert {month: deals["orders", month, agent] for month in months} == months


def test_deals_of_a_crm_give_each_day(tmp_path: Path) -> None:
    source = shared_path("data", "maven_crm", "sales_pipeline.csv")
    wanted: Sums = defaultdict(float)
    with source.with_name("expected_daily.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            wanted[row["date"], row["sales_agent"], "appointments"] += float(row["engaged"])
            wanted[row["date"], row["sales_agent"], "orders"] += float(row["won"])
            wanted[row["date"], row["sales_agent"], "revenue"] += float(row["revenue_won"])
    with plan_with(tmp_path, source, Wish()) as document:
        facts = [each.fact for each in document.facts()]
    found = {(fact.span.start.isoformat(), fact.member, fact.metric): fact.value for fact in facts}
    assert found == {place: value for place, value in wanted.items() if value}


def test_calls_of_a_centre_give_its_totals(tmp_path: Path) -> None:
    wanted = reference("call_center")
    path = shared_path("data", "call_center", "Call-Center-Dataset.xlsx")
    with plan_with(tmp_path, path, Wish()) as document:
        found = sums_of(document)
    places = [(None, None, wanted["totals"])]
    places += [(None, agent, row) for agent, row in wanted["by_agent"].items()]
    places += [(month, None, row) for month, row in wanted["by_month"].items()]
    for month, agent, row in places:
        assert found["dials", month, agent] == row["calls"]
        assert found["connects", month, agent] == row["answered"]
        assert found["talk_minutes", month, agent] * 60 == pytest.approx(row["talk_seconds"])


def test_telephone_marketing_of_a_bank_is_a_log_of_calls(tmp_path: Path) -> None:
    """Its headers do not say that durations are seconds, nor which year it is, nor that the line is a channel."""
    path = shared_path("data", "bank_marketing", "bank.csv")
    with path.open(encoding="utf-8") as file:
        header, *rows = csv.reader(file, delimiter=";")
    columns = {"duration": ColumnMapping(unit="秒"), "contact": ColumnMapping(role="channel")}
    said = TableMapping(header_keys(header), columns)
    wish = Wish(period="2008", corrections={path.name: Corrections((said,))})
    with plan_with(tmp_path, path, wish) as document:
        found, channels = sums_of(document), set(document.plan.channels)
        (log,) = document.activities()
    assert found["dials", None, None] == len(rows)
    assert found["connects", None, None] == sum(int(row[11]) > 0 for row in rows)
    assert found["orders", None, None] == sum(row[16] == "yes" for row in rows)
    assert found["talk_minutes", None, None] * 60 == pytest.approx(sum(int(row[11]) for row in rows))
    assert channels >= {"cellular", "telephone", "unknown"}
    assert {"job", "education", "poutcome"} <= log.attributes.keys()


def test_slips_of_a_shop_give_revenue_by_its_people(tmp_path: Path) -> None:
    path = shared_path("data", "jp_workbooks", "ordersList.csv")
    with path.open(encoding="cp932") as file:
        rows = list(csv.DictReader(file))
    with plan_with(tmp_path, path, Wish()) as document:
        found = sums_of(document)
    for member in {row["担当者名"] for row in rows}:
        own = [row for row in rows if row["担当者名"] == member]
        assert found["revenue", None, member] == sum(float(row["金額"]) for row in own)
        assert found["orders", None, member] == len({row["伝票No"] for row in own})


@pytest.mark.parametrize(("file", "orders"), [("gakushu_売上データ.xlsx", 257), ("ordersList.xlsx", 5)])
def test_lists_of_sales_are_orders(tmp_path: Path, file: str, orders: int) -> None:
    with plan_with(tmp_path, shared_path("data", "jp_workbooks", file), Wish()) as document:
        found = sums_of(document)
    assert found["orders", None, None] == orders
    assert found["revenue", None, None] > 0


def test_formulas_that_nobody_worked_out_are_held(tmp_path: Path) -> None:
    path = shared_path("data", "jp_workbooks", "title_rows_売上データ.xlsx")
    with plan_with(tmp_path, path, Wish()) as document:
        held = document.held()
    assert [cell.cell for cell in held] == [f"F{row}" for row in range(4, 11)]
    assert {cell.reason for cell in held} == {"no_cached_value"}
