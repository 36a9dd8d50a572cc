"""ColumnPopup: what a column was taken for, why, how sure; each field changes that at once."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QFormLayout, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from isplanner.desktop.data.choices import (
    Choice,
    choice_box,
    fill,
    kind_choices,
    metric_choices,
    period_choices,
    unit_choices,
    use_choices,
)
from isplanner.desktop.data.meaning_list import MeaningList
from isplanner.desktop.data.words import reason_words, use_words
from isplanner.desktop.widgets.plain_label import ElidedLabel, PlainLabel
from isplanner.plan.plan import Plan
from isplanner.text.numbers import format_rate
from isplanner.workbook.corrections import ColumnMapping
from isplanner.workbook.explain import SURE
from isplanner.workbook.read_table import ColumnReading, ReadTable
from isplanner.workbook.shapes.meanings import CountedWord

WIDTH = 320
_NUMBERS = {"numbers", "value", "derived", "running", "total", "comparison"}
_DATES = {"date", "created", "judged", "won", "arose"}
_LOGS = {"activity_log", "opportunities", "sales_log", "mail_log"}


class ColumnPopup(QFrame):
    """A pop-up below a chip.

    Signals:
        mapped: (table, column, ColumnMapping, or None to read it as it was recognised).
        agreed: (table, role, word, meaning): what a word of a log counts for.
    """

    mapped = Signal(object, object, object)
    agreed = Signal(object, str, str, str)

    def __init__(self, plan: Plan, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("part", "popup")
        self.setFixedWidth(WIDTH)
        self._plan = plan
        self._table: ReadTable | None = None
        self._column: ColumnReading | None = None
        self._title, self._sure = ElidedLabel("", "section"), PlainLabel("", "label")
        self._form = QFormLayout()
        self._boxes = {
            "use": (choice_box(self.tr("使い方")), self.tr("使い方")),
            "metric": (choice_box(self.tr("指標")), self.tr("指標")),
            "unit": (choice_box(self.tr("単位")), self.tr("単位")),
            "kind": (choice_box(self.tr("種類")), self.tr("種類")),
            "period": (choice_box(self.tr("期間")), self.tr("期間")),
            "order": (choice_box(self.tr("日付の順")), self.tr("日付の順")),
        }
        self.meanings = MeaningList()
        self.meanings.agreed.connect(self._on_agreed)
        self._why = PlainLabel("", "label")
        self._why.setWordWrap(True)
        self._reset = QPushButton(self.tr("元の読み方に戻す"))
        self._reset.setProperty("kind", "text")
        self._reset.clicked.connect(partial(self._map, None))
        self._arrange()

    @property
    def key(self) -> tuple[tuple[str, ...], str] | None:
        """Which column is shown: the keys of its table, and its own."""
        return (self._table.keys, self._column.key) if self._table and self._column else None

    def box(self, name: str) -> QComboBox:
        """The field of a name: use, metric, unit, kind, period or order."""
        return self._boxes[name][0]

    def show_column(self, table: ReadTable, column: ColumnReading, words: Sequence[CountedWord]) -> None:
        """Show a column, with the words of its cells where it is one of a log that has rules."""
        self._table, self._column = table, column
        self._title.setText(
            self.tr("{letters} 列「{header}」").format(letters=column.column, header=" › ".join(column.header.split()))
        )
        self._sure.setText(self.tr("確からしさ {share}").format(share=format_rate(column.why.sure, 0)))
        for name, (choices, taken) in self._fields(table, column).items():
            self._show_field(name, choices, taken)
        self.box("unit").setProperty("look", "warn" if column.why.sure < SURE else "")
        self.meanings.show_words(column.use, words)
        self.meanings.setVisible(bool(words))
        reasons = "／".join(reason_words(reason, self._plan) for reason in column.why.reasons)
        self._why.setText(self.tr("理由：{reasons}").format(reasons=reasons))
        self._reset.setVisible(column.chosen != ColumnMapping() or bool(table.mapping.meanings.get(column.use)))
        self.adjustSize()

    def popup(self, point: QPoint) -> None:
        """Open at a point, kept on the screen."""
        self.adjustSize()
        room = self.screen().availableGeometry()
        x = max(room.left(), min(point.x(), room.right() - self.width()))
        y = max(room.top(), min(point.y(), room.bottom() - self.height()))
        self.move(x, y)
        self.show()
        self.box("metric" if self.box("metric").isVisible() else "use").setFocus()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
            event.accept()
        else:
            super().keyPressEvent(event)

    def _fields(self, table: ReadTable, column: ColumnReading) -> dict[str, tuple[list[Choice], str | None]]:
        is_number = column.use in _NUMBERS or column.use == "talk"
        metric = self._plan.metrics.get("talk_minutes" if column.use == "talk" else column.metric or "")
        as_said = (None, self.tr("シートのとおり"))
        span = [(None, self._span_words(column))]
        is_log = table.shape in _LOGS
        use = "numbers" if column.use in _NUMBERS - {"value"} and not is_log else column.use
        uses = use_choices(table.shape)
        used: str | None = "unread" if column.use in {"unread", "ignored"} else use
        if column.use == "outline":  # which nobody chooses: it shows in the column or does not
            uses, used = [(None, use_words("outline")), *uses], None
        units = unit_choices(metric) if is_number else []
        orders = [as_said, ("month", self.tr("月 / 日 / 年")), ("day", self.tr("日 / 月 / 年"))]
        order = {None: None, True: "day", False: "month"}[column.chosen.is_day_first]
        can_count = column.use in _NUMBERS and table.shape not in _LOGS - {"mail_log"}
        return {
            "use": (uses, used),
            "metric": (metric_choices(self._plan, table.shape) if can_count else [], column.metric),
            "unit": ([as_said, *units] if units else [], column.chosen.unit or column.unit_name),
            "kind": (kind_choices() if can_count and not is_log else [], column.kind or "actual"),
            "period": ([*span, *period_choices(self._plan)] if can_count and not is_log else [], column.chosen.period),
            "order": (orders if column.use in _DATES else [], order),
        }

    def _span_words(self, column: ColumnReading) -> str:
        from isplanner.desktop.language import language
        from isplanner.text.dates import format_period

        if column.span is None:
            return self.tr("シートのとおり")
        span = format_period(column.span, self._plan.rule, language())
        return self.tr("シートのとおり（{period}）").format(period=span)

    def _show_field(self, name: str, choices: list[Choice], taken: str | None) -> None:
        box, _ = self._boxes[name]
        fill(box, choices, taken)
        self._form.setRowVisible(box, bool(choices))

    def _on_chosen(self, name: str) -> None:
        if self._column is None:
            return
        value = self.box(name).currentData()
        if name == "use" and value == "numbers" and not (self._column.metric or self._table_says_metric):
            # Numbers of what? It is asked before anything is read anew.
            fill(self.box("metric"), metric_choices(self._plan, ""), None)
            self._form.setRowVisible(self.box("metric"), True)
            self.box("metric").setFocus()
        else:
            self._map(_with(self._column.chosen, name, value))

    @property
    def _table_says_metric(self) -> bool:
        """Whether the rows of the table say their metrics."""
        return self._table is not None and any(column.use == "metric" for column in self._table.columns)

    def _map(self, said: ColumnMapping | None) -> None:
        if self._column is not None:
            # The next field may be changed before the column comes back as it was read anew.
            self._column = replace(self._column, chosen=said or ColumnMapping())
            self.mapped.emit(self._table, self._column, said)

    def _on_agreed(self, word: str, meaning: str) -> None:
        if self._column is not None:
            self.agreed.emit(self._table, self._column.use, word, meaning)

    def _arrange(self) -> None:
        head = QFrame()
        head.setProperty("part", "head")
        row = QHBoxLayout(head)
        row.setContentsMargins(12, 8, 12, 8)
        row.addWidget(self._title, 1)
        row.addWidget(self._sure)
        self._form.setContentsMargins(12, 10, 12, 0)
        self._form.setVerticalSpacing(6)
        for name, (box, words) in self._boxes.items():
            label: QLabel = PlainLabel(words, "label")
            label.setBuddy(box)
            self._form.addRow(label, box)
            box.activated.connect(_chosen(self._on_chosen, name))
        foot = QVBoxLayout()
        foot.setContentsMargins(12, 8, 12, 10)
        foot.addWidget(self.meanings)
        foot.addWidget(self._why)
        foot.addWidget(self._reset, 0, Qt.AlignmentFlag.AlignLeft)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(head)
        column.addLayout(self._form)
        column.addLayout(foot)


def _with(said: ColumnMapping, name: str, value: str | None) -> ColumnMapping:
    """What is said of a column, and a field's value."""
    match name:
        case "use":
            return replace(said, role=value, metric=said.metric if value == "numbers" else None)
        case "metric":
            return replace(said, role="numbers", metric=value)
        case "unit":
            return replace(said, unit=value)
        case "kind":
            return replace(said, kind=value)
        case "period":
            return replace(said, period=value)
    return replace(said, is_day_first=None if value is None else value == "day")


def _chosen(call: Callable[[str], None], name: str) -> Callable[[int], None]:
    return lambda _: call(name)
