"""Manual: the pages of resources/manual in a window of their own, in the language of the window."""

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QTextBlockFormat, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTextBrowser, QVBoxLayout, QWidget

from isplanner.desktop.language import language
from isplanner.desktop.theme import font
from isplanner.desktop.widgets.segments import Segments
from isplanner.resource_files import resource

PAGES = ("README", "methods")
_HEADINGS = {1: 20, 2: 15}
_LINE_PERCENT = 115


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
        self.text.document().setDocumentMargin(18)
        self.text.setOpenLinks(False)  # nothing in it leads anywhere else
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self.pages, 0, Qt.AlignmentFlag.AlignLeft)
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
        _set_type(self.text.document())


def _set_type(document: QTextDocument) -> None:
    """Give paragraphs room, and headings the sizes of the window."""
    cursor, block = QTextCursor(document), document.begin()
    while block.isValid():
        level = block.blockFormat().headingLevel()
        shape = QTextBlockFormat()
        shape.setTopMargin(18 if level > 1 else 0)
        shape.setBottomMargin(8)
        shape.setLineHeight(_LINE_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor.setPosition(block.position())
        cursor.mergeBlockFormat(shape)
        if level:
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
            letters = QTextCharFormat()
            letters.setFont(font(_HEADINGS.get(level, 13), bold=True))
            cursor.mergeCharFormat(letters)
        block = block.next()
