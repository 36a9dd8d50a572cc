"""Column: what one column of a table or tree shows of a record, and what may be typed into it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont

from isplanner.desktop.widgets.plain_label import plain_tip
from isplanner.plan.problem import PlanError

R = TypeVar("R")

RECORD_ROLE = int(Qt.ItemDataRole.UserRole)
"""The record of a row itself, for delegates."""
SORT_ROLE = RECORD_ROLE + 1
"""What a row is sorted by: a number where the cell shows one."""
REFUSAL_ROLE = RECORD_ROLE + 2
"""Why the cell may not be edited, "" where it may."""
COLUMN_ROLE = RECORD_ROLE + 3
"""The key of a cell's column."""

TONE_ROLE = RECORD_ROLE + 4
"""The colour token of a cell's text, "" for the ordinary one."""

NOT_EDITABLE = "cell_not_editable"

_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


@dataclass(frozen=True)
class CellEdit(Generic[R]):
    """One cell that was typed into, pasted over or emptied; `value` is what its column's `parse` made of the text."""

    record: R
    column: str
    value: object


@dataclass(frozen=True, kw_only=True)
class Column(Generic[R]):
    """One column over records of type R.

    `text` is drawn. `plain` is what an editor opens with and what is copied: all digits, no unit, "" for no value.
    `value` is what sorts. `parse` reads what was typed and raises PlanError; a column without it is read only, and
    then `refusal` says why, as it does for single cells of a column that can be edited ("" where they may). `tone` is
    the colour token of the text.
    """

    key: str
    header: str
    text: Callable[[R], str]
    plain: Callable[[R], str] | None = None
    value: Callable[[R], object] | None = None
    parse: Callable[[R, str], object] | None = None
    refusal: Callable[[R], str] | None = None
    tip: Callable[[R], str] | None = None
    is_bold: Callable[[R], bool] | None = None
    tone: Callable[[R], str] | None = None
    is_number: bool = False

    def refused(self, record: R) -> str | None:
        """Why a record's cell may not be edited, "" if no reason is known; None where it may."""
        reason = self.refusal(record) if self.refusal else ""
        return reason if self.parse is None or reason else None

    def edit(self, record: R, text: str) -> CellEdit[R]:
        """What a typed text asks for; raises PlanError where it cannot be read or may not be written."""
        if self.parse is None or self.refused(record) is not None:
            raise PlanError(NOT_EDITABLE, reason=self.refused(record) or self.header)
        return CellEdit(record, self.key, self.parse(record, text))

    def data(self, record: R, role: int) -> object:
        """What Qt asks of a record's cell."""
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self.text(record)
            case Qt.ItemDataRole.EditRole:
                return (self.plain or self.text)(record)
            case Qt.ItemDataRole.TextAlignmentRole:
                return _RIGHT if self.is_number else _LEFT
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip(self.tip(record)) if self.tip else None
            case Qt.ItemDataRole.FontRole:
                return _bold() if self.is_bold and self.is_bold(record) else None
            case _:
                return self._own_data(record, role)

    def flags(self, record: R) -> Qt.ItemFlag:
        """Which cells can be selected and edited."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags if self.refused(record) is not None else flags | Qt.ItemFlag.ItemIsEditable

    def _own_data(self, record: R, role: int) -> object:
        if role == RECORD_ROLE:
            return record
        if role == SORT_ROLE:
            return (self.value or self.text)(record)
        if role == REFUSAL_ROLE:
            return self.refused(record) or ""
        if role == TONE_ROLE:
            return self.tone(record) if self.tone else ""
        return self.key if role == COLUMN_ROLE else None

    def header_data(self, role: int) -> object:
        """What Qt asks of the column's header."""
        if role == Qt.ItemDataRole.DisplayRole:
            return self.header
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if self.is_number else _LEFT
        return self.key if role == COLUMN_ROLE else None


def _bold() -> QFont:
    font = QFont()
    font.setBold(True)
    return font
