"""DataWorkspace: データ: the list of imports, an import under way, and sheets written out."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QAction, QDesktopServices, QKeySequence
from PySide6.QtWidgets import QMessageBox, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from isplanner.desktop.background import Job, Progress
from isplanner.desktop.data.lookup import Lookup
from isplanner.desktop.data.overview import Overview
from isplanner.desktop.language import language
from isplanner.desktop.notices import Notice
from isplanner.desktop.session import Session
from isplanner.desktop.workspace import Workspace
from isplanner.jobs.sources import Origin, brought_by, brought_with, counting_of
from isplanner.plan.problem import PlanError, Problem
from isplanner.store import edits
from isplanner.text.numbers import format_number
from isplanner.text.problems import describe_problem

if TYPE_CHECKING:
    from isplanner.desktop.data.import_page import ImportPage
    from isplanner.desktop.data.import_work import ImportWork
    from isplanner.desktop.models.column import CellEdit
    from isplanner.jobs.answer import Answer
    from isplanner.jobs.draft import Draft
    from isplanner.jobs.import_files import Imported
    from isplanner.jobs.prospect import Prospect
    from isplanner.plan.fact import Batch, Fact, HeldCell
    from isplanner.plan.plan import Plan
    from isplanner.store.document import Document
    from isplanner.store.edits import Change, Edit


class DataWorkspace(Workspace):
    """Shows the overview, or in its place the import under way; one can leave that and come back."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._overview = Overview(self._settle)
        self._overview.turned.connect(self._turn)
        self._overview.preferred.connect(lambda batch: session.edit(edits.prefer_batch(batch)))
        self._overview.left.connect(self._leave)
        self._lookup = Lookup(session.document.path, self)
        self._lookup.found.connect(self._overview.show_brought)
        self._lookup.counted.connect(self._overview.show_counting)
        self._lookup.traced.connect(self._overview.show_behind)
        self._lookup.compared.connect(self._overview.show_rivals)
        self._overview.rivals_wanted.connect(lambda: self._lookup.compare(session.plan))
        self._overview.rivals.decided.connect(session.edit)
        self._lookup.refused.connect(self._on_refused)
        self._overview.numbers_wanted.connect(
            lambda batch: self._lookup.find(session.plan, lambda document: brought_by(document, batch.id))
        )
        self._overview.import_wanted.connect(self.files_wanted)
        self._overview.export_wanted.connect(self.folder_wanted)
        paste = QAction(self.tr("クリップボードの表を取り込む"), self._overview)
        paste.setShortcut(QKeySequence.StandardKey.Paste)
        paste.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        paste.triggered.connect(self.paste_wanted)
        self._overview.addAction(paste)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._overview)
        self._page: ImportPage | None = None
        self._work: ImportWork | None = None
        self._storing: Job[Imported] | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)

    @override
    def show_plan(self, plan: "Plan", change: "Change | None") -> None:
        if change is None or change.parts & {"facts", "held"}:
            document = self.session.document
            batches = document.batches()
            self._overview.show_batches(batches, document.held())
            self._lookup.count(self.session.on_facts(lambda plan, actuals: counting_of(plan, actuals, batches)))
            if not self._overview.rivals.isHidden():
                self._lookup.compare(plan)
        if self._page is not None and self._work is not None and self._storing is None:
            self._work.forget_facts()
            if self._page.draft.opened:
                self._work.foresee(plan, self._page.draft)

    @override
    def show_answer(self, answer: "Answer") -> None:
        """What is stored here needs no analysis."""

    def import_files(self, paths: Sequence[Path], *, are_pasted: bool = False) -> None:
        """Read files and show what would be stored; more files join an import that is under way."""
        if not paths:
            return
        from isplanner.jobs.draft import draft_of

        draft = draft_of(paths, are_pasted=are_pasted)
        if self._page is not None:
            self._page.add_files(draft.files)
        else:
            self._begin(draft)
        if self._work is not None:
            self._work.open_files(draft.files)

    def show_source(self, wanted: "Fact | Origin") -> None:
        """Show a number among those of its import, or all that are behind a node, with file, sheet and cell."""
        plan = self.session.plan
        if isinstance(wanted, Origin):
            self._lookup.trace(plan, wanted)
        else:
            self._lookup.find(plan, lambda document: brought_with(document, wanted), wanted)

    def _turn(self, batch: "Batch", is_used: bool) -> None:
        self.session.edit(edits.restore_batch(batch) if is_used else edits.withdraw_batch(batch))

    def _settle(self, cells: "Sequence[CellEdit[HeldCell]]") -> None:
        """What was typed into held cells becomes the facts that waited for them."""
        from isplanner.jobs.settle import settle_edit

        session, plan = self.session, self.session.plan
        day = session.answer.as_of if session.answer else plan.period.start
        made = [settle_edit(plan, cell.record, str(cell.value), day) for cell in cells]
        session.edit(made[0] if len(made) == 1 else edits.together(made))

    def _leave(self, cells: "Sequence[HeldCell]") -> None:
        from isplanner.jobs.settle import leave_edit

        if cells:
            self.session.edit(leave_edit(self.session.plan, cells))

    def _begin(self, draft: "Draft") -> None:
        """Show an import in the place of the overview."""
        # Imported here: what reads workbooks is needed with the first import.
        from isplanner.desktop.data.import_page import ImportPage
        from isplanner.desktop.data.import_work import ImportWork

        page, work = ImportPage(self.session.plan, draft), ImportWork(self.session.document.path, self)
        page.cancelled.connect(self._end_import)
        page.files_wanted.connect(self.files_wanted)
        page.changed.connect(lambda changed: work.foresee(self.session.plan, changed))
        page.confirmed.connect(self._store)
        work.progressed.connect(page.show_progress)
        work.opened.connect(page.corrector.take_file)
        work.foreseen.connect(page.show_prospect)
        work.refused.connect(page.show_problem)
        self._page, self._work = page, work
        self._stack.setCurrentIndex(self._stack.addWidget(page))

    def export_members(self, folder: Path, *, each: bool = True, force: bool = False) -> None:
        """Write the members' sheets into a folder: a file each, or one workbook."""
        from isplanner.jobs.export_members import export_members

        plan, answer, words = self.session.plan, self.session.answer, language()
        if answer is None:
            return  # nothing is shown yet that could be asked for
        day, record = answer.as_of, answer.record
        job = Job[list[Path]](
            lambda _: export_members(plan, folder, as_of=day, language=words, record=record, each=each, force=force),
            self,
        )
        job.finished.connect(lambda files: self._tell_written(files, folder))
        job.failed.connect(lambda error: self._on_export_failed(error, folder, each=each))
        job.start()

    def _store(self) -> None:
        page = self._page
        if page is None or page.prospect is None or self._storing is not None:
            return
        from isplanner.jobs.draft import edits_beside
        from isplanner.jobs.import_files import commit

        reading, draft, targets = page.prospect.reading, page.draft, self._targets_of(page.prospect)

        def act(document: "Document", progress: Progress) -> "Imported":
            beside = list(edits_beside(document.plan, draft, reading, targets))
            return commit(document, reading, beside, progress)

        job = self._storing = self.session.store_behind(act, page)
        job.progressed.connect(page.waiting.show_share)
        job.finished.connect(self._on_stored)
        job.failed.connect(lambda _: self._on_stopped())
        job.cancelled.connect(self._on_stopped)
        page.stopped.connect(job.cancel)
        page.show_storing()
        job.start()

    def _on_stored(self, imported: "Imported") -> None:
        self._storing = None
        self._end_import()
        self.noticed.emit(Notice(self._words_of(imported)))

    def _on_stopped(self) -> None:
        self._storing = None
        if self._page is not None:
            self._page.show_stopped()

    def _targets_of(self, prospect: "Prospect") -> "Edit | None":
        """The edit that makes the files' targets the plan's."""
        from isplanner.jobs.set_values import target_edit

        answer = self.session.answer
        return target_edit(answer, prospect.targets) if answer is not None and prospect.targets else None

    def _words_of(self, imported: "Imported") -> str:
        if imported.change is None:
            return self.tr("同じファイルは取り込み済みです。何も変わっていません。")
        numbers = {
            "facts": len(imported.reading.facts),
            "replaced": imported.replaced,
            "unchanged": imported.unchanged,
            "held": len(imported.reading.held),
        }
        words = self.tr("{facts} 件を取り込みました（更新 {replaced}・同じ値 {unchanged}・保留 {held}）。")
        return words.format(**{name: format_number(number) for name, number in numbers.items()})

    def _end_import(self) -> None:
        """Go back to the overview; what is still being read is dropped."""
        if self._work is not None:
            self._work.close()
            self._work.deleteLater()
            self._work = None
        if self._page is not None:
            page, self._page = self._page, None
            self._stack.removeWidget(page)
            page.deleteLater()
        self._stack.setCurrentWidget(self._overview)
        self._overview.setFocus()

    def _on_refused(self, problem: Problem) -> None:
        words = describe_problem(problem, self.session.plan, language())
        self.noticed.emit(Notice(words, is_problem=True))

    def _on_export_failed(self, error: Exception, folder: Path, *, each: bool) -> None:
        if not isinstance(error, PlanError):
            raise error
        said = describe_problem(error.problem, self.session.plan, language())
        if error.problem.code != "target_exists":
            self.noticed.emit(Notice(said, is_problem=True))
            return
        box = QMessageBox(self)
        box.setTextFormat(box.textFormat().PlainText)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setText(said)
        write = box.addButton(self.tr("上書きする"), QMessageBox.ButtonRole.AcceptRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.exec()
        if box.clickedButton() is write:
            self.export_members(folder, each=each, force=True)

    def _tell_written(self, files: Sequence[Path], folder: Path) -> None:
        words = self.tr("{count}ファイルを書き出しました").format(count=len(files))
        url = QUrl.fromLocalFile(str(folder))
        self.noticed.emit(Notice(words, False, self.tr("フォルダーを開く"), lambda: QDesktopServices.openUrl(url)))
