"""ImportPage: the wizard. It shows a draft and what would come of it; nothing is stored before its last button."""

from collections.abc import Sequence
from dataclasses import replace
from typing import cast

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QMessageBox, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from isplanner.desktop.data.confirm_panel import ConfirmPanel
from isplanner.desktop.data.corrector import Corrector
from isplanner.desktop.data.import_foot import ImportFoot
from isplanner.desktop.data.import_head import ImportHead
from isplanner.desktop.data.review_panel import ReviewPanel
from isplanner.desktop.data.waiting_panel import WaitingPanel
from isplanner.desktop.language import language
from isplanner.desktop.widgets.empty_state import EmptyState
from isplanner.jobs import correct
from isplanner.jobs.draft import Draft, DraftFile, suggested_name
from isplanner.jobs.prospect import Prospect
from isplanner.plan.plan import Plan
from isplanner.plan.problem import Problem
from isplanner.text.messages import say

_READ, _MAP, _CONFIRM, _STORE = 1, 2, 3, 4
_UNDO, _REDO = QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo


class ImportPage(QWidget):
    """One import from its files to its last button.

    Signals:
        changed: the Draft is to be read again.
        cancelled: the user takes it back; nothing was stored.
        files_wanted: other files.
        confirmed: store what is shown.
        stopped: what is being stored is to be left.
    """

    changed = Signal(object)
    cancelled = Signal()
    files_wanted = Signal()
    confirmed = Signal()
    stopped = Signal()

    def __init__(self, plan: Plan, draft: Draft, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan = plan
        self.prospect: Prospect | None = None
        self._is_stale, self._is_storing = True, False
        self._rows: dict[str, int] = {}
        self.corrector = Corrector(draft, self)
        self.corrector.changed.connect(self._on_changed)
        self.review = ReviewPanel(plan, self.corrector)
        self.confirm = ConfirmPanel(plan)
        self.head, self.foot = ImportHead(plan), ImportFoot()
        self.waiting = WaitingPanel()
        self._refused: EmptyState | None = None
        self._pages = QStackedWidget()
        for page in (self.waiting, self.review, self.confirm):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self._pages, 1)
        column.addWidget(self.foot)
        self._connect()
        self._show_opening()

    @property
    def draft(self) -> Draft:
        """The import as it is so far."""
        return self.corrector.draft

    @property
    def is_read(self) -> bool:
        """Whether what it shows is what would be stored."""
        return self.prospect is not None and not self._is_stale and not self.draft.is_waiting

    def show_progress(self, file: str, rows: int) -> None:
        """Say how far opening a file is."""
        self._rows[file] = rows
        self.waiting.show_rows(rows)

    def add_files(self, files: Sequence[DraftFile]) -> None:
        """Take more files into the import."""
        names = {file.name for file in self.draft.files}
        new = tuple(file for file in files if file.name not in names)
        self.corrector.put(replace(self.draft, files=(*self.draft.files, *new)))

    def show_problem(self, problem: Problem) -> None:
        """Say why nothing can be read, and offer other files."""
        self._show_refused(say(problem, {}, language()))

    def show_prospect(self, prospect: Prospect) -> None:
        """Show what would be stored."""
        self.prospect, self._is_stale = prospect, False
        if not self.draft.template:
            self.corrector.draft = replace(self.draft, template=suggested_name(prospect.reading, self._plan))
        if self._pages.currentWidget() not in {self.review, self.confirm}:
            self._show_step(self.review, _MAP)
            self.review.sheet.grid.setFocus()
        self.head.show_period(self.draft.wish.period)
        self.review.show_prospect(prospect, self.draft, self._rows)
        self.confirm.show_prospect(prospect, self.draft)
        self._show_foot()

    def show_storing(self) -> None:
        """Say that it is being stored; Esc stops that."""
        words = self.tr("{files} を取り込んでいます").format(files=_names(self.draft))
        self.waiting.show_work(words)
        self._show_step(self.waiting, _STORE)
        self.foot.show_waiting(words)
        self._is_storing = True

    def show_stopped(self) -> None:
        """Nothing was stored: go back to the last look at it."""
        self._is_storing = False
        self._turn_to(self.confirm, _CONFIRM)

    def ask_to_cancel(self) -> None:
        """Stop the storing, or take the import back; where something was corrected that is asked first."""
        if self._is_storing:
            self.stopped.emit()
            return
        if not self.draft.is_corrected:
            self.cancelled.emit()
            return
        box = QMessageBox(self)
        box.setIcon(QMessageBox.Icon.Question)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(self.tr("直した値や読み方を捨てて、取り込みをやめますか。"))
        box.setInformativeText(self.tr("プランには何も保存されていません。"))
        drop = box.addButton(self.tr("取り込みをやめる"), QMessageBox.ButtonRole.DestructiveRole)
        box.addButton(self.tr("続ける"), QMessageBox.ButtonRole.RejectRole)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        drop.clicked.connect(self.cancelled)
        box.open()

    @override
    def event(self, event: QEvent) -> bool:
        # Here Ctrl+Z takes back a correction, not an edit of the plan.
        if event.type() == QEvent.Type.ShortcutOverride:
            key = cast("QKeyEvent", event)
            if key.matches(_UNDO) or key.matches(_REDO):
                event.accept()
                return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(_UNDO):
            self.corrector.undo()
        elif event.matches(_REDO):
            self.corrector.redo()
        else:
            super().keyPressEvent(event)

    def _connect(self) -> None:
        step, put = self.corrector.step, self.corrector.put
        self.head.period_filled.connect(lambda period: step(lambda draft: correct.fill_period(draft, period)))
        self.head.known_only.clicked.connect(lambda held: step(lambda draft: correct.hold_new(draft, held=held)))
        self.confirm.targets_taken.connect(lambda taken: put(replace(self.draft, sets_targets=taken)))
        self.confirm.template_named.connect(lambda name: put(replace(self.draft, template=name)))
        self.foot.template_kept.connect(lambda kept: put(replace(self.draft, keeps_template=kept)))
        self.foot.cancelled.connect(self.ask_to_cancel)
        self.foot.went_back.connect(lambda: self._turn_to(self.review, _MAP))
        self.foot.went_on.connect(self._go_on)
        findings = self.review.findings
        for keys, act in (
            ("Esc", self.ask_to_cancel),
            ("F8", lambda: findings.step(1)),
            ("Shift+F8", lambda: findings.step(-1)),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def _on_changed(self, draft: Draft, is_read_again: bool) -> None:
        if not is_read_again:
            if self.prospect is not None and not self._is_stale:
                self.show_prospect(self.prospect)
            return
        self._is_stale = True
        if draft.opened:
            self.changed.emit(draft)
        elif draft.is_waiting:
            self._show_opening()
        elif draft.files:
            problems = [say(file.problem, {}, language()) for file in draft.files if file.problem]
            self._show_refused("\n\n".join(problems))
        else:
            self.cancelled.emit()
        if self.prospect is not None:
            self._show_foot()

    def _go_on(self) -> None:
        if self._pages.currentWidget() is self.confirm:
            self.confirmed.emit()
        else:
            self._turn_to(self.confirm, _CONFIRM)

    def _turn_to(self, page: QWidget, step: int) -> None:
        self._show_step(page, step)
        self._show_foot()
        self.foot.main.setFocus()

    def _show_step(self, page: QWidget, step: int) -> None:
        self._pages.setCurrentWidget(page)
        self.head.steps.show_step(step)

    def _show_opening(self) -> None:
        words = self.tr("{files} を読んでいます").format(files=_names(self.draft))
        self.waiting.show_work(words)
        self._show_step(self.waiting, _READ)
        self.foot.show_waiting(words)

    def _show_refused(self, why: str) -> None:
        """Say why nothing can be read."""
        if self._refused is not None:
            self._pages.removeWidget(self._refused)
            self._refused.deleteLater()
        refused = EmptyState("warning", self.tr("読めませんでした"), why, self.tr("ほかのファイルを選ぶ…"))
        refused.button.clicked.connect(self.files_wanted)
        self._refused = refused
        self._pages.addWidget(refused)
        self._show_step(refused, _READ)
        self.foot.show_nothing()

    def _show_foot(self) -> None:
        if self.prospect is None:
            return
        is_own = self.draft.template in self._plan.templates
        words = self.tr("ひな型「{name}」を更新") if is_own else self.tr("ひな型「{name}」として保存")
        name = words.format(name=self.draft.template) if self.draft.template else ""
        self.foot.template.setChecked(self.draft.keeps_template)
        is_last = self._pages.currentWidget() is self.confirm
        self.foot.show_prospect(self.prospect, name, is_last=is_last, is_waiting=not self.is_read)


def _names(draft: Draft) -> str:
    return "、".join(file.name for file in draft.files)
