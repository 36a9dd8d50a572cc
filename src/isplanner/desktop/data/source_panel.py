"""SourcePanel: the numbers of one import with the cells they stand in; a number elsewhere leads here."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from isplanner.desktop.data.tables import commit_nothing, table_of, titled
from isplanner.desktop.data.words import channel_words, kind_words, metric_words
from isplanner.desktop.language import language
from isplanner.desktop.models.column import Column
from isplanner.desktop.models.records_table import RecordsTable
from isplanner.desktop.widgets.plain_label import PlainLabel
from isplanner.jobs.sources import MOST, Behind, Brought
from isplanner.plan.fact import Fact
from isplanner.plan.plan import Plan
from isplanner.text.dates import format_days
from isplanner.text.names import node_name
from isplanner.text.numbers import format_number, write_value


class SourcePanel(QWidget):
    """A table a number a row.

    Signals:
        closed: it is not wanted any more.
    """

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = PlainLabel("", "section")
        self._facts = RecordsTable[Fact](_key, commit_nothing, self)
        close = QPushButton(self.tr("閉じる"))
        close.setProperty("form", "slim")
        close.clicked.connect(self.closed)
        self.grid = table_of(self._facts, self.tr("取り込んだ数値"), ())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(titled(self._title, self.grid, close))

    def show_brought(self, plan: Plan, brought: Brought, wanted: Fact | None = None) -> None:
        """Show the numbers of an import; the one that is wanted is chosen and in sight."""
        count = format_number(len(brought.facts))
        words = self.tr("取り込み {batch} の数値（はじめの {count}）") if len(brought.facts) >= MOST else ""
        words = words or self.tr("取り込み {batch} の数値 {count}")
        self._show(words.format(batch=brought.batch, count=count), plan, brought.facts)
        index = self._facts.find(_key(wanted)) if wanted is not None else self._facts.index(0, 0)
        if index.isValid():
            self.grid.setCurrentIndex(index)
            self.grid.selectRow(index.row())
            self.grid.scrollTo(index, self.grid.ScrollHint.PositionAtCenter)

    def show_behind(self, plan: Plan, behind: Behind) -> None:
        """Show the numbers that count for a node."""
        node, member = behind.origin.node, behind.origin.member
        name = node_name(node, plan.metrics, plan.channels, language())
        if member is not None:
            name = f"{name}・{plan.member(member).name}"
        words = self.tr("{name} の出どころ：数えている数値 {count}")
        if not behind.facts:
            words = self.tr("{name} の出どころ：基準期間と計画期間の実績はまだありません")
        self._show(words.format(name=name, count=format_number(len(behind.facts))), plan, behind.facts)
        self.grid.setCurrentIndex(self._facts.index(0, 0))

    def _show(self, title: str, plan: Plan, facts: Sequence[Fact]) -> None:
        self._title.setText(title)
        self._facts.show_columns(_columns(plan))
        self._facts.show_records(list(facts))
        for column, width in enumerate((110, 90, 150, 120, 60, 130, 190, 130, 220)):
            self.grid.setColumnWidth(column, width)


def _key(fact: Fact) -> object:
    return fact.source, fact.kind, fact.metric, fact.span, fact.member, fact.channel


def _columns(plan: Plan) -> tuple[Column[Fact], ...]:
    """The cell, and what its number says."""

    def value(fact: Fact) -> str:
        metric = plan.metrics.get(fact.metric)
        return str(write_value(fact.value, metric, language())) if metric else format_number(fact.value)

    return (
        Column(
            key="sheet", header=QCoreApplication.translate("SourcePanel", "シート"), text=lambda fact: fact.source.sheet
        ),
        Column(
            key="cell",
            header=QCoreApplication.translate("SourcePanel", "セル"),
            text=lambda fact: fact.source.cell or QCoreApplication.translate("SourcePanel", "記録の合計"),
        ),
        Column(
            key="metric",
            header=QCoreApplication.translate("SourcePanel", "指標"),
            text=lambda fact: metric_words(plan, fact.metric),
        ),
        Column(
            key="value",
            header=QCoreApplication.translate("SourcePanel", "値"),
            text=value,
            value=lambda fact: fact.value,
            is_number=True,
            is_bold=_always,
        ),
        Column(
            key="kind",
            header=QCoreApplication.translate("SourcePanel", "種別"),
            text=lambda fact: kind_words(fact.kind),
        ),
        Column(
            key="member",
            header=QCoreApplication.translate("SourcePanel", "メンバー"),
            text=lambda fact: fact.member or "",
        ),
        Column(
            key="period",
            header=QCoreApplication.translate("SourcePanel", "期間"),
            text=lambda fact: format_days(fact.span, language()),
        ),
        Column(
            key="channel",
            header=QCoreApplication.translate("SourcePanel", "チャネル"),
            text=lambda fact: channel_words(plan, fact.channel),
        ),
        Column(
            key="file",
            header=QCoreApplication.translate("SourcePanel", "ファイル"),
            text=lambda fact: fact.source.file,
            tip=lambda fact: fact.source.file,
        ),
    )


def _always(_: Fact) -> bool:
    return True
