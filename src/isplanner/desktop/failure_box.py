"""The box for what should not happen: an exception that no one foresaw."""

import traceback
from types import TracebackType

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMessageBox, QWidget


class FailureBox(QObject):
    """Shows a bug once at a time, with what a report needs; the plan on disk is whole whatever happened."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._is_open = False

    def show_failure(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """The program's `sys.excepthook`."""
        text = "".join(traceback.format_exception(kind, error, trace))
        traceback.print_exception(kind, error, trace)
        if self._is_open:
            return
        self._is_open = True
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Critical)
        box.setWindowTitle("isplanner")
        box.setText(self.tr("予期しないエラーが起きました。プランは最後の操作まで保存されています。"))
        box.setInformativeText(self.tr("続けられますが、同じことが起きたら開き直してください。"))
        box.setDetailedText(text)
        box.exec()
        self._is_open = False
