"""What an edit is called: names, days and months in the language's words."""

from datetime import date
from pathlib import Path

from isplanner.jobs.new_plan import plan_blueprint
from isplanner.plan.fact import Batch, FactKind, MetricMonth
from isplanner.plan.period import Month, Span
from isplanner.store import edits
from isplanner.store.document import Document
from isplanner.text.edits import describe_edit

PLACES = [
    MetricMonth("dials", FactKind.ACTUAL, Month(2026, 11)),
    MetricMonth("orders", FactKind.ACTUAL, Month(2026, 1)),
]
BATCH = Batch(1, ("11月.xlsx",), 3, 0, withdrawn=False)


def test_the_choice_of_an_import_names_metric_month_and_file(tmp_path: Path) -> None:
    period = Span(date(2026, 10, 1), date(2027, 1, 1))
    with Document.create(tmp_path / "plan.isplan", plan_blueprint(period, "ja")) as document:
        plan = document.plan
        one, all_of_them = edits.choose_batch(PLACES[:1], BATCH), edits.choose_batch(PLACES, None)
        assert describe_edit(one.code, one.values, plan, "ja") == "架電数 の 2026年11月 に 11月.xlsx の数を使う"
        assert describe_edit(one.code, one.values, plan, "en") == "Use the numbers of 11月.xlsx for Dials in Nov 2026"
        words = describe_edit(all_of_them.code, all_of_them.values, plan, "ja")
        assert words == "指標と月 2 件に使う取り込みを規則どおりに戻す"
