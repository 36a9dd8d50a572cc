"""JudgementLine: what the manager judges of a lever, as low, likely and high, where actuals do not say it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QCheckBox, QHBoxLayout, QLineEdit, QPushButton, QWidget
from typing_extensions import override

from isplanner.desktop.language import language
from isplanner.desktop.widgets.callout import Callout
from isplanner.desktop.widgets.number_text import NUMBER_HINTS, plain_text
from isplanner.desktop.widgets.plain_label import PlainLabel, plain_tip
from isplanner.plan.judgement import Judgement
from isplanner.plan.metric import Metric
from isplanner.plan.problem import PlanError
from isplanner.text.entry import parse_range, parse_value
from isplanner.text.messages import say
from isplanner.text.names import metric_name

_LINE = 32
_FIELD, _PADDING = 66, 20


class JudgementLine(QWidget):
    """Three fields; a range typed into any of them (18~24) fills the outer two. Enter or leaving a field takes it.

    Signals:
        judged: the Judgement, or None where actuals are to say it again.
    """

    judged = Signal(object)

    def __init__(self, metric: Metric, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._metric = metric
        self._judgement: Judgement | None = None
        self._value: float | None = None
        self.chip = PlainLabel(self.tr("判断による"), "chip")
        names = (self.tr("低め"), self.tr("見込み"), self.tr("高め"))
        self.fields = [_Field(name) for name in names]
        self.fixed = QCheckBox(self.tr("確実"))
        self.fixed.setToolTip(plain_tip(self.tr("ぶれがなく、必ずこの値になるとします。")))
        self.fixed.clicked.connect(self._on_fixed)
        self.drop = QPushButton(self.tr("やめる"))
        self.drop.setProperty("kind", "text")
        self.drop.setToolTip(plain_tip(self.tr("判断を消し、実績から出した幅に戻します。")))
        self.drop.clicked.connect(lambda: self.judged.emit(None))
        self._callout = Callout(self)
        for field in self.fields:
            field.taken.connect(self._on_taken)
        self._lines = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._parts = QHBoxLayout(), QHBoxLayout()
        self._arrange(names)

    def fit(self, room: int) -> None:
        """Stand in one line, or in two where that is wider than the room."""
        is_wide = sum(part.sizeHint().width() for part in self._parts) + self._lines.spacing() > room
        ways = QBoxLayout.Direction
        self._lines.setDirection(ways.TopToBottom if is_wide else ways.LeftToRight)

    @property
    def least_height(self) -> int:
        """What its lines take."""
        return _LINE if self._lines.direction() is QBoxLayout.Direction.LeftToRight else 2 * _LINE

    def show_judgement(self, judgement: Judgement | None, value: float | None) -> None:
        """Show what is judged, and what the lever is set to now."""
        self._judgement, self._value = judgement, value
        ends = (judgement.low, judgement.likely, judgement.high) if judgement else (None, None, None)
        for field, end in zip(self.fields, ends, strict=True):
            field.show_text(plain_text(end, self._metric))
        needed = max(field.fontMetrics().horizontalAdvance(field.text()) for field in self.fields)
        for field in self.fields:
            field.setFixedWidth(max(_FIELD, needed + _PADDING))
        self.chip.setVisible(judgement is not None)
        self.drop.setVisible(judgement is not None)
        self.fixed.setChecked(judgement is not None and judgement.is_fixed)

    def _arrange(self, names: Sequence[str]) -> None:
        fields, rest = self._parts
        for name, field in zip(names, self.fields, strict=True):
            fields.addWidget(PlainLabel(name, "hint"))
            fields.addWidget(field)
        fields.addStretch()
        for part in (self.chip, self.fixed):
            rest.addWidget(part)
        rest.addStretch()
        rest.addWidget(self.drop)
        self._lines.setContentsMargins(0, 0, 0, 6)
        for line in self._parts:
            line.setSpacing(5)
            self._lines.addLayout(line)
        self._lines.setSpacing(5)

    def _on_taken(self) -> None:
        try:
            judgement = self._read()
        except PlanError as error:
            self._callout.say(say(error.problem, {}, language()), self.rect())
            return
        if judgement is not None and judgement != self._judgement:
            self.judged.emit(judgement)

    def _read(self) -> Judgement | None:
        """What stands in the fields; None while one is empty."""
        for field in self.fields:
            if ends := parse_range(field.text(), self._metric):
                return self._between(*ends)
        written = [parse_value(field.text(), self._metric) for field in self.fields if field.text().strip()]
        if len(written) < len(self.fields):
            return None
        low, likely, high = written
        if not low <= likely <= high:
            raise PlanError("bad_judgement", node=metric_name(self._metric, language()))
        return Judgement(low, likely, high)

    def _between(self, low: float, high: float) -> Judgement:
        """A range typed: most likely is what was thought before, where that lies within it."""
        before = (self._judgement.likely if self._judgement else None, self._value)
        likely = next((value for value in before if value is not None and low <= value <= high), (low + high) / 2)
        return Judgement(low, likely, high)

    def _on_fixed(self, is_fixed: bool) -> None:
        likely = self._judgement.likely if self._judgement else self._value
        if is_fixed and likely is not None:
            self.judged.emit(Judgement(likely, likely, likely))
        else:
            self.show_judgement(self._judgement, self._value)
            self.fields[0].setFocus(Qt.FocusReason.OtherFocusReason)


class _Field(QLineEdit):
    """A number or a range; Esc brings back what stood there."""

    taken = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self._stored = ""
        self.setAccessibleName(name)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setInputMethodHints(NUMBER_HINTS)

    def show_text(self, text: str) -> None:
        """Show what is stored. What is being typed stays."""
        self._stored = text
        if not (self.hasFocus() and self.isModified()):
            self.setText(text)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._take()
        elif event.key() == Qt.Key.Key_Escape and self.isModified():
            self.setText(self._stored)
        else:
            super().keyPressEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._take()

    def _take(self) -> None:
        if self.isModified():
            self.setModified(False)
            self.taken.emit()
