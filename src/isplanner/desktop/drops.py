"""Drops: files dragged onto the window. It says what dropping them will do, and does it."""

from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from isplanner.desktop.drop_curtain import DropCurtain
from isplanner.desktop.first_run.page import FirstRunPage
from isplanner.desktop.notices import Notice
from isplanner.desktop.plan_files import plans_among, workbooks_among

if TYPE_CHECKING:
    from isplanner.desktop.main_window import MainWindow


class Drops(QObject):
    """An event filter for the window; the whole of it takes a drop."""

    def __init__(self, window: "MainWindow", over: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._curtain = DropCurtain(over)
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.DragEnter:
            paths = _local_files(cast("QDragEnterEvent", event))
            if paths:
                self._show(self._words(paths))
                cast("QDragEnterEvent", event).acceptProposedAction()
            return bool(paths)
        if kind == QEvent.Type.DragLeave:
            self._show(None)
        if kind == QEvent.Type.Drop:
            self._show(None)
            cast("QDropEvent", event).acceptProposedAction()
            self.take(_local_files(cast("QDropEvent", event)))
            return True
        return False

    def take(self, paths: list[Path]) -> None:
        """Open a plan, or read workbooks: into the open plan, or into a new one."""
        plans, workbooks = plans_among(paths), workbooks_among(paths)
        page = self._window.plan_page
        if plans:
            self._window.desk.open_plan(plans[0])
        elif workbooks and page is not None:
            page.import_files(workbooks)
        elif workbooks:
            self._window.commands.make_plan_from(workbooks)
        elif paths:
            refused = self.tr("{name} は読めません。Excel ブック、CSV、.isplan を入れてください。")
            self._window.notices.show_notice(Notice(refused.format(name=paths[0].name), is_problem=True))

    def _words(self, paths: list[Path]) -> str:
        plans, workbooks = plans_among(paths), workbooks_among(paths)
        if plans:
            return self.tr("このプランを開きます：{name}").format(name=plans[0].name)
        if not workbooks:
            return self.tr("この種類のファイルは読めません")
        if self._window.plan_page is None:
            return self.tr("前期の実績として読みます（{count} ファイル）").format(count=len(workbooks))
        return self.tr("実績として読みます（{count} ファイル）").format(count=len(workbooks))

    def _show(self, words: str | None) -> None:
        page = self._window.page
        if isinstance(page, FirstRunPage):
            page.show_drop(words)
        else:
            self._curtain.show_drop(words)


def _local_files(event: QDropEvent) -> list[Path]:
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
