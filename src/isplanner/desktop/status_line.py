"""The status bar: file, saved, what was imported; at the right sums of a selection, the answer's time, the language."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QStatusBar, QToolButton

from isplanner import __version__
from isplanner.desktop.language import language
from isplanner.desktop.menus import LANGUAGES
from isplanner.desktop.notices import Notices
from isplanner.desktop.selection_sums import SelectionSums
from isplanner.desktop.widgets.plain_label import PlainLabel, plain_tip
from isplanner.text.numbers import format_number

if TYPE_CHECKING:
    from isplanner.desktop.session import Session


class StatusLine(QStatusBar):
    """Made anew with the window's other words."""

    def __init__(self, notices: Notices) -> None:
        super().__init__()
        self.setSizeGripEnabled(False)
        self._notices = notices
        self._file, self._saved, self._imported = (self._left() for _ in range(3))
        self._said = QToolButton()
        self._said.clicked.connect(self._on_said_clicked)
        self.addPermanentWidget(self._said)
        self._sums = self._right()
        self._sums.hide()
        sums = SelectionSums(self)
        sums.said.connect(self._show_sums)
        self._time = self._right()
        self._right().setText(f"isplanner {__version__}")
        self._right().setText(LANGUAGES[language()])
        notices.noted.connect(self._show_said)
        self._show_said()

    def show_nothing_open(self) -> None:
        """No plan is open."""
        self._file.setText(self.tr("プランは開かれていません"))
        self._show(saved="", imported="", time="")

    def show_session(self, session: "Session") -> None:
        """Say which file is open, that it is saved, and what was read into it."""
        document = session.document
        self._file.setText(document.path.name)
        self._file.setToolTip(plain_tip(str(document.path)))
        batches = [batch for batch in document.batches() if not batch.withdrawn]
        files = len({file for batch in batches for file in batch.files})
        held = sum(batch.held for batch in batches)
        imported = self.tr("取り込み {files} ファイル・保留セル {held}").format(
            files=format_number(files), held=format_number(held)
        )
        saved = self.tr("読み取り専用") if document.read_only else self.tr("すべて保存済み")
        time = session.answer_seconds
        self._show(
            saved=saved,
            imported=imported if files else "",
            time="" if time is None else self.tr("再計算 {time} ms").format(time=format_number(time * 1000)),
        )

    def _show(self, *, saved: str, imported: str, time: str) -> None:
        for label, text in ((self._saved, saved), (self._imported, imported), (self._time, time)):
            label.setText(text)
            label.setVisible(bool(text))

    def _show_sums(self, words: str) -> None:
        self._sums.setText(words)
        self._sums.setVisible(bool(words))

    def _show_said(self) -> None:
        self._said.setText(self.tr("お知らせ {count}").format(count=len(self._notices.kept)))
        self._said.setVisible(bool(self._notices.kept))

    def _on_said_clicked(self) -> None:
        menu = QMenu(self._said)
        for notice in reversed(self._notices.kept):
            entry = menu.addAction(notice.text.splitlines()[0].replace("&", "&&"))
            entry.triggered.connect(lambda _=False, notice=notice: self._notices.show_notice(notice))
        menu.exec(self._said.mapToGlobal(QPoint(0, -menu.sizeHint().height())))

    def _left(self) -> PlainLabel:
        label = PlainLabel()
        label.setProperty("divided", "true")
        self.addWidget(label)
        return label

    def _right(self) -> PlainLabel:
        label = PlainLabel()
        self.addPermanentWidget(label)
        return label
