"""ImportFoot: in words what would be stored, and the buttons; the main one carries the number."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from isplanner.desktop.widgets.plain_label import ElidedLabel
from isplanner.jobs.prospect import Prospect
from isplanner.text.numbers import format_number

HEIGHT = 56


class ImportFoot(QFrame):
    """The foot of the wizard.

    Signals:
        cancelled: everything is to be dropped.
        went_back: to the step before.
        went_on: to the next step, or the last.
        template_kept: whether how the tables are read is kept.
    """

    cancelled = Signal()
    went_back = Signal()
    went_on = Signal()
    template_kept = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("part", "foot")
        self.setFixedHeight(HEIGHT)
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
        self.template = QCheckBox()
        self.template.clicked.connect(lambda: self.template_kept.emit(self.template.isChecked()))
        cancel = QPushButton(self.tr("取り消し  Esc"))
        cancel.setProperty("kind", "text")
        cancel.clicked.connect(self.cancelled)
        self._back = QPushButton(self.tr("戻る"))
        self._back.setProperty("form", "tall")
        self._back.clicked.connect(self.went_back)
        self.main = QPushButton("")
        self.main.setProperty("kind", "primary")
        self.main.setProperty("form", "large")
        self.main.setAutoDefault(True)
        self.main.clicked.connect(self.went_on)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(12)
        row.addLayout(words, 1)
        for widget in (self.template, cancel, self._back, self.main):
            row.addWidget(widget)

    def show_waiting(self, words: str) -> None:
        """Files are being read or stored."""
        self._show(words)

    def show_nothing(self, *, can_go_back: bool = False) -> None:
        """Nothing can be stored."""
        self._show(self.tr("プランは何も変わっていません。"), can_go_back=can_go_back)

    def show_prospect(self, prospect: Prospect, template: str, *, is_last: bool, is_waiting: bool) -> None:
        """What would be stored; `template` names how the tables are kept, "" where that cannot be."""
        facts = len(prospect.reading.facts)
        held = len(prospect.reading.held)
        count = format_number(facts)
        words = self.tr("{count} セルを取り込む") if is_last else self.tr("{count} セルを確認へ")
        self._show(self._words_of(prospect), can_go_back=is_last)
        self.main.setText(words.format(count=count))
        self.main.setVisible(bool(facts or held))
        self.main.setEnabled(not is_waiting)
        self.template.setVisible(bool(template) and not is_last)
        self.template.setText(template)

    def _show(self, summary: str, *, can_go_back: bool = False) -> None:
        self._summary.setText(summary)
        self.main.setVisible(False)
        self.template.setVisible(False)
        self._back.setVisible(can_go_back)

    def _words_of(self, prospect: Prospect) -> str:
        difference, sheets = prospect.difference, [s for file in prospect.reading.files for s in file.sheets]
        derived = sum(c.read for sheet in sheets for t in sheet.tables for c in t.columns if c.use == "derived")
        parts = [
            (self.tr("新規 {count}"), difference.new),
            (self.tr("更新 {count}"), difference.updated - len(difference.fallen)),
            (self.tr("訂正 {count}"), len(difference.fallen)),
            (self.tr("同じ {count}"), difference.same),
        ]
        told = "・".join(words.format(count=format_number(number)) for words, number in parts if number)
        rest = [
            (self.tr("読まない行 {count}"), sum(len(sheet.ignored_rows) for sheet in sheets)),
            (self.tr("計算で出す率 {count}"), derived),
            (self.tr("保留 {count}"), len(prospect.reading.held)),
        ]
        more = "　".join(words.format(count=format_number(number)) for words, number in rest)
        facts = format_number(len(prospect.reading.facts))
        inside = self.tr("（{parts}）").format(parts=told) if told else ""
        return self.tr("取り込むと 数値 {facts} セル{inside}　{more}").format(facts=facts, inside=inside, more=more)
