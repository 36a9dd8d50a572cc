"""Exporting: the screen as a picture, and the comparison of scenarios as a workbook."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from isplanner.desktop.funnel.compared_sheets import compared_sheets
from isplanner.desktop.funnel.comparison import Comparison
from isplanner.desktop.funnel.picture import picture_of, png_of, svg_of
from isplanner.desktop.language import language
from isplanner.desktop.notices import Notice
from isplanner.desktop.session import Session
from isplanner.desktop.settings import Settings
from isplanner.plan.problem import PlanError
from isplanner.text.messages import say

_PURPOSE = "export"


class Exporting(QObject):
    """What the button 書き出し offers.

    Signals:
        noticed: a Notice.
    """

    noticed = Signal(object)

    def __init__(self, session: Session, screen: QWidget, compared: Callable[[], Comparison | None]) -> None:
        super().__init__(screen)
        self._session, self.screen, self._compared = session, screen, compared
        self.menu = QMenu(screen)
        copy = self.menu.addAction(self.tr("画像をコピー"), self.copy_picture)
        copy.setShortcut(QKeySequence(Qt.Modifier.CTRL | Qt.Modifier.SHIFT | Qt.Key.Key_C))
        copy.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        screen.addAction(copy)
        self.menu.addAction(self.tr("画像を PNG で保存…"), lambda: self._ask("png"))
        self.menu.addAction(self.tr("画像を SVG で保存…"), lambda: self._ask("svg"))
        self.menu.addSeparator()
        self.menu.addAction(self.tr("シナリオ比較を Excel で保存…"), lambda: self._ask("xlsx"))

    def copy_picture(self) -> None:
        """Put the picture on the clipboard."""
        QGuiApplication.clipboard().setImage(picture_of(self.screen))
        self.noticed.emit(Notice(self.tr("画像をコピーしました")))

    def save(self, path: Path) -> None:
        """Write what a file's ending asks for."""
        try:
            self._write(path)
        except PlanError as error:
            self.noticed.emit(Notice(say(error.problem, {}, language()), is_problem=True))
            return
        url = QUrl.fromLocalFile(str(path))
        said = self.tr("{name} に書き出しました").format(name=path.name)
        self.noticed.emit(Notice(said, False, self.tr("開く"), lambda: QDesktopServices.openUrl(url)))

    def _write(self, path: Path) -> None:
        from isplanner.workbook.comparison_sheet import write_comparison
        from isplanner.workbook.whole_file import write_whole

        comparison = self._compared()
        match path.suffix:
            case ".png":
                write_whole(path, png_of(self.screen))
            case ".svg":
                write_whole(path, svg_of(self.screen, self._session.plan.name))
            case ".xlsx" if comparison is not None:
                write_comparison(path, compared_sheets(comparison))

    def _ask(self, ending: str) -> None:
        """Ask for a file; the dialog has asked before it overwrites."""
        settings = Settings()
        kinds = {"png": self.tr("PNG 画像"), "svg": self.tr("SVG 画像"), "xlsx": self.tr("Excel ブック")}
        stem = f"{self._session.document.path.stem}_{self.tr('ファネル')}"
        suggested = settings.folder(_PURPOSE) / f"{stem}.{ending}"
        chosen, _ = QFileDialog.getSaveFileName(
            self.screen, self.tr("書き出す場所"), str(suggested), f"{kinds[ending]} (*.{ending})"
        )
        if chosen:
            path = Path(chosen)
            path = path if path.suffix == f".{ending}" else path.with_name(f"{path.name}.{ending}")
            settings.remember_folder(_PURPOSE, path.parent)
            self.save(path)
