"""What may be chosen in the wizard: uses, metrics, units, kinds, periods; each list with its words."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QCoreApplication, QSignalBlocker
from PySide6.QtWidgets import QComboBox, QWidget

from isplanner.desktop.data.words import metric_words, shape_words, use_words
from isplanner.desktop.language import language
from isplanner.plan.metric import Metric
from isplanner.plan.period import PeriodRule, Span
from isplanner.plan.plan import Plan
from isplanner.text.dates import format_period

Choice = tuple[str | None, str]
"""A value and its words; None leaves it as the sheet says."""

CELLS = "cells"
"""The shape that is said of a table which is no log."""
_CELLS = ("numbers", "value", "metric", "member", "channel", "date", "month", "year", "unit", "kind", "unread")
USES = {
    "activity_log": (
        *("date", "time", "year", "month", "day", "member", "channel", "outcome", "answered", "talk"),
        *("ordered", "type", "arose", "id"),
        *("attribute", "unread"),
    ),
    "opportunities": (
        *("created", "judged", "won", "stage", "amount", "valid", "member", "owner", "channel", "id"),
        *("attribute", "unread"),
    ),
    "sales_log": ("date", "slip", "amount", "price", "quantity", "member", "channel", "attribute", "unread"),
    "mail_log": ("date", "time", "numbers", "member", "channel", "attribute", "unread"),
}
"""What columns of a log may be used as, by its shape."""

_UNITS = {"円": ("円", "千円", "万円", "百万円", "億円"), "分": ("秒", "分", "時間"), "%": ("%",)}


def use_choices(shape: str) -> list[Choice]:
    """What a column of a table may be used as."""
    return [(use, use_words(use)) for use in USES.get(shape, _CELLS)]


def shape_choices(recognised: str) -> list[Choice]:
    """What a table may be: as it was recognised, a log, or one whose numbers have their labels around them."""
    said = QCoreApplication.translate("DataChoices", "集計表（見出しの交わるセルが数）")
    return [(None, shape_words(recognised)), *((log, shape_words(log)) for log in USES), (CELLS, said)]


def metric_choices(plan: Plan, shape: str) -> list[Choice]:
    """The metrics that the numbers of a column may be."""
    mails = ("mails_sent", "mails_delivered", "mails_opened")
    return [(key, metric_words(plan, key)) for key in plan.metrics if shape != "mail_log" or key in mails]


def unit_choices(metric: Metric | None) -> list[Choice]:
    """The units that a metric's numbers may have; empty where there is nothing to choose."""
    return [(unit, unit) for unit in _UNITS.get(metric.unit, ())] if metric else []


def kind_choices() -> list[Choice]:
    """Whether numbers are actuals or targets, or compare others."""
    return [
        ("actual", QCoreApplication.translate("DataChoices", "実績")),
        ("target", QCoreApplication.translate("DataChoices", "目標")),
        ("comparison", QCoreApplication.translate("DataChoices", "比較（読まない）")),
    ]


def period_choices(plan: Plan) -> list[Choice]:
    """The months and quarters of the plan's base and period, and the year around it."""
    return [(text, format_period(span, plan.rule, language())) for text, span in _spans(plan.rule, plan)]


def _spans(rule: PeriodRule, plan: Plan) -> Iterator[tuple[str, Span]]:
    first = min(plan.base.start, plan.period.start)
    for year in range(rule.fiscal_year_of(first), rule.fiscal_year_of(plan.period.last) + 1):
        for quarter in range(1, 5):
            span = rule.quarter(year, quarter)
            for month in rule.months(span):
                named = rule.month_of(month.start)
                yield f"{named.year}-{named.month:02}", month
            yield f"{year}Q{quarter}", span
        yield str(year), rule.fiscal_year(year)


def fill(box: QComboBox, choices: Sequence[Choice], taken: str | None) -> None:
    """Put choices into a box, with the one that is taken; nothing is emitted."""
    with QSignalBlocker(box):
        box.clear()
        for value, words in choices:
            box.addItem(words, value)
        box.setCurrentIndex(box.findData(taken))


def choice_box(name: str, parent: QWidget | None = None) -> QComboBox:
    """A box with a name for screen readers that is no wider than its place."""
    box = QComboBox(parent)
    box.setAccessibleName(name)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(8)
    return box
