"""RowEnd: what stands at the end of a lever's row: what is proposed for it, or what it alone must be for the goal."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QPushButton, QStackedWidget, QWidget

from isplanner.desktop.language import language
from isplanner.desktop.widgets.plain_label import PlainLabel, plain_tip
from isplanner.plan.metric import Metric
from isplanner.text.names import metric_name
from isplanner.text.numbers import NO_VALUE, format_number, write_value

if TYPE_CHECKING:
    from isplanner.analysis.solving.proposal import ProposedLever

WIDTH = 88
_BOX = 24
"""What a tick box and its gap take."""


class RowEnd(QStackedWidget):
    """Without a proposal: the value that alone is enough; a click sets it. With one: its value, ticked to be taken on.

    Signals:
        wanted: the value that alone is enough, when it is clicked.
        ticks_changed: the box was ticked, or no longer is.
    """

    wanted = Signal(float)
    ticks_changed = Signal()

    def __init__(self, metric: Metric, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._metric = metric
        self._alone_value: float | None = None
        self.setFixedSize(WIDTH, 26)
        self.alone = QPushButton()
        self.alone.setProperty("kind", "text")
        self.alone.clicked.connect(self._on_clicked)
        self.tick = QCheckBox()
        self.tick.setProperty("role", "proposal")
        self.tick.toggled.connect(self.ticks_changed)
        self._words = PlainLabel("", "small")
        self._words.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for part in (self.alone, self.tick, self._words):
            self.addWidget(part)

    @property
    def is_ticked(self) -> bool:
        """Whether what is proposed for this lever is to be taken on."""
        return self.currentWidget() is self.tick and self.tick.isChecked()

    def show_alone(self, value: float | None, *, is_known: bool) -> None:
        """Show which value of this lever alone reaches the goal; None where none does, or that is not known (yet)."""
        self._alone_value = value
        self.alone.setEnabled(value is not None)
        if not is_known:
            words, tip = NO_VALUE, ""
        elif value is None:
            words = self.tr("届かない")
            tip = self.tr("このレバーをどこまで動かしても、ほかがこのままでは目標に届きません。")
        else:
            words = self._fitting(value, WIDTH)
            tip = self.tr("ほかはこのままで、これだけを {value} にすると目標に届きます。")
            tip = tip.format(value=self._written(value))
        self.alone.setText(words)
        self.alone.setToolTip(plain_tip(tip))
        self._words.setToolTip(plain_tip(tip))

    def show_proposed(self, lever: "ProposedLever | None", *, is_locked: bool, is_proposing: bool) -> None:
        """Show what is proposed for this lever, ticked; where there is no proposal, what it alone must be."""
        if lever is not None and lever.is_moved:
            self._show_tick(lever)
        elif is_locked:
            self._show_words(self.tr("固定"))
        elif is_proposing:
            self._show_words(self.tr("そのまま"))
        else:
            self.setCurrentWidget(self.alone)

    def _show_tick(self, lever: "ProposedLever") -> None:
        written = self._written(lever.value)
        if (
            shown := self._fitting(lever.value, WIDTH - _BOX)
        ) != self.tick.text() or self.currentWidget() is not self.tick:
            self.tick.setChecked(True)
        self.tick.setText(shown)
        name = metric_name(self._metric, language())
        self.tick.setAccessibleName(self.tr("逆算 {name} {value} を採用する").format(name=name, value=written))
        tip = f"{written}\n" if shown != written else ""
        tip += self.tr("逆算の値です。チェックしたものを採用できます。")
        if lever.stretch is not None:
            times = format_number(lever.stretch, 1, signed=True)
            tip += "\n" + self.tr("基準からの伸びは、実績のばらつきの {times} 倍です。").format(times=times)
        if self._alone_value is not None:
            alone = self._written(self._alone_value)
            tip += "\n" + self.tr("ほかはこのままで、これだけを {value} にすると目標に届きます。").format(value=alone)
        self.tick.setToolTip(plain_tip(tip))
        self.setCurrentWidget(self.tick)

    def _show_words(self, words: str) -> None:
        self._words.setText(words)
        self.setCurrentWidget(self._words)

    def _written(self, value: float | None) -> str:
        return str(write_value(value, self._metric, language()))

    def _fitting(self, value: float | None, room: int) -> str:
        """A value, without its unit where that would be cut off; the tool tip has both."""
        written = write_value(value, self._metric, language())
        is_wide = self.tick.fontMetrics().horizontalAdvance(str(written)) > room
        return written.number if is_wide else str(written)

    def _on_clicked(self) -> None:
        if self._alone_value is not None:
            self.wanted.emit(self._alone_value)
