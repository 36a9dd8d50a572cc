"""PlainLabel: the only label of the program. It shows a name that looks like markup as it is written."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget


class PlainLabel(QLabel):
    """A label that never reads markup.

    `role` picks size and colour in window.qss: body, label, hint, section, heading, title, value, result, unit, link,
    warn, bad, ok.
    """

    def __init__(self, text: str = "", role: str = "body", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setText(text)

    def set_role(self, role: str) -> None:
        """Change size and colour."""
        if self.property("role") != role:
            self.setProperty("role", role)
            self.style().polish(self)
