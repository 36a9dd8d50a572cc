"""DefinitionsPage: the KPI dictionary with its tools: search, what lacks, sign-off, print, Excel there and back."""

from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QUrl, Signal
from PySide6.QtGui import QAction, QDesktopServices, QKeySequence
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from isplanner.desktop.background import Job, Progress
from isplanner.desktop.goal_tree.definitions.columns import Cells, agreement_edit, edit_of_definitions
from isplanner.desktop.goal_tree.definitions.sieve import Scope
from isplanner.desktop.goal_tree.definitions.table import DefinitionTable
from isplanner.desktop.icons import icon
from isplanner.desktop.language import language
from isplanner.desktop.notices import Notice
from isplanner.desktop.session import Session
from isplanner.desktop.settings import Settings
from isplanner.desktop.widgets.plain_label import PlainLabel, plain_tip
from isplanner.plan.definition import Lack
from isplanner.plan.metric import DEPARTMENTS
from isplanner.plan.problem import PlanError
from isplanner.text.catalogue import phrase
from isplanner.text.names import department_name
from isplanner.text.problems import describe_problem

if TYPE_CHECKING:
    from isplanner.plan.plan import Plan
    from isplanner.workbook.definition_sheet.read import ReadBack

_PURPOSE = "export"


class DefinitionsPage(QWidget):
    """Every metric of the plan in a row.

    Signals:
        node_chosen: the NodeKey of the row the user went to.
        noticed: a Notice.
    """

    node_chosen = Signal(object)
    noticed = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._job: Job[ReadBack] | None = None
        self.table = DefinitionTable(self._commit)
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("指標・定義・担当を検索（Ctrl+F）"))
        self.search.setAccessibleName(self.tr("定義を検索"))
        self.search.setClearButtonEnabled(True)
        self.wanted = QComboBox()
        self.wanted.setAccessibleName(self.tr("表示する定義"))
        self.count = PlainLabel("", "label")
        self.agree = QToolButton()
        self.agree.setText(self.tr("合意を記録"))
        self.agree.setToolTip(plain_tip(self.tr("選んだ行の定義に、部門が基準日に合意したと記録します。")))
        self.agree.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.agree.setProperty("segment", "only")
        self.read_back = QPushButton(self.tr("Excel から戻す…"))
        self.read_back.setToolTip(
            plain_tip(self.tr("書き出して記入してもらったブックを読み、違いを見てから取り込みます。"))
        )
        self.write = QPushButton(self.tr("Excel に書き出す…"))
        self.print = QPushButton(self.tr("印刷…"))
        self._arrange()
        self._connect()

    def show_plan(self, plan: "Plan") -> None:
        """Show a plan's metrics."""
        self.table.show_plan(plan, self._day)
        self._show_count()

    def save(self, path: Path) -> None:
        """Write the workbook; the dialog has asked before it overwrites."""
        from isplanner.jobs.definitions import export_definitions

        try:
            export_definitions(self._session.plan, path, as_of=self._day, language=language(), force=True)
        except PlanError as error:
            self.noticed.emit(Notice(describe_problem(error.problem, self._session.plan, language()), is_problem=True))
            return
        url = QUrl.fromLocalFile(str(path))
        said = self.tr("{name} に書き出しました").format(name=path.name)
        self.noticed.emit(Notice(said, False, self.tr("開く"), lambda: QDesktopServices.openUrl(url)))

    def read(self, path: Path) -> None:
        """Read a workbook that came back, in the background; then its differences are shown."""
        plan, day, tongue = self._session.plan, self._day, language()

        def work(_: Progress) -> "ReadBack":
            from isplanner.workbook.definition_sheet.read import read_definitions

            return read_definitions(path, plan, day, tongue)

        self._job = Job(work, self)
        self._job.finished.connect(self._on_read)
        self._job.failed.connect(self._on_failed)
        self._job.start()

    @property
    def _day(self) -> date:
        answer = self._session.answer
        return answer.as_of if answer else self._session.plan.period.start

    def _commit(self, cells: Cells) -> None:
        self._session.edit(edit_of_definitions(cells, self._day))

    def _agree(self, department: str) -> None:
        chosen = self.table.chosen or ([self.table.current] if self.table.current else [])
        if chosen:
            self._session.edit(agreement_edit(chosen, department, self._day))

    def _on_read(self, found: "ReadBack") -> None:
        from isplanner.desktop.goal_tree.definitions.differences import DifferencesDialog

        if not found.differences and not found.opinions and not found.unread:
            self.noticed.emit(Notice(self.tr("プランと違うところはありません")))
            return
        dialog = DifferencesDialog(self, found)
        if dialog.exec() and (cells := dialog.cells):
            self._commit(cells)

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, PlanError):
            raise error
        self.noticed.emit(Notice(describe_problem(error.problem, self._session.plan, language()), is_problem=True))

    def _print(self) -> None:
        from isplanner.desktop.goal_tree.definitions.printing import preview

        preview(self, self._session.plan, self.table.seen, self._day)

    def _on_wanted_chosen(self, place: int) -> None:
        self.table.sieve.want(self.wanted.itemData(place))
        self._show_count()

    def _on_searched(self, text: str) -> None:
        self.table.sieve.find(text)
        self._show_count()

    def _show_count(self) -> None:
        seen, everything = self.table.sieve.rowCount(), self.table.rows.rowCount()
        words = self.tr("{seen} / {all} 件") if seen != everything else self.tr("{all} 件")
        self.count.setText(words.format(seen=seen, all=everything))

    def _ask_where_to_write(self) -> None:
        from isplanner.jobs.definitions import definitions_file

        settings = Settings()
        suggested = settings.folder(_PURPOSE) / definitions_file(self._session.plan, language())
        title, kinds = self.tr("書き出す場所"), self.tr("Excel ブック (*.xlsx)")
        chosen, _ = QFileDialog.getSaveFileName(self, title, str(suggested), kinds)
        if chosen:
            path = Path(chosen)
            path = path if path.suffix == ".xlsx" else path.with_name(f"{path.name}.xlsx")
            settings.remember_folder(_PURPOSE, path.parent)
            self.save(path)

    def _ask_what_to_read(self) -> None:
        settings = Settings()
        title, kinds = self.tr("戻ってきた定義のブック"), self.tr("Excel ブック (*.xlsx)")
        chosen, _ = QFileDialog.getOpenFileName(self, title, str(settings.folder(_PURPOSE)), kinds)
        if chosen:
            self.read(Path(chosen))

    def _show_menu(self, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for department in DEPARTMENTS:
            words = self.tr("{department}の合意を記録").format(department=department_name(department, language()))
            menu.addAction(words, partial(self._agree, department))
        menu.popup(place)

    def _connect(self) -> None:
        self.table.node_chosen.connect(self.node_chosen)
        self.table.menu_wanted.connect(self._show_menu)
        self.search.textChanged.connect(self._on_searched)
        self.wanted.activated.connect(self._on_wanted_chosen)
        self.write.clicked.connect(lambda _=False: self._ask_where_to_write())
        self.read_back.clicked.connect(lambda _=False: self._ask_what_to_read())
        self.print.clicked.connect(lambda _=False: self._print())
        menu = QMenu(self)
        for department in DEPARTMENTS:
            menu.addAction(department_name(department, language()), partial(self._agree, department))
        self.agree.setMenu(menu)
        find = QAction(self.tr("定義を検索"), self)
        find.setShortcut(QKeySequence.StandardKey.Find)
        find.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.triggered.connect(lambda _=False: self.search.setFocus(Qt.FocusReason.ShortcutFocusReason))
        self.addAction(find)

    def _arrange(self) -> None:
        self.search.setMaximumWidth(300)
        self.search.addAction(icon("magnifier"), QLineEdit.ActionPosition.LeadingPosition)
        lacks = [(self.tr("{lack}がないもの").format(lack=phrase(f"lack_{one}", language())), one) for one in Lack]
        for words, wanted in (
            (self.tr("すべての指標"), Scope.ALL),
            (self.tr("目標ツリーの指標"), Scope.USED),
            (self.tr("足りないものがある"), Scope.LACKING),
            *lacks,
        ):
            self.wanted.addItem(words, wanted)
        tools = QHBoxLayout()
        tools.setContentsMargins(12, 8, 12, 8)
        tools.setSpacing(8)
        left: tuple[QWidget, ...] = (self.search, self.wanted, self.count)
        right: tuple[QWidget, ...] = (self.agree, self.read_back, self.write, self.print)
        for part in left:
            tools.addWidget(part, int(part is self.search))
        tools.addStretch()
        for part in right:
            tools.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(tools)
        column.addWidget(self.table, 1)
        self.setFocusProxy(self.table)
