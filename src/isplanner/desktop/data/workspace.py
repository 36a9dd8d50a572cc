"""DataWorkspace: データ: the list of imports, an import under way, and sheets written out."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMessageBox, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from isplanner.desktop.background import Job, Progress
from isplanner.desktop.data.import_page import ImportPage
from isplanner.desktop.data.overview import Overview
from isplanner.desktop.language import language
from isplanner.desktop.notices import Notice
from isplanner.desktop.session import Session
from isplanner.desktop.workspace import Workspace
from isplanner.jobs.import_files import Imported, Reading, Wish, commit, read_files
from isplanner.plan.problem import PlanError
from isplanner.text.messages import say
from isplanner.text.numbers import format_number

if TYPE_CHECKING:
    from isplanner.jobs.answer import Answer
    from isplanner.plan.plan import Plan
    from isplanner.store.document import Document
    from isplanner.store.edits import Change


class DataWorkspace(Workspace):
    """Shows the overview, or in its place the import under way; one can leave that and come back."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._overview = Overview()
        self._overview.import_wanted.connect(self.files_wanted)
        self._overview.export_wanted.connect(self.folder_wanted)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._overview)
        self._page: ImportPage | None = None
        self._paths: list[Path] = []
        self._job: Job[Reading] | None = None
        self._reading: Reading | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)

    @override
    def show_plan(self, plan: "Plan", change: "Change | None") -> None:
        if change is None or "facts" in change.parts:
            document = self.session.document
            self._overview.show_batches(document.batches(), document.held())

    @override
    def show_answer(self, answer: "Answer") -> None:
        """What is stored here needs no analysis."""

    def import_files(self, paths: Sequence[Path]) -> None:
        """Read files and show what would be stored, in place of an import that was under way."""
        self._end_import()
        self._paths = list(paths)
        page = ImportPage(self.session.plan, paths)
        page.cancelled.connect(self._end_import)
        page.files_wanted.connect(self.files_wanted)
        page.reread_wanted.connect(self._read)
        page.confirmed.connect(self._store)
        self._page = page
        self._stack.setCurrentIndex(self._stack.addWidget(page))
        self._read(Wish())

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

    def _read(self, wish: Wish) -> None:
        if self._page is None:
            return
        self._drop_job()
        self._page.show_waiting()
        plan, paths = self.session.plan, self._paths

        def work(progress: Progress) -> Reading:
            return read_files(plan, paths, wish, progress)

        job = Job[Reading](work, self)
        job.progressed.connect(lambda rows, _: self._page.show_progress(rows) if job is self._job else None)
        job.finished.connect(lambda reading: self._on_read(job, reading))
        job.failed.connect(lambda error: self._on_read_failed(job, error))
        self._job = job
        job.start()

    def _on_read(self, job: Job[Reading], reading: Reading) -> None:
        if job is self._job and self._page is not None:
            self._reading = reading
            self._page.show_reading(reading)

    def _on_read_failed(self, job: Job[Reading], error: Exception) -> None:
        if not isinstance(error, PlanError):
            raise error
        if job is self._job and self._page is not None:
            self._page.show_problem(error.problem)

    def _store(self) -> None:
        reading, done = self._reading, list[Imported]()
        if reading is None:
            return

        def act(document: "Document") -> "Change | None":
            done.append(commit(document, reading))
            return done[-1].change

        if self.session.store(act):
            self._end_import()
            self.noticed.emit(Notice(self._words_of(done[-1])))

    def _words_of(self, imported: Imported) -> str:
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
        self._drop_job()
        self._reading = None
        if self._page is not None:
            page, self._page = self._page, None
            self._stack.removeWidget(page)
            page.deleteLater()
        self._stack.setCurrentWidget(self._overview)
        self._overview.setFocus()

    def _drop_job(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _on_export_failed(self, error: Exception, folder: Path, *, each: bool) -> None:
        if not isinstance(error, PlanError):
            raise error
        said = say(error.problem, {}, language())
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
