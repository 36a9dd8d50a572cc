"""ConfirmPanel: the last look: what would be stored metric by metric, new names, targets, the template's name."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from isplanner.desktop.data.tables import commit_nothing, table_of, titled
from isplanner.desktop.data.words import channel_words, kind_words, metric_words
from isplanner.desktop.language import language
from isplanner.desktop.models.column import Column
from isplanner.desktop.models.records_table import RecordsTable
from isplanner.desktop.widgets.plain_label import PlainLabel
from isplanner.jobs.difference import Line
from isplanner.jobs.draft import Draft
from isplanner.jobs.prospect import Prospect
from isplanner.plan.metric import Kind
from isplanner.plan.plan import Plan
from isplanner.text.messages import word
from isplanner.text.numbers import format_number, write_difference, write_value

_SIDE_WIDTH = 360


class ConfirmPanel(QWidget):
    """A table at the left, and what else is stored at the right.

    Signals:
        targets_taken: whether the files' targets become the plan's.
        template_named: the name under which the tables are kept.
    """

    targets_taken = Signal(bool)
    template_named = Signal(str)

    def __init__(self, plan: Plan, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan = plan
        self._lines = RecordsTable[Line](lambda line: (line.metric, line.kind), commit_nothing, self)
        self._lines.show_columns(self._columns())
        self.targets = QCheckBox(self.tr("目標をプランの目標にする"))
        self.targets.clicked.connect(lambda: self.targets_taken.emit(self.targets.isChecked()))
        self.name = QLineEdit()
        self.name.setAccessibleName(self.tr("ひな型の名前"))
        self.name.editingFinished.connect(lambda: self.template_named.emit(self.name.text()))
        self._names, self._held = (PlainLabel("", "small") for _ in range(2))
        self._template, self._targets_of = PlainLabel("", "label"), PlainLabel("", "label")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(1)
        widths = (0, 70, 70, 120, 120, 110)
        lines = table_of(self._lines, self.tr("保存する数値"), widths)
        row.addWidget(titled(PlainLabel(self.tr("保存する数値"), "section"), lines), 1)
        row.addWidget(self._side())

    def show_prospect(self, prospect: Prospect, draft: Draft) -> None:
        """Show what would be stored."""
        self._lines.show_records(list(prospect.difference.lines))
        self._show_names(prospect)
        held = len(prospect.reading.held)
        self._held.setText(
            self.tr("保留 {count} セルは取り込みのあとも一覧に残り、いつでも確定できます。").format(count=held)
            if held
            else self.tr("保留セルはありません。")
        )
        targets = prospect.targets
        names = word(list(dict.fromkeys(metric_words(self._plan, key.metric) for key in targets)), language())
        self.targets.setVisible(bool(targets))
        self._targets_of.setVisible(bool(targets))
        self._targets_of.setText(self.tr("このファイルの目標：{names}").format(names=names))
        self.targets.setChecked(draft.sets_targets)
        self.name.setText(draft.template)
        for widget in (self.name, self._template):
            widget.setVisible(draft.keeps_template)
        self._beside.setVisible(bool(targets) or draft.keeps_template)
        self._template.setText(self.tr("同じ見出しの次のファイルは、この名前のひな型で読みます。"))

    def _show_names(self, prospect: Prospect) -> None:
        reading = prospect.reading
        new = [
            (self.tr("新しいメンバー：{names}"), list(reading.new_members)),
            (self.tr("新しいチャネル：{names}"), [channel_words(self._plan, key) for key in reading.new_channels]),
        ]
        said = [words.format(names=word(names, language())) for words, names in new if names]
        self._names.setText("\n".join(said) or self.tr("新しい名前はありません。"))

    def _side(self) -> QWidget:
        panel = QFrame()
        panel.setProperty("part", "panel")
        column = QVBoxLayout(panel)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        for label in (self._names, self._held):
            label.setWordWrap(True)
        for label in (self._template, self._targets_of):
            label.setWordWrap(True)
        self._beside = PlainLabel(self.tr("一緒に保存するもの"), "section")
        for title, widgets in (
            (PlainLabel(self.tr("名前"), "section"), (self._names,)),
            (PlainLabel(self.tr("保留"), "section"), (self._held,)),
            (self._beside, (self.targets, self._targets_of, self.name, self._template)),
        ):
            column.addWidget(title)
            for widget in widgets:
                column.addWidget(widget)
            column.addSpacing(8)
        column.addStretch()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFixedWidth(_SIDE_WIDTH)
        area.setWidget(panel)
        return area

    def _columns(self) -> tuple[Column[Line], ...]:
        return (
            Column(key="metric", header=self.tr("指標"), text=lambda line: metric_words(self._plan, line.metric)),
            Column(key="kind", header=self.tr("種別"), text=lambda line: kind_words(line.kind)),
            Column(
                key="facts",
                header=self.tr("数値"),
                text=lambda line: format_number(line.facts),
                value=lambda line: line.facts,
                is_number=True,
            ),
            Column(
                key="stored",
                header=self.tr("保存済み"),
                text=lambda line: self._value(line, line.stored) if line.known else "—",
                value=lambda line: line.stored,
                is_number=True,
            ),
            Column(
                key="now",
                header=self.tr("このファイル"),
                text=lambda line: self._value(line, line.total),
                value=lambda line: line.total,
                is_number=True,
            ),
            Column(
                key="difference",
                header=self.tr("同じ範囲の差"),
                text=self._difference,
                value=lambda line: line.now - line.stored,
                is_number=True,
                is_bold=lambda _: True,
            ),
        )

    def _value(self, line: Line, value: float) -> str:
        metric = self._plan.metrics[line.metric]
        return "—" if metric.kind is Kind.RATE else str(write_value(value, metric, language()))

    def _difference(self, line: Line) -> str:
        metric = self._plan.metrics[line.metric]
        if metric.kind is Kind.RATE or not line.known:
            return ""
        return str(write_difference(line.now - line.stored, metric, language()))
