"""OpenField: how many of a count were open when the period began, for what no actuals tell of."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QWidget
from typing_extensions import override

from isplanner.desktop.widgets.number_text import NUMBER_HINTS
from isplanner.desktop.widgets.plain_label import PlainLabel, plain_tip
from isplanner.plan.problem import PlanError
from isplanner.text.numbers import format_number, parse_number

_WIDTH = 84


class OpenField(QWidget):
    """期首に結果待ちの有効商談数 [ 85 ]; an empty field is nothing typed.

    Signals:
        changed: another number.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._name, self.field = PlainLabel("", "small"), _CountEdit()
        self.field.textChanged.connect(self.changed)
        self.field.setToolTip(plain_tip(self.tr("計画期間より前の実績があれば、この数は使わず実績から持ち込みます。")))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._name)
        row.addWidget(self.field)
        row.addWidget(PlainLabel(self.tr("実績がないときに入れます"), "hint"))
        row.addStretch()

    @property
    def count(self) -> float | None:
        """What stands there.

        Raises:
            PlanError: what is typed is no count.
        """
        typed = self.field.text()
        if not typed.strip():
            return None
        try:
            count = parse_number(typed)
        except PlanError:
            raise PlanError("bad_open_count", text=typed.strip()) from None
        if count < 0 or count != int(count):
            raise PlanError("bad_open_count", text=typed.strip())
        return count

    def show_count(self, metric: str, count: float | None) -> None:
        """Show how many of a metric of this name are typed."""
        words = self.tr("期首に結果待ちの{count}").format(count=metric)
        self._name.setText(words)
        self.field.setAccessibleName(words)
        self.field.setText("" if count is None else format_number(count, None))


class _CountEdit(QLineEdit):
    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(_WIDTH)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setInputMethodHints(NUMBER_HINTS)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.selectAll()
