"""What wins on real logs: imported as they are, or under headers a CRM has, and counted as their reference says."""

import csv
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from isplanner.analysis.winning.segment import Segments, segment
from isplanner.jobs.import_files import Wish, commit, read_files
from isplanner.jobs.new_plan import fiscal_period, plan_blueprint
from isplanner.plan.period import PeriodRule
from isplanner.store.document import Document
from tests.conftest import shared_path

CRM_HEADERS = {
    "opportunity_id": "Opportunity ID",
    "sales_agent": "Opportunity Owner",
    "product": "Product",
    "account": "Account Name",
    "deal_stage": "Stage",
    "engage_date": "Created Date",
    "close_date": "Close Date",
    "close_value": "Amount",
}


def reference(folder: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(shared_path("data", folder, "reference.json").read_text(encoding="utf-8"))
    return found


def plan_with(path: Path, workbook: Path) -> Document:
    """A plan of its own with a workbook in it."""
    document = Document.create(path, plan_blueprint(fiscal_period(PeriodRule(), date(2021, 1, 1), 2020, 4), "ja"))
    commit(document, read_files(document.plan, [workbook], Wish()))
    return document


def told(document: Document, metric: str, by: str) -> Segments:
    return segment(document.plan, document.activities(), document.actuals(), metric, [by])


def counted(found: Segments) -> dict[object, tuple[int, int]]:
    return {part.labels[0]: (int(part.trials), int(part.successes)) for part in found.segments}


@pytest.fixture(scope="module")
def calls(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Document]:
    """The call centre's log, as it is."""
    workbook = shared_path("data", "call_center", "Call-Center-Dataset.xlsx")
    with plan_with(tmp_path_factory.mktemp("calls") / "calls.isplan", workbook) as document:
        yield document


@pytest.fixture(scope="module")
def deals(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Document]:
    """The hardware seller's deals, under headers that a CRM has."""
    source, folder = shared_path("data", "maven_crm", "sales_pipeline.csv"), tmp_path_factory.mktemp("deals")
    with source.open(encoding="utf-8", newline="") as pipeline:
        header, *rows = csv.reader(pipeline)
    with (folder / "deals.csv").open("w", encoding="utf-8", newline="") as renamed:
        csv.writer(renamed).writerows([[CRM_HEADERS[name] for name in header], *rows])
    with plan_with(folder / "deals.isplan", folder / "deals.csv") as document:
        yield document


@pytest.mark.parametrize(("by", "key"), [("member", "by_agent"), ("topic", "by_topic")])
def test_answered_calls_are_those_of_the_reference(calls: Document, by: str, key: str) -> None:
    wanted = reference("call_center")[key]
    found = told(calls, "connect_rate", by)
    assert counted(found) == {name: (row["calls"], row["answered"]) for name, row in wanted.items()}
    rates = {name: row["answer_rate"] for name, row in wanted.items()}
    assert {part.labels[0]: part.rate for part in found.segments} == pytest.approx(rates, abs=1e-6)


def test_calls_by_hour_are_those_of_the_reference(calls: Document) -> None:
    wanted = {int(hour): number for hour, number in reference("call_center")["by_hour"].items()}
    found = told(calls, "connect_rate", "hour")
    assert {hour: trials for hour, (trials, _) in counted(found).items()} == wanted


@pytest.mark.parametrize("by", ["hour", "member", "topic", "weekday"])
def test_calls_are_answered_alike_at_any_hour_and_by_anybody(calls: Document, by: str) -> None:
    assert not any(part.stands_out for part in told(calls, "connect_rate", by).segments)


@pytest.mark.parametrize(("by", "key"), [("product", "by_product"), ("担当", "by_agent")])
def test_deals_won_are_those_of_the_reference(deals: Document, by: str, key: str) -> None:
    wanted = {
        name: (row["engaging"] + row["won"] + row["lost"], row["won"])
        for name, row in reference("maven_crm")[key].items()
        if row["opportunities"]
    }
    assert counted(told(deals, "win_rate", by)) == wanted


def test_amounts_are_kept_with_the_deals_and_customers_are_not(deals: Document) -> None:
    (log,) = deals.activities()
    assert log.counts["revenue"].sum() == reference("maven_crm")["totals"]["revenue_won"]
    assert log.attributes.keys() == {"product"}
