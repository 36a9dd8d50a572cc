"""NodeList: a line to type a name into, and the names that are like it below; the arrow keys go through them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from isplanner.desktop.theme import tokens
from isplanner.plan.normal import normal_name

_ROWS, _ROW = 7, 24
_WALK = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -_ROWS, Qt.Key.Key_PageDown: _ROWS}


@dataclass(frozen=True, slots=True)
class Choice:
    """One name to choose: what it stands for, what it is found by beside its name, what is said at its right."""

    value: object
    name: str
    also: tuple[str, ...] = ()
    note: str = ""


class NodeList(QWidget):
    """Type to narrow the list down, arrows to go through it.

    Signals:
        moved: another choice is marked, or none.
        taken: the marked one is wanted (a double click; Enter belongs to the form).
    """

    moved = Signal()
    taken = Signal()

    def __init__(self, name: str, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices: Sequence[Choice] = ()
        self._shown: list[Choice] = []
        self.offer_new = ""
        """The words under which what is typed is offered as something new, with {name}; "" offers nothing."""
        self.line = QLineEdit()
        self.line.setAccessibleName(name)
        self.line.setPlaceholderText(hint)
        self.line.setClearButtonEnabled(True)
        self.line.textChanged.connect(self._narrow)
        self.line.installEventFilter(self)
        self.rows = self._make_rows(name)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.line)
        column.addWidget(self.rows)
        self.setFocusProxy(self.line)

    def show_choices(self, choices: Sequence[Choice]) -> None:
        """Offer these, the best first."""
        self._choices = choices
        self.line.clear()
        self._narrow()

    @property
    def choice(self) -> Choice | None:
        """The one that is marked; its value is None for a new name."""
        place = self.rows.currentIndex().row()
        return self._shown[place] if 0 <= place < len(self._shown) else None

    @property
    def found(self) -> tuple[object, ...]:
        """What all the choices shown stand for, as they stand; () where nothing is typed."""
        return tuple(one.value for one in self._shown) if self.line.text().strip() else ()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress:
            return False
        step = _WALK.get(cast("Qt.Key", cast("QKeyEvent", event).key()))
        if step is None or not self._shown:
            return False
        here = self.rows.currentIndex().row()
        self._mark(min(max(here + step, 0), len(self._shown) - 1))
        return True

    def _narrow(self) -> None:
        """Names that begin with what is typed, then those that have it in them, then it as a new name."""
        wanted = normal_name(self.line.text())
        ranked = [
            (rank, number) for number, one in enumerate(self._choices) if (rank := _rank(one, wanted)) is not None
        ]
        self._shown = [self._choices[number] for _, number in sorted(ranked)]
        is_known = any(normal_name(one.name) == wanted for one in self._shown)
        if wanted and self.offer_new and not is_known:
            self._shown.append(Choice(None, self.line.text().strip(), note=self.offer_new))
        self.rows.clear()
        for one in self._shown:
            item = QTreeWidgetItem([one.name if one.value is not None else f"＋ {one.name}", one.note])
            item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            item.setForeground(1, self._faint)
            item.setSizeHint(0, QSize(0, _ROW))
            self.rows.addTopLevelItem(item)
        self._mark(0)

    @property
    def _faint(self) -> QColor:
        return tokens(self).tx2

    def _mark(self, place: int) -> None:
        if place < self.rows.topLevelItemCount():
            self.rows.setCurrentIndex(self.rows.model().index(place, 0))
        self.moved.emit()

    def _make_rows(self, name: str) -> QTreeWidget:
        rows = QTreeWidget()
        rows.setAccessibleName(name)
        rows.setColumnCount(2)
        rows.setHeaderHidden(True)
        rows.setRootIsDecorated(False)
        rows.setUniformRowHeights(True)
        rows.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the line keeps the keyboard
        rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        rows.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        rows.header().setStretchLastSection(False)
        rows.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        rows.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        rows.setFixedHeight(_ROWS * _ROW)
        rows.itemClicked.connect(lambda _item, _column: self.moved.emit())
        rows.itemDoubleClicked.connect(lambda _item, _column: self.taken.emit())
        return rows


def _rank(choice: Choice, wanted: str) -> int | None:
    names = [normal_name(name) for name in (choice.name, *choice.also)]
    if any(name.startswith(wanted) for name in names):
        return 0
    return 1 if any(wanted in name for name in names) else None
