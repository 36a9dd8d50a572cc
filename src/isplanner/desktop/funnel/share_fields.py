"""ShareFields: how much of a count comes through in the same month, the next, and so on, with the sum."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QSizePolicy, QWidget
from typing_extensions import override

from isplanner.desktop.widgets.number_text import NUMBER_HINTS
from isplanner.desktop.widgets.plain_label import PlainLabel
from isplanner.plan.delay import MOST_MONTHS
from isplanner.plan.problem import PlanError
from isplanner.text.numbers import format_rate, parse_rate

_IN_A_ROW = 6
_WIDTH = 62
_STEP, _FINE = 0.05, 0.01


class ShareFields(QWidget):
    """Twelve small fields; the arrow keys and the wheel go on by 5 %, with Shift by 1 %.

    Signals:
        changed: one of the shares is another.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        self.fields: list[ShareField] = []
        for month in range(MOST_MONTHS):
            name = self._name(month)
            field = ShareField(name)
            field.changed.connect(self.changed)
            self.fields.append(field)
            row, column = divmod(month, _IN_A_ROW)
            grid.addWidget(PlainLabel(name, "label"), 2 * row, column)
            grid.addWidget(field, 2 * row + 1, column)

    @property
    def shares(self) -> tuple[float, ...]:
        """What stands there; an empty field is nothing.

        Raises:
            PlanError: what is typed is no share.
        """
        return tuple(field.share for field in self.fields)

    def show_shares(self, shares: Sequence[float]) -> None:
        """Show shares; () leaves all fields empty."""
        for place, field in enumerate(self.fields):
            share = shares[place] if place < len(shares) else 0.0
            field.setText(format_rate(share, None) if share else "")

    def _name(self, month: int) -> str:
        if month < 2:
            return self.tr("翌月") if month else self.tr("同じ月")
        return self.tr("{months} か月後").format(months=month)


class ShareField(QLineEdit):
    """A share; an empty field is none.

    Signals:
        changed: another share.
    """

    changed = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFixedWidth(_WIDTH)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setInputMethodHints(NUMBER_HINTS)
        self.setPlaceholderText("0%")
        self.textChanged.connect(self.changed)

    @property
    def share(self) -> float:
        """The share; PlanError where what is typed is none."""
        return parse_rate(self.text()) if self.text().strip() else 0.0

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            sign = 1 if event.key() == Qt.Key.Key_Up else -1
            self._step(sign, is_fine=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        else:
            super().keyPressEvent(event)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus() and event.angleDelta().y():
            sign = 1 if event.angleDelta().y() > 0 else -1
            self._step(sign, is_fine=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
            event.accept()
        else:
            super().wheelEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.selectAll()

    def _step(self, sign: int, *, is_fine: bool) -> None:
        try:
            share = self.share
        except PlanError:
            return
        moved = min(1.0, max(0.0, share + sign * (_FINE if is_fine else _STEP)))
        self.setText(format_rate(round(moved, 6), None))
        self.selectAll()
