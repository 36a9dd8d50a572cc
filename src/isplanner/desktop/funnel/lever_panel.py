"""LeverPanel: the levers of a tab, a row each, under their heads."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from isplanner.desktop.funnel.lever_columns import GAP, LEAST_WIDTH, MARGIN, NAME_LEFT, LeverColumns, LeverWishes
from isplanner.desktop.funnel.lever_marks import LeverMarks
from isplanner.desktop.funnel.lever_row import LeverRow
from isplanner.desktop.funnel.reading import Reading
from isplanner.desktop.funnel.row_end import WIDTH as END_WIDTH
from isplanner.desktop.funnel.shape import lever_keys
from isplanner.desktop.icons import icon
from isplanner.desktop.language import language
from isplanner.desktop.theme import font, tokens
from isplanner.desktop.widgets.plain_label import ElidedLabel, PlainLabel, plain_tip
from isplanner.jobs.sources import Origin
from isplanner.plan.scope import NodeKey
from isplanner.text.names import metric_name

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from isplanner.analysis.solving.proposal import Proposal
    from isplanner.plan.metric import Metric


_MIDDLE = int(Qt.AlignmentFlag.AlignVCenter)
_BETWEEN = 12


class LeverPanel(QFrame):
    """The levers of a tab.

    Signals:
        held: a lever (NodeKey) that a hand is at now, and the SliderScale it moves on.
        released: no hand is at a lever any more.
        previewed: a lever and the value it is being moved to.
        committed: a lever and the value it was left at.
        locked: a lever, and whether it is to be kept still.
        ticks_changed: which proposed values are ticked has changed.
        reset: the user asks for all levers of the tab back at their baseline (None), or for one.
        judged: a lever, and the Judgement of it or None.
        delay_wanted: how long the stage takes that a lever (NodeKey) is the rate of is asked for.
        source_wanted: the Origin of a number that is to be followed down to its cells.
        split_wanted: the mail lever of the tab is to be taken apart by one step.
    """

    held = Signal(object, object)
    released = Signal()
    previewed = Signal(object, float)
    committed = Signal(object, float)
    locked = Signal(object, bool)
    ticks_changed = Signal()
    reset = Signal(object)
    judged = Signal(object, object)
    delay_wanted = Signal(object)
    source_wanted = Signal(object)
    split_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("part", "panel")
        self.setMinimumWidth(LEAST_WIDTH)
        self.rows: dict[NodeKey, LeverRow] = {}
        self._shown: list[tuple[NodeKey, Metric]] = []
        self._bands: Mapping[NodeKey, tuple[float, float]] = {}
        self._heads = _Heads()
        self._how = ElidedLabel("", "label")
        self._reset = QPushButton(icon("reset"), self.tr("基準に戻す"))
        self._reset.setProperty("kind", "text")
        self._reset.setToolTip(plain_tip(self.tr("このタブのレバーをすべて基準（実績から出した値）に戻します。")))
        self._reset.clicked.connect(lambda: self.reset.emit(None))
        self._pins: LeverMarks | None = None
        self.only_pinned = QPushButton(icon("pin", "acc"), "")
        self.only_pinned.setCheckable(True)
        self.only_pinned.setProperty("kind", "text")
        self.only_pinned.toggled.connect(self._show_pins)
        self.split = QPushButton()
        self.split.setProperty("kind", "text")
        self.split.clicked.connect(self.split_wanted)
        self._scroll = QScrollArea()
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # it follows the row that has the focus
        self._list = QVBoxLayout()
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(0)
        self._arrange()

    def _moving(self, reading: Reading) -> str:
        """What moves with a lever."""
        if reading.is_as_whole:
            return self.tr("チャネル別の実績がないため、ファネル全体で計算しています")
        if reading.channel is None:
            return self.tr("全体を動かすと各チャネルが同じ幅（ロジット）だけ動きます")
        return self.tr("このチャネルだけが動きます")

    def show_reading(self, reading: Reading) -> None:
        """Show the levers of the reading's tab."""
        keys = lever_keys(reading.plan.tree, reading.channel)
        shown = [(key, reading.metric(key)) for key in keys]
        if shown != self._shown:
            self._shown = shown
            self._build()
        self._how.setText(self._moving(reading))
        self._reset.setEnabled(any(reading.value(key) != reading.baseline(key) for key in keys))
        self._bands = reading.bands
        self._heads.show_begun(has_begun=bool(reading.to_date))
        for row in self.rows.values():
            row.show_reading(reading)
        self._fit()
        self._show_split(reading)
        if self._pins is None:
            self._pins = LeverMarks("pinned", reading.plan.document)
        self._show_pins()

    def show_preview(self, reading: Reading, but: NodeKey | None) -> None:
        """Show what a lever under the hand does to all but itself: rates of the plan are averages."""
        for key, row in self.rows.items():
            value = reading.value(key)
            if value is not None and key != but:
                row.show_preview(value, reading.baseline(key))

    def show_alone(self, values: "Mapping[NodeKey, float | None]") -> None:
        """Show for each lever which value of it alone reaches the goal."""
        for key, row in self.rows.items():
            row.end.show_alone(values.get(key), is_known=key in values)

    def show_locks(self, is_locked: "Callable[[NodeKey], bool]") -> None:
        """Show which levers are kept still."""
        for key, row in self.rows.items():
            row.show_lock(is_locked=is_locked(key))

    def show_proposal(self, proposal: "Proposal | None", *, is_waiting: bool = False) -> None:
        """Show what is proposed for each lever; None: no proposal is looked at, or the next one is waited for."""
        proposed = {lever.node: lever for lever in proposal.levers} if proposal else {}
        for key, row in self.rows.items():
            row.show_proposed(proposed.get(key), is_proposing=proposal is not None)
        if not is_waiting:
            self._heads.show_proposing(is_proposing=proposal is not None)

    def origin(self) -> Origin | None:
        """What the number is of at the lever that has the keyboard."""
        focused = QApplication.focusWidget()
        return next((Origin(key) for key, row in self.rows.items() if focused and row.isAncestorOf(focused)), None)

    @property
    def ticked(self) -> frozenset[NodeKey]:
        """The levers of which the proposal is ticked."""
        return frozenset(key for key, row in self.rows.items() if row.end.is_ticked)

    @property
    def bands(self) -> "Mapping[NodeKey, tuple[float, float]]":
        """The achievable bands of the levers shown."""
        return self._bands

    def go_to(self, key: NodeKey) -> None:
        """Put the hand on a lever."""
        if key in self.rows:
            self.rows[key].slider.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._fit()
        return False

    def _fit(self) -> None:
        """Give names and numbers the room they need, as far as there is room."""
        wishes = [row.wishes for row in self.rows.values()] or [LeverWishes(0, 0, 0)]
        room = self._scroll.viewport().width()
        columns = LeverColumns.fitted(room, LeverWishes(*(max(widths) for widths in zip(*wishes, strict=True))))
        self._heads.show_columns(columns)
        for row in self.rows.values():
            row.show_columns(columns, room)

    def _show_split(self, reading: Reading) -> None:
        from isplanner.jobs.mail_path import next_mail_step

        step = next_mail_step(reading.plan, reading.channel)
        self.split.setVisible(step is not None)
        if step is not None:
            node, volume, rate = (metric_name(reading.metric(key), language()) for key in step)
            words = self.tr("{node}を {volume} × {rate} に分ける")
            self.split.setText(words.format(node=node, volume=volume, rate=rate))
            self.split.setToolTip(
                plain_tip(
                    self.tr(
                        "実績がなければ、値か、低め・見込み・高めを入れるまで見込みは出ません。1 回で元に戻せます。"
                    )
                )
            )

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """L locks the lever that has the focus, P pins it, Space ticks what is proposed for it."""
        held = next((row for row in self.rows.values() if row.slider.hasFocus()), None)
        if held is None or event.key() not in {Qt.Key.Key_L, Qt.Key.Key_P, Qt.Key.Key_Space} or event.modifiers():
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Space:
            held.end.tick.toggle()
        else:
            (held.lock if event.key() == Qt.Key.Key_L else held.pin).click()

    def _on_held(self, row: LeverRow, *, is_held: bool) -> None:
        if is_held:
            self.held.emit(row.key, row.slider.picture.scale)
        else:
            self.released.emit()

    def _on_pinned(self, key: NodeKey, is_pinned: bool) -> None:
        if self._pins is not None:
            self._pins.put(key, is_marked=is_pinned)
            self._show_pins()

    def _show_pins(self) -> None:
        """Show which levers are pinned, and hide the others where that is wished."""
        pinned = {key for key in self.rows if self._pins is not None and self._pins.holds(key)}
        self.only_pinned.setVisible(bool(pinned))
        is_compact = bool(pinned) and self.only_pinned.isChecked()
        self.only_pinned.setText(self.tr("すべて表示") if is_compact else self.tr("ピン留めだけ"))
        for key, row in self.rows.items():
            row.pin.setChecked(key in pinned)
            row.setVisible(key in pinned or not is_compact)

    def _build(self) -> None:
        for row in self.rows.values():
            for part in (row.slider, row.field):
                part.trial.drop()
            self._list.removeWidget(row)
            row.deleteLater()
        self.rows = {key: LeverRow(key, metric) for key, metric in self._shown}
        for number, (key, row) in enumerate(self.rows.items()):
            row.held.connect(lambda is_held, row=row: self._on_held(row, is_held=is_held))
            row.previewed.connect(lambda value, key=key: self.previewed.emit(key, value))
            row.committed.connect(lambda value, key=key: self.committed.emit(key, value))
            row.locked.connect(lambda is_locked, key=key: self.locked.emit(key, is_locked))
            row.pinned.connect(lambda is_pinned, key=key: self._on_pinned(key, is_pinned))
            row.reset.connect(lambda key=key: self.reset.emit(key))
            row.source_wanted.connect(lambda key=key: self.source_wanted.emit(Origin(key)))
            row.judged.connect(lambda judgement, key=key: self.judged.emit(key, judgement))
            row.delay_wanted.connect(lambda key=key: self.delay_wanted.emit(key))
            row.end.ticks_changed.connect(self.ticks_changed)
            row.end.show_alone(None, is_known=False)
            self._list.insertWidget(number, row, 1)

    def _arrange(self) -> None:
        head = QFrame()
        head.setProperty("part", "head")
        head.setFixedHeight(34)
        row = QHBoxLayout(head)
        row.setContentsMargins(MARGIN, 0, MARGIN - 6, 0)
        row.setSpacing(10)
        row.addWidget(PlainLabel(self.tr("レバー"), "section"))
        row.addWidget(self._how, 1)
        row.addWidget(self.only_pinned)
        row.addWidget(self._reset)
        rows = QWidget()
        self._list.addWidget(self.split, 0, Qt.AlignmentFlag.AlignHCenter)
        self._list.addStretch()
        rows.setLayout(self._list)
        scroll = self._scroll
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(rows)
        rows.setAutoFillBackground(False)
        scroll.viewport().setAutoFillBackground(False)
        scroll.viewport().installEventFilter(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self._heads)
        column.addWidget(scroll, 1)


class _Heads(QWidget):
    """The heads over the rows; the middle one says what the marks of the sliders mean."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(28)
        self._end = QWidget(self)
        self._is_proposing = self._has_begun = False
        self._columns = LeverColumns()
        self._show_tip()

    def show_columns(self, columns: LeverColumns) -> None:
        """Stand over columns of other widths."""
        if columns != self._columns:
            self._columns = columns
            self.update()

    def show_begun(self, *, has_begun: bool) -> None:
        """Say what the tick of actuals to date means, where there is one."""
        if has_begun is not self._has_begun:
            self._has_begun = has_begun
            self.update()

    def show_proposing(self, *, is_proposing: bool) -> None:
        """Say what the last column is."""
        if is_proposing is not self._is_proposing:
            self._is_proposing = is_proposing
            self._show_tip()
            self.update()

    def _show_tip(self) -> None:
        words = (
            self.tr("もっとも無理の少ない組み合わせで目標に届く値です。チェックしたものだけを採用できます。")
            if self._is_proposing
            else self.tr("ほかを変えずに、そのレバーだけで目標に届く値です。押すとその値にします。")
        )
        self._end.setToolTip(plain_tip(words))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._end.setGeometry(self.width() - MARGIN - END_WIDTH, 0, END_WIDTH, self.height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), tokens(self)
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.line)
        painter.setFont(font(11))
        painter.setPen(theme.tx2)
        right = int(Qt.AlignmentFlag.AlignRight) | _MIDDLE
        metrics, columns = painter.fontMetrics(), self._columns
        field_end = self.width() - columns.field_end
        name, setting, band = self.tr("指標"), self.tr("設定"), self.tr("P10–P90")
        painter.drawText(QRectF(NAME_LEFT, 0, columns.name, self.height()), _MIDDLE, name)
        painter.drawText(QRectF(field_end - columns.field, 0, columns.field, self.height()), right, setting)
        marks = [(theme.goal, 2, self.tr("目標")), (theme.ghost2, 2, self.tr("基準"))]
        if self._has_begun:
            marks.append((theme.acc, 2, self.tr("実績")))
        marks.append((theme.fan2, 16, band))
        widths = [wide + 4 + metrics.horizontalAdvance(words) for _, wide, words in marks]
        # Over the sliders; where that is too narrow, as far left as need be.
        last = field_end - metrics.horizontalAdvance(setting) - sum(widths) - _BETWEEN * len(marks)
        x = float(min(NAME_LEFT + columns.name + GAP + 12, last))
        for (color, wide, words), whole in zip(marks, widths, strict=True):
            painter.fillRect(QRectF(x, self.height() / 2 - 5, wide, 10), color)
            painter.drawText(QRectF(x + wide + 4, 0, whole, self.height()), _MIDDLE, words)
            x += whole + _BETWEEN
        painter.setPen(theme.acc)
        painter.drawText(QRectF(field_end, 0, END_WIDTH + GAP - 6, self.height()), right, self._end_words())

    def _end_words(self) -> str:
        return self.tr("◇ 逆算") if self._is_proposing else self.tr("1 本で届く値")
