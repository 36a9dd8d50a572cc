"""The left edge: which KPI in which channel is shared out, and whether all sums are right."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QItemSelectionModel, QModelIndex, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QScrollArea, QVBoxLayout, QWidget

from isplanner.desktop.language import language
from isplanner.desktop.models.column import CellEdit, Column
from isplanner.desktop.models.records_table import RecordsTable
from isplanner.desktop.targets.sharing import Sharing, Sum, channel_targets, metric_targets, sum_differences
from isplanner.desktop.widgets.grid import Grid
from isplanner.desktop.widgets.plain_label import PlainLabel
from isplanner.desktop.widgets.sections import Section
from isplanner.plan.metric import Metric
from isplanner.plan.plan import Plan
from isplanner.text.names import channel_name, metric_name
from isplanner.text.numbers import MoneyUnit, format_number, write_value

WIDTH, ROW, VALUE = 216, 25, 64


@dataclass(frozen=True, slots=True)
class Choice:
    """A KPI or channel with its target."""

    key: str | None
    words: str
    value: int
    metric: Metric
    money: MoneyUnit


class ChoiceList(Grid):
    """Names with targets, one of them taken.

    Signals:
        chosen: the key of the choice that was clicked or gone to.
    """

    chosen = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = RecordsTable[Choice](lambda choice: choice.key, _refuse, self)
        self._rows.show_columns(
            [
                Column(key="name", header="", text=lambda one: one.words, tip=lambda one: one.words),
                Column(
                    key="target",
                    header="",
                    text=lambda one: write_value(one.value, one.metric, language(), one.money).number,
                    tip=lambda one: str(write_value(one.value, one.metric, language())),
                    is_bold=lambda _: True,
                    is_number=True,
                ),
            ]
        )
        self.setModel(self._rows)
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Fixed)
        self.setColumnWidth(1, VALUE)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.selectionModel().currentRowChanged.connect(self._on_row_changed)

    def show_choices(self, choices: Sequence[Choice], taken: str | None) -> None:
        """Show choices; nothing is emitted."""
        with QSignalBlocker(self):
            self._rows.show_records(choices)
            place = self._rows.find(taken)
            if place.row() != self.currentIndex().row():
                self.selectionModel().setCurrentIndex(
                    place, QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
                )
        self.setFixedHeight(ROW * len(choices) + 2)

    def _on_row_changed(self, current: QModelIndex) -> None:
        if current.isValid():
            self.chosen.emit(self._rows.record(current).key)


class SumChecks(Section):
    """Whether what is shown adds up, each sum with ✓ or what it misses."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.title.setText(self.tr("合計の検算"))
        self._words = {
            Sum.MEMBERS: self.tr("メンバー ＝ チーム"),
            Sum.MONTHS: self.tr("月 ＝ 期間"),
            Sum.WEEKS: self.tr("週 ＝ 月"),
            Sum.CHANNELS: self.tr("チャネル ＝ 全体"),
        }
        self.lines = {one: PlainLabel("", "small") for one in Sum}
        for line in self.lines.values():
            line.setWordWrap(True)
            self.column.addWidget(line)

    def show_differences(self, differences: Mapping[Sum, int]) -> None:
        """Show sums; those not named do not occur."""
        self.setVisible(bool(differences))
        for one, line in self.lines.items():
            missing = differences.get(one, 0)
            line.setVisible(one in differences)
            line.set_role("warn" if missing else "ok")
            amount = format_number(missing, signed=True)
            off = self.tr("{sum}（差 {amount}）").format(sum=self._words[one], amount=amount)
            line.setText(f"⚠ {off}" if missing else f"✓ {self._words[one]}")


class NodeLists(QScrollArea):
    """KPIs, channels and sums below each other.

    Signals:
        metric_chosen: the key of a metric.
        channel_chosen: the key of a channel, None for all of them.
    """

    metric_chosen = Signal(object)
    channel_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(WIDTH)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        page = QFrame()
        page.setProperty("part", "panel")
        self.metrics = ChoiceList(self.tr("KPI"))
        self.metrics.chosen.connect(self.metric_chosen)
        self.channels = ChoiceList(self.tr("チャネル"))
        self.channels.chosen.connect(self.channel_chosen)
        self.sums = SumChecks()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for title, choices in ((self.tr("KPI と目標"), self.metrics), (self.tr("チャネル"), self.channels)):
            section = Section(title)
            section.column.setContentsMargins(10, 10, 4, 8)
            section.column.addWidget(choices)
            column.addWidget(section)
        column.addWidget(self.sums)
        column.addStretch(1)
        self.setWidget(page)

    def show_plan(self, plan: Plan, metric: str, channel: str | None, money: MoneyUnit) -> None:
        """Show what there is to choose, and what is taken."""
        targets, kpi = metric_targets(plan), plan.metrics[metric]
        names = {key: _name(plan.metrics[key], money) for key in targets}
        self.metrics.show_choices(
            [Choice(key, names[key], value, plan.metrics[key], money) for key, value in targets.items()], metric
        )
        channels = [Choice(None, self.tr("全チャネル"), targets[metric], kpi, money)]
        for key, value in channel_targets(plan, metric).items():
            channels.append(Choice(key, channel_name(plan.channels[key], language(), short=True), value, kpi, money))
        self.channels.show_choices(channels, channel)

    def show_sums(self, sharing: Sharing | None) -> None:
        """Show whether the numbers shown add up; nothing where there are none."""
        self.sums.show_differences(sum_differences(sharing) if sharing else {})


def _name(metric: Metric, money: MoneyUnit) -> str:
    """A metric's name; with its unit where that is chosen, as money's is."""
    name = metric_name(metric, language())
    if metric.unit != "円":
        return name
    unit = write_value(0, metric, language(), money).unit
    return QCoreApplication.translate("NodeLists", "{name}（{unit}）").format(name=name, unit=unit)


def _refuse(cells: Sequence[CellEdit[Choice]]) -> None:
    raise AssertionError(cells)  # no column of it can be typed into
