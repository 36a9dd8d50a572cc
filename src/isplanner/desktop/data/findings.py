"""Findings: what needs a look before an import: held cells, rows that are not read, names that are new."""

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from isplanner.desktop.data.tables import held_reason
from isplanner.desktop.data.words import channel_words
from isplanner.desktop.language import language
from isplanner.desktop.widgets.plain_label import ElidedLabel, PlainLabel
from isplanner.desktop.widgets.status_shape import Level, StatusShape
from isplanner.jobs.import_files import Reading
from isplanner.plan.fact import HeldCell
from isplanner.plan.plan import Plan
from isplanner.text.messages import say, word
from isplanner.text.numbers import format_number

WIDTH = 332
SHOWN = 100
"""So many held cells are listed one by one; the rest is a count, and all are kept with the batch."""


class Findings(QScrollArea):
    """A list in the order of what to look at first."""

    def __init__(self, plan: Plan, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan = plan
        self.setWidgetResizable(True)
        self.setMinimumWidth(WIDTH - 60)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_reading(self, reading: Reading) -> None:
        """List what was found in all files."""
        panel = QFrame()
        panel.setProperty("part", "panel")
        self._column = QVBoxLayout(panel)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._add_held(reading.held)
        self._add_new(reading)
        self._add_ignored(reading)
        self._column.addStretch()
        self.setWidget(panel)

    def _add_held(self, held: Sequence[HeldCell]) -> None:
        level = Level.WILL_MISS if held else Level.ON_PLAN
        others = self.tr("ほかのセルは取り込みます") if held else ""
        self._add_head(self.tr("保留セル {count}").format(count=format_number(len(held))), others, level)
        for cell in held[:SHOWN]:
            self._column.addWidget(_held_row(cell))
        if len(held) > SHOWN:
            more = self.tr("ほか {count} 件。取り込みのあと一覧で見られます。")
            self._add_line(more.format(count=format_number(len(held) - SHOWN)))

    def _add_new(self, reading: Reading) -> None:
        channels = [channel_words(self._plan, key) for key in reading.new_channels]
        count = len(reading.new_members) + len(channels)
        if not count:
            return
        self._add_head(self.tr("確かめること {count}").format(count=count), "", Level.RECOVERABLE)
        if reading.new_members:
            names = word(list(reading.new_members), language())
            self._add_line(self.tr("新しいメンバー：{names}").format(names=names))
        if channels:
            self._add_line(self.tr("新しいチャネル：{names}").format(names=word(channels, language())))

    def _add_ignored(self, reading: Reading) -> None:
        for file in reading.files:
            for sheet in file.sheets:
                if not sheet.ignored_rows:
                    continue
                title = self.tr("読まない行 {count}").format(count=len(sheet.ignored_rows))
                self._add_head(title, f"{file.file} › {sheet.sheet}", None)
                for reason, count in Counter(row.reason for row in sheet.ignored_rows).items():
                    rows = [str(row.row) for row in sheet.ignored_rows if row.reason == reason][:SHOWN]
                    words = say(f"ignored_{reason}", {}, language())
                    named = self.tr("{reason}（{count} 行）：{rows}")
                    self._add_line(named.format(reason=words, count=count, rows=word(rows, language())))

    def _add_head(self, title: str, beside: str, level: Level | None) -> None:
        head = QFrame()
        head.setProperty("part", "head")
        head.setMinimumHeight(36)
        row = QHBoxLayout(head)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(8)
        if level is not None:
            row.addWidget(StatusShape(level, ""))
        row.addWidget(PlainLabel(title, "section"))
        row.addWidget(ElidedLabel(beside, "label"), 1)
        self._column.addWidget(head)

    def _add_line(self, text: str) -> None:
        label = PlainLabel(text, "small")
        label.setWordWrap(True)
        label.setContentsMargins(12, 6, 12, 6)
        self._column.addWidget(label)


def _held_row(cell: HeldCell) -> QWidget:
    """Address and content, the reason below, as in a list of things to mend."""
    row = QFrame()
    row.setProperty("part", "head")
    first = QHBoxLayout()
    first.setSpacing(10)
    address: QLabel = PlainLabel(f"{cell.sheet}!{cell.cell}", "link")
    first.addWidget(address)
    first.addWidget(ElidedLabel(cell.text, "bad"), 1)
    reason = PlainLabel(held_reason(cell), "label")
    reason.setWordWrap(True)
    column = QVBoxLayout(row)
    column.setContentsMargins(12, 7, 12, 7)
    column.setSpacing(2)
    column.addLayout(first)
    column.addWidget(reason)
    return row
