"""LeverRow: a lever's name, its slider and its number field, moved as one."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMessageBox, QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from isplanner.desktop.funnel.judgement_line import JudgementLine
from isplanner.desktop.funnel.lever_columns import (
    GAP,
    LEAST_SLIDER,
    LEAST_WIDTH,
    LOCK_WIDTH,
    MARGIN,
    LeverColumns,
    LeverWishes,
)
from isplanner.desktop.funnel.lever_name import LeverName
from isplanner.desktop.funnel.reading import Reading
from isplanner.desktop.funnel.row_end import RowEnd
from isplanner.desktop.icons import icon
from isplanner.desktop.language import language
from isplanner.desktop.theme import tokens
from isplanner.desktop.widgets.number_edit import NumberEdit, width_of
from isplanner.desktop.widgets.plain_label import plain_tip
from isplanner.desktop.widgets.rate_slider import RateSlider
from isplanner.desktop.widgets.slider_scale import SliderMarks
from isplanner.plan.metric import Metric
from isplanner.plan.scope import NodeKey
from isplanner.text.names import metric_name, node_name
from isplanner.text.numbers import write_value

if TYPE_CHECKING:
    from isplanner.analysis.solving.proposal import ProposedLever

HEIGHT, ROOM = 55, 18


class LeverRow(QWidget):
    """One lever.

    Signals:
        held: whether a hand is at it now.
        previewed: a value while it is being moved.
        committed: the value it was left at, typed, or asked for.
        locked: whether it is to be kept still.
        pinned: whether it is to be pinned.
        reset: it is to follow 基準 again.
        judged: what is judged of it (a Judgement), or None.
        delay_wanted: how long the stage takes that it is the rate of is asked for.
        source_wanted: its number is to be followed down to its cells.

    `reading` is what it is shown in.
    """

    held = Signal(bool)
    previewed = Signal(float)
    committed = Signal(float)
    locked = Signal(bool)
    pinned = Signal(bool)
    reset = Signal()
    judged = Signal(object)
    delay_wanted = Signal()
    source_wanted = Signal()

    def __init__(self, key: NodeKey, metric: Metric, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # nothing beneath is painted with it
        self.key = key
        self._metric = metric
        self.reading: Reading | None = None
        self._proposed: float | None = None
        self._is_locked: bool | None = None
        name = metric_name(metric, language())
        self.name = LeverName(metric)
        self._room = LEAST_WIDTH
        self._band: tuple[float, float] | None = None
        self._shown: float | None = None
        self.slider = RateSlider()
        self.slider.setAccessibleName(name)
        self.slider.setMinimumWidth(LEAST_SLIDER)
        self.field = NumberEdit(metric)
        self.field.setAccessibleName(name)
        self.lock = _sign(self.tr("{name}を固定").format(name=name))
        self.pin = _sign(self.tr("{name}をピン留め").format(name=name))
        self.pin.setIcon(icon("pin", "tx3"))
        self.pin.setToolTip(plain_tip(self.tr("ピン留めしたレバーだけを表示できます（P）。")))
        self.judgement = JudgementLine(metric)
        self.judgement.hide()
        self._is_asked = False
        self.end = RowEnd(metric)
        self._arrange()
        self._connect()
        self.show_columns(LeverColumns(), LEAST_WIDTH)

    @property
    def wishes(self) -> LeverWishes:
        """The widths in which name and number are whole."""
        ends = self.reading.scale(self.key) if self.reading is not None else None
        field = width_of(self._metric, [self.field.value, ends.high if ends else None])
        return LeverWishes(self.name.needed_width, self.name.least_width, field)

    def show_columns(self, columns: LeverColumns, room: int) -> None:
        """Take on the widths of the columns in a row that is so wide."""
        self._room = room
        self.name.show_width(columns.name)
        self.field.setFixedWidth(columns.field)
        self._show_height()

    @property
    def marks(self) -> SliderMarks:
        """What the slider marks."""
        return self.slider.picture.marks

    @property
    def is_moved(self) -> bool:
        """Whether the lever is set otherwise than in 基準."""
        return self.reading is not None and self.reading.value(self.key) != self.reading.baseline(self.key)

    @property
    def can_be_judged(self) -> bool:
        """Whether it is a lever itself; one of the whole plan follows from its channels."""
        return self.reading is not None and self.reading.plan.tree.nodes[self.key].formula is None

    def ask_judgement(self) -> None:
        """Offer the fields for what is judged of the lever."""
        self._is_asked = True
        self._show_judgement()
        self.judgement.fields[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def show_reading(self, reading: Reading) -> None:
        """Show the lever as the plan has it."""
        value, scale = reading.value(self.key), reading.scale(self.key)
        self._band, self._shown, self.reading = reading.bands.get(self.key), value, reading
        self._show_slider()
        self.slider.setEnabled(value is not None)
        self.field.show_lever(value, scale)
        lacking = reading.lacking(self.key)
        missing = node_name(lacking, reading.plan.metrics, reading.plan.channels, language()) if lacking else ""
        words = self.name.show_distance(value, reading.baseline(self.key), self._band, missing)
        self.slider.setAccessibleDescription(f"{write_value(value, self._metric, language())}　{words}")
        self._show_judgement()
        for part in (self.slider, self.field):  # what is tried there stays, and goes back to what is stored now
            if part.trial.is_on and part.value is not None and value is not None:
                part.trial.began_at(value)
                self.show_preview(part.value, reading.baseline(self.key))

    def show_preview(self, value: float, baseline: float | None) -> None:
        """Show a value that is being tried."""
        if value == self._shown:
            return
        self._shown = value
        self.slider.show_value(value)
        self.field.show_value(value)
        self.name.show_distance(value, baseline, self._band)

    def show_lock(self, *, is_locked: bool) -> None:
        """Show whether the lever is kept still; one that is can be typed, which asks to free it."""
        if self._is_locked is not is_locked:
            self._is_locked = is_locked
            self.lock.setChecked(is_locked)
            self.lock.setIcon(icon("lock" if is_locked else "lock_open", "tx" if is_locked else "tx2"))
            self.lock.setToolTip(
                plain_tip(
                    self.tr("固定を外します（L）。")
                    if is_locked
                    else self.tr("動かさず、逆算でもそのままにします（L）。")
                )
            )
        self._show_slider()

    def show_proposed(self, lever: "ProposedLever | None", *, is_proposing: bool) -> None:
        """Show what is proposed for the lever: a diamond on its slider, and the value with its tick."""
        self._proposed = lever.value if lever is not None and lever.is_moved else None
        self.end.show_proposed(lever, is_locked=self.lock.isChecked(), is_proposing=is_proposing)
        self._show_slider()

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        from isplanner.desktop.funnel.row_menu import RowMenu

        menu = RowMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.FocusIn, QEvent.Type.FocusOut}:
            self.update()
        return False

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), tokens(self)
        has_hand = self.slider.hasFocus() or self.field.hasFocus()
        painter.fillRect(self.rect(), theme.accbg if has_hand else theme.panel)
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.line)

    def _arrange(self) -> None:
        signs = QVBoxLayout()
        signs.setSpacing(2)
        for sign in (self.lock, self.pin):
            signs.addWidget(sign)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addLayout(signs)
        row.addWidget(self.name)
        row.addWidget(self.slider, 1)
        row.addWidget(self.field)
        row.addWidget(self.end)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, 0, MARGIN, 0)
        column.setSpacing(0)
        column.addLayout(row, 1)
        inset = QHBoxLayout()
        inset.setContentsMargins(LOCK_WIDTH + GAP, 0, 0, 0)
        inset.addWidget(self.judgement)
        column.addLayout(inset)

    def _connect(self) -> None:
        for part in (self.slider, self.field):
            part.held.connect(self.held)
            part.previewed.connect(self.previewed)
            part.installEventFilter(self)
        self.slider.committed.connect(self.committed)
        self.field.committed.connect(self._on_typed)
        self.end.wanted.connect(self.committed)
        self.lock.clicked.connect(self.locked)
        self.pin.clicked.connect(self.pinned)
        self.judgement.judged.connect(self.judged)

    def _on_typed(self, value: float) -> None:
        """Take what was typed; a lever that is kept still is freed first, if that is meant."""
        if self.lock.isChecked() and self.reading is not None:
            if not may_free(self, metric_name(self._metric, language())):
                self.show_reading(self.reading)
                self.previewed.emit(self.reading.value(self.key))
                return
            self.locked.emit(False)
        self.committed.emit(value)

    def _show_judgement(self) -> None:
        """The fields: where something is judged, where actuals say nothing, or where they were asked for."""
        if self.reading is None:
            return
        judged = self.reading.plan.judgements.get(self.key)
        self._is_asked = self._is_asked and judged is None
        is_known = self.key in self.reading.bands
        self.judgement.show_judgement(judged, self.reading.value(self.key))
        is_wanted = self.can_be_judged and (judged is not None or not is_known or self._is_asked)
        if self.judgement.isHidden() is is_wanted:
            self.judgement.setVisible(is_wanted)
        self._show_height()

    def _show_height(self) -> None:
        self.judgement.fit(self._room - 2 * MARGIN - LOCK_WIDTH - GAP)
        height = HEIGHT if self.judgement.isHidden() else HEIGHT + self.judgement.least_height
        self.setMinimumHeight(height)
        self.setMaximumHeight(height + ROOM)

    def _show_slider(self) -> None:
        if self.reading is not None:
            scale = self.reading.scale(self.key, self._proposed)
            marks = self.reading.marks(self.key, self._proposed)
            self.slider.show_lever(self._shown, scale, marks, is_locked=self.lock.isChecked())


def may_free(row: QWidget, name: str) -> bool:
    """Ask whether a lever that is kept still may be moved after all."""
    box = QMessageBox(row)
    box.setTextFormat(Qt.TextFormat.PlainText)
    words = QCoreApplication.translate("LeverRow", "{name}は固定されています。固定を外して、入れた値にしますか。")
    box.setText(words.format(name=name))
    free = box.addButton(QCoreApplication.translate("LeverRow", "固定を外す"), QMessageBox.ButtonRole.AcceptRole)
    box.addButton(QMessageBox.StandardButton.Cancel)
    box.exec()
    return box.clickedButton() is free


def _sign(name: str) -> QToolButton:
    """A small button that stays down."""
    button = QToolButton()
    button.setCheckable(True)
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # keys of the panel do the same: three stops of Tab a row are enough
    button.setProperty("form", "fold")
    button.setFixedSize(LOCK_WIDTH, LOCK_WIDTH)
    button.setAccessibleName(name)
    return button
