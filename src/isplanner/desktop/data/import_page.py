"""ImportPage: reading files, and what would be stored of them. Nothing is stored before the last button."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from isplanner.desktop.data.findings import WIDTH, Findings
from isplanner.desktop.data.sheet_list import SheetList
from isplanner.desktop.data.sheet_view import SheetView
from isplanner.desktop.data.steps import StepLine
from isplanner.desktop.data.tables import titled
from isplanner.desktop.language import language
from isplanner.desktop.widgets.empty_state import EmptyState
from isplanner.desktop.widgets.plain_label import ElidedLabel, PlainLabel
from isplanner.jobs.import_files import Reading, Wish
from isplanner.plan.plan import Plan
from isplanner.plan.problem import Problem
from isplanner.text.dates import format_period
from isplanner.text.messages import say
from isplanner.text.numbers import format_number

LIST_WIDTH = 204


class ImportPage(QWidget):
    """One import from its files to its button.

    Signals:
        cancelled: the user takes it back; nothing was stored.
        reread_wanted: the same files are to be read another way, as a Wish.
        files_wanted: other files.
        confirmed: store what is shown.
    """

    cancelled = Signal()
    reread_wanted = Signal(object)
    files_wanted = Signal()
    confirmed = Signal()

    def __init__(self, plan: Plan, paths: Sequence[Path], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = "、".join(path.name for path in paths)
        self._reading: Reading | None = None
        self._steps = StepLine((self.tr("ファイル"), self.tr("読み取り"), self.tr("確認"), self.tr("取り込み")))
        self._period = QComboBox()
        self._fill_periods(plan)
        self._period.activated.connect(self._on_wish_changed)
        self.known_only_box = QCheckBox(self.tr("新しい名前は保留にする"))
        self.known_only_box.clicked.connect(self._on_wish_changed)
        self._list = SheetList()
        self._list.sheet_chosen.connect(self._on_sheet_chosen)
        self._sheet = SheetView(plan)
        self._findings = Findings(plan)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._waiting())
        self._pages.addWidget(self._review())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head())
        column.addWidget(self._pages, 1)
        column.addWidget(self._foot())
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self).activated.connect(self.cancelled)
        self.show_waiting()

    @property
    def is_read(self) -> bool:
        """Whether it shows what would be stored."""
        return self._reading is not None

    def show_waiting(self) -> None:
        """The files are being read."""
        self._reading = None
        self._steps.show_step(1)
        self._progress.setText("")
        self._pages.setCurrentIndex(0)
        self._show_foot(self.tr("{files} を読んでいます").format(files=self._names), is_waiting=True)

    def show_progress(self, rows: int) -> None:
        """Say how far reading is."""
        self._progress.setText(self.tr("{rows} 行").format(rows=format_number(rows)))

    def show_problem(self, problem: Problem) -> None:
        """Say why the files are refused, and offer others."""
        self._steps.show_step(1)
        code = "no_table_on_page" if problem.code == "no_table" else problem.code
        why = say(replace(problem, code=code), {}, language())
        refused = EmptyState("warning", self.tr("読めませんでした"), why, self.tr("ほかのファイルを選ぶ…"))
        refused.button.clicked.connect(self.files_wanted)
        self._pages.addWidget(refused)
        self._pages.setCurrentWidget(refused)
        self._show_foot(self.tr("プランは何も変わっていません。"))

    def show_reading(self, reading: Reading) -> None:
        """Show what would be stored."""
        self._reading = reading
        self._steps.show_step(2)
        self._findings.show_reading(reading)
        self._list.show_files(reading.files)
        self._pages.setCurrentIndex(1)
        ignored = sum(len(sheet.ignored_rows) for file in reading.files for sheet in file.sheets)
        facts, held = len(reading.facts), len(reading.held)
        summary = self.tr("取り込むと 数値 {facts}　読まない行 {ignored}　保留 {held}")
        numbers = {"facts": facts, "ignored": ignored, "held": held}
        words = summary.format(**{name: format_number(number) for name, number in numbers.items()})
        self._show_foot(words, can_store=bool(facts or held))
        self._store.setText(self.tr("{count} 件を取り込む").format(count=format_number(facts)))
        self._store.setFocus()

    def _on_sheet_chosen(self, file: int, sheet: int) -> None:
        if self._reading is not None:
            chosen = self._reading.files[file]
            self._sheet.show_sheet(chosen, chosen.sheets[sheet])

    def _on_wish_changed(self) -> None:
        self.reread_wanted.emit(Wish(period=self._period.currentData(), known_only=self.known_only_box.isChecked()))

    def _fill_periods(self, plan: Plan) -> None:
        """What fills a year or month that the sheets do not say: nothing, or a quarter around the plan's."""
        self._period.addItem(self.tr("シートのとおり"), None)
        year = plan.rule.fiscal_year_of(plan.period.start)
        for each in (year - 1, year, year + 1):
            for quarter in range(1, 5):
                span = plan.rule.quarter(each, quarter)
                self._period.addItem(format_period(span, plan.rule, language()), f"{each}Q{quarter}")

    def _head(self) -> QFrame:
        head = QFrame()
        head.setProperty("part", "tool_bar")
        head.setFixedHeight(56)
        row = QHBoxLayout(head)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(10)
        row.addWidget(PlainLabel(self.tr("実績の取り込み"), "heading"))
        row.addSpacing(14)
        row.addWidget(self._steps)
        row.addStretch()
        row.addWidget(self.known_only_box)
        row.addSpacing(8)
        label = PlainLabel(self.tr("足りない期間"), "label")
        label.setBuddy(self._period)
        row.addWidget(label)
        row.addWidget(self._period)
        return head

    def _waiting(self) -> QWidget:
        waiting = QWidget()
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setFixedWidth(320)
        self._progress = PlainLabel("", "small")
        column = QVBoxLayout(waiting)
        column.setSpacing(10)
        column.addStretch()
        reading: QLabel = ElidedLabel(self.tr("{files} を読んでいます").format(files=self._names), "section")
        reading.setMaximumWidth(600)
        for widget in (reading, bar, self._progress):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch()
        return waiting

    def _review(self) -> QSplitter:
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(titled(PlainLabel(self.tr("ファイルとシート"), "section"), self._list))
        split.addWidget(self._sheet)
        split.addWidget(self._findings)
        split.setStretchFactor(1, 1)
        split.setSizes([LIST_WIDTH, 836, WIDTH])
        return split

    def _foot(self) -> QFrame:
        foot = QFrame()
        foot.setProperty("part", "foot")
        foot.setFixedHeight(56)
        self._summary = ElidedLabel("", "section")
        promise = ElidedLabel(
            self.tr("いつでも 1 回の「元に戻す」で取り消せます。取り込むまで何も保存されません。"), "label"
        )
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addStretch()
        words.addWidget(self._summary)
        words.addWidget(promise)
        words.addStretch()
        cancel = QPushButton(self.tr("取り消し  Esc"))
        cancel.setProperty("kind", "text")
        cancel.clicked.connect(self.cancelled)
        self._store = QPushButton("")
        self._store.setProperty("kind", "primary")
        self._store.setProperty("form", "large")
        self._store.setAutoDefault(True)
        self._store.clicked.connect(self.confirmed)
        row = QHBoxLayout(foot)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(12)
        row.addLayout(words, 1)
        row.addWidget(cancel)
        row.addWidget(self._store)
        return foot

    def _show_foot(self, summary: str, *, is_waiting: bool = False, can_store: bool = False) -> None:
        self._summary.setText(summary)
        self._store.setVisible(can_store)
        self._period.setEnabled(not is_waiting)
        self.known_only_box.setEnabled(not is_waiting)
