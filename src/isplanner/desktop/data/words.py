"""How facts, held cells and shapes of sheets read in the tables of the data workspace."""

from PySide6.QtCore import QCoreApplication

from isplanner.desktop.language import language
from isplanner.plan.fact import Fact, FactKind
from isplanner.plan.metric import shipped_metrics
from isplanner.plan.plan import Plan
from isplanner.plan.template import shipped_channels
from isplanner.text.dates import format_days
from isplanner.text.names import channel_name, metric_name
from isplanner.text.numbers import write_value


def metric_words(plan: Plan, key: str) -> str:
    """A metric's name, of the plan's own or the shipped dictionary."""
    metric = plan.metrics.get(key) or shipped_metrics().get(key)
    return metric_name(metric, language()) if metric else key


def channel_words(plan: Plan, key: str | None) -> str:
    """A channel's name; one that is new is called what the file calls it."""
    channel = plan.channels.get(key or "") or shipped_channels().get(key or "")
    return channel_name(channel, language()) if channel else key or ""


def value_words(plan: Plan, fact: Fact) -> str:
    """A fact's value in the unit of its metric."""
    metric = plan.metrics.get(fact.metric) or shipped_metrics()[fact.metric]
    return str(write_value(fact.value, metric, language()))


def period_words(fact: Fact) -> str:
    """The days a fact is of."""
    return format_days(fact.span, language())


def kind_words(kind: FactKind) -> str:
    """実績 or 目標."""
    if kind is FactKind.TARGET:
        return QCoreApplication.translate("DataWords", "目標")
    return QCoreApplication.translate("DataWords", "実績")


def shape_words(shape: str) -> str:
    """What a sheet looks like."""
    words = {
        "long": QCoreApplication.translate("DataWords", "1 行に 1 つの値"),
        "members_by_metric": QCoreApplication.translate("DataWords", "メンバー × 指標"),
        "metrics_by_period": QCoreApplication.translate("DataWords", "指標 × 期間"),
        "activity_log": QCoreApplication.translate("DataWords", "活動の記録"),
        "opportunities": QCoreApplication.translate("DataWords", "商談の記録"),
        "mail_log": QCoreApplication.translate("DataWords", "メール配信の記録"),
        "member_sheet": QCoreApplication.translate("DataWords", "メンバーの KPI シート"),
    }
    return words[shape]
