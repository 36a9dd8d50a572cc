"""SelectionSums: 合計, 平均 and 個数 of the numbers that are selected in the table that was used last."""

import re
from collections.abc import Iterable
from typing import cast

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QObject, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

from isplanner.plan.problem import PlanError
from isplanner.text.numbers import format_number, parse_number

_RIGHT = int(Qt.AlignmentFlag.AlignRight)
_NUMBER = re.compile(r"[-−+±\d,.，．]")
_MOST_CELLS = 20_000
_FEWEST = 2


class SelectionSums(QObject):
    """Follows the focus from table to table.

    Signals:
        said: the words for the status bar, "" where fewer than two numbers are selected.
    """

    said = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._view: QAbstractItemView | None = None
        self._selection: QItemSelectionModel | None = None
        cast("QApplication", QApplication.instance()).focusChanged.connect(self._on_focus_changed)

    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        if self._view is not None and not self._view.isVisible():
            self._let_go()
        if isinstance(new, QAbstractItemView) and new is not self._view and new.selectionModel() is not None:
            self._let_go()
            self._view, self._selection = new, new.selectionModel()
            self._selection.selectionChanged.connect(self._tell)
            new.destroyed.connect(self._forget)
            self._tell()

    def _let_go(self) -> None:
        if self._selection is not None and self._view is not None:
            self._selection.selectionChanged.disconnect(self._tell)
            self._view.destroyed.disconnect(self._forget)
        self._forget()

    def _forget(self) -> None:
        self._view = self._selection = None
        self.said.emit("")

    def _tell(self) -> None:
        chosen = self._selection.selectedIndexes() if self._selection is not None else []
        self.said.emit(self._words(chosen) if len(chosen) <= _MOST_CELLS else "")

    def _words(self, chosen: Iterable[QModelIndex]) -> str:
        """Rates are never added up or averaged, nor are numbers of several units: they are counted."""
        numbers, units = [], set()
        for index in chosen:
            number = _number(index)
            if number is not None:
                numbers.append(number)
                units.add(_NUMBER.sub("", str(index.data())).strip())
        if len(numbers) < _FEWEST:
            return ""
        count = self.tr("個数 {count}").format(count=format_number(len(numbers)))
        if len(units) > 1 or any("%" in unit for unit in units):
            return count
        total = sum(numbers)
        decimals = None if any(number % 1 for number in numbers) else 0
        words = self.tr("合計 {total}　平均 {mean}").format(
            total=format_number(round(total, 6), decimals), mean=format_number(total / len(numbers), 1)
        )
        return f"{words}　{count}"


def _number(index: QModelIndex) -> float | None:
    """What a cell of numbers holds; None for texts and empty cells."""
    if not int(index.data(Qt.ItemDataRole.TextAlignmentRole) or 0) & _RIGHT:
        return None
    text = str(index.data(Qt.ItemDataRole.EditRole) or "").strip().rstrip("%")
    try:
        return parse_number(text) if text else None
    except PlanError:
        return None
