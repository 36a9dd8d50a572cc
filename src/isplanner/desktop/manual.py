"""Manual: the pages of resources/manual in a window of their own, in the language of the window."""

from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTextBrowser, QVBoxLayout, QWidget

from isplanner.desktop.language import language
from isplanner.desktop.theme import font
from isplanner.desktop.widgets.segments import Segments
from isplanner.resource_files import resource

PAGES = ("README", "methods")


class Manual(QDialog):
    """Stays open beside the window while one tries what it says."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("使い方"))
        self.resize(760, 720)
        self.pages = Segments(self.tr("ページ"))
        self.pages.chosen.connect(self.show_page)
        self.text = QTextBrowser()
        self.text.setFont(font(13))
        self.text.setOpenLinks(False)  # nothing in it leads anywhere else
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self.pages)
        column.addWidget(self.text, 1)
        column.addWidget(buttons)
        self.show_page(PAGES[0])

    def show_page(self, page: str) -> None:
        """Show a page from its beginning."""
        words = {"README": self.tr("使い方"), "methods": self.tr("計算のしくみ")}
        self.pages.show_choices([(name, words[name]) for name in PAGES], page)
        source = resource("manual", language(), f"{page}.md")
        self.text.document().setBaseUrl(QUrl.fromLocalFile(str(source)))
        self.text.setMarkdown(source.read_text(encoding="utf-8"))
