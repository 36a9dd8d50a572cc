"""ReviewPanel: files and sheets, the sheet that is looked at, findings; what is changed there goes to the corrector."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from isplanner.desktop.data.corrector import Corrector
from isplanner.desktop.data.findings import Findings
from isplanner.desktop.data.sheet_list import DropPlace, SheetList
from isplanner.desktop.data.sheet_look import SheetLook
from isplanner.desktop.data.sheet_panel import SheetPanel
from isplanner.desktop.data.tables import titled
from isplanner.desktop.data.words import question_words
from isplanner.desktop.widgets.plain_label import PlainLabel
from isplanner.jobs import correct
from isplanner.jobs.correct import Spot
from isplanner.jobs.draft import Draft
from isplanner.jobs.prospect import Prospect
from isplanner.plan.plan import Plan
from isplanner.workbook.grid import Place, Sheet

LIST_WIDTH, GRID_WIDTH, FINDINGS_WIDTH = 204, 836, 332


class ReviewPanel(QSplitter):
    """The third step of the wizard."""

    def __init__(self, plan: Plan, corrector: Corrector, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._plan, self._corrector = plan, corrector
        self._prospect: Prospect | None = None
        self.list = SheetList()
        self.sheet = SheetPanel(plan)
        self.findings = Findings(plan)
        self.addWidget(titled(PlainLabel(self.tr("ファイルとシート"), "section"), self._files()))
        self.addWidget(self.sheet)
        self.addWidget(self.findings)
        for place, stretch in enumerate((0, 1, 0)):
            self.setStretchFactor(place, stretch)
        self.setSizes([LIST_WIDTH, GRID_WIDTH, FINDINGS_WIDTH])
        self._connect_list()
        self._connect_sheet()
        self._connect_findings()

    def show_prospect(self, prospect: Prospect | None, draft: Draft, rows: Mapping[str, int]) -> None:
        """Show what is known of a draft; `rows` says how far opening files is."""
        self._prospect = prospect
        self.list.show_draft(draft, prospect, rows)
        if prospect is not None:
            several = sum(len(file.sheets) for file in prospect.reading.files) > 1
            self.findings.show_prospect(prospect, draft, several_sheets=several)
        self._show_sheet()

    def _files(self) -> QWidget:
        files = QWidget()
        column = QVBoxLayout(files)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.list, 1)
        drop = QVBoxLayout()
        drop.setContentsMargins(12, 8, 12, 10)
        drop.addWidget(DropPlace())
        column.addLayout(drop)
        return files

    def _connect_list(self) -> None:
        step = self._corrector.step
        self.list.sheet_chosen.connect(lambda *_: self._show_sheet())
        self.list.file_removed.connect(lambda file: step(lambda draft: draft.without_file(file)))
        self.list.sheet_toggled.connect(
            lambda file, sheet, wanted: step(lambda draft: correct.read_sheet(draft, file, sheet, wanted=wanted))
        )

    def _connect_sheet(self) -> None:
        sheet, on_chosen = self.sheet, self._on_chosen
        sheet.typed.connect(lambda cells: on_chosen(lambda d, f, s: correct.type_cells(d, f, s, cells)))
        sheet.headers_chosen.connect(lambda areas: on_chosen(lambda d, f, s: correct.choose_headers(d, f, s, areas)))
        sheet.shape_chosen.connect(lambda *said: on_chosen(lambda d, f, _: correct.choose_shape(d, f, *said)))
        sheet.period_chosen.connect(lambda *said: on_chosen(lambda d, f, _: correct.choose_period(d, f, *said)))
        sheet.mapped.connect(lambda *said: on_chosen(lambda d, f, _: correct.map_column(d, f, *said)))
        sheet.agreed.connect(lambda *rule: on_chosen(lambda d, f, _: correct.agree(d, f, *rule)))
        sheet.word_given.connect(lambda *rule: on_chosen(lambda d, f, _: correct.give_word(d, f, *rule)))
        sheet.cell_taken.connect(self._on_cell_taken)

    def _connect_findings(self) -> None:
        step, findings = self._corrector.step, self.findings
        findings.jump_wanted.connect(self.jump_to)
        findings.corrected.connect(self._on_corrected)
        findings.accepted.connect(lambda spots: step(lambda draft: correct.accept(draft, spots)))
        findings.period_filled.connect(lambda period: step(lambda draft: correct.fill_period(draft, period)))
        findings.agreed.connect(self._on_agreed)
        findings.matched.connect(
            lambda question, meant, kept: step(lambda draft: correct.match(draft, question, meant, remembered=kept))
        )
        findings.answered.connect(lambda question, said: step(lambda draft: correct.answer(draft, question, said)))

    def _on_chosen(self, change: Callable[[Draft, str, str], Draft]) -> None:
        """Change how the sheet that is looked at is read."""
        if (chosen := self.list.chosen) is not None:
            self._corrector.step(lambda draft: change(draft, *chosen))

    def _on_corrected(self, spot: Spot, text: str | None) -> None:
        cells = {Place.parse(spot.cell): text}
        self._corrector.step(lambda draft: correct.type_cells(draft, spot.file, spot.sheet, cells))

    def _on_agreed(self, spot: Spot, meaning: str) -> None:
        if self._prospect is not None:
            reading = self._prospect.reading
            self._corrector.step(lambda draft: correct.agree_at(draft, reading, spot, meaning))

    def jump_to(self, spot: Spot) -> None:
        """Bring a cell into sight, whichever sheet it is on."""
        self.list.choose(spot.file, spot.sheet)
        self.sheet.jump_to(Place.parse(spot.cell))

    def _on_cell_taken(self, place: Place) -> None:
        if self.list.chosen is not None:
            self.findings.show_spot(Spot(*self.list.chosen, str(place)))

    def _show_sheet(self) -> None:
        chosen = self.list.chosen
        draft = self._corrector.draft
        file = next((each for each in draft.files if chosen and each.name == chosen[0]), None)
        if chosen is None or file is None or file.open is None:
            self.sheet.show_nothing()
            return
        sheet = next(each for each in file.open.cells.sheets if each.name == chosen[1])
        self.sheet.show_sheet(file.name, self._look(file.name, sheet), self._why_unread(file.name, sheet.name))

    def _look(self, file: str, sheet: Sheet) -> SheetLook:
        prospect = self._prospect
        readings = {each.file: each for each in prospect.reading.files} if prospect else {}
        own = (
            next((each for each in readings[file].sheets if each.sheet == sheet.name), None)
            if file in readings
            else None
        )
        asked = prospect.questions if prospect else ()
        doubts = {
            Place.parse(question.cell): question_words(question)
            for question in asked
            if (question.file, question.sheet) == (file, sheet.name) and question.cell
        }
        corrections = self._corrector.draft.wish.corrections_of(file)
        return SheetLook(sheet, own, corrections, self._plan.metrics, doubts)

    def _why_unread(self, file: str, sheet: str) -> str:
        files = self._prospect.reading.files if self._prospect else ()
        return next((each.unread.get(sheet, "") for each in files if each.file == file), "")
