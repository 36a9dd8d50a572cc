"""FirstRunPage: three ways to start, and a window that takes a drop anywhere."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from isplanner.desktop.first_run.drawings import Draw, Drawing, draw_plans, draw_sheet_to_funnel, draw_tree
from isplanner.desktop.widgets.icon_label import IconLabel
from isplanner.desktop.widgets.plain_label import ElidedLabel, PlainLabel, plain_tip

CARD = QSize(348, 400)
_CENTER = Qt.AlignmentFlag.AlignHCenter


class FirstRunPage(QWidget):
    """The three cards, by click or by the keys 1, 2, 3.

    Signals:
        demo_wanted: the demo plan.
        workbooks_wanted: a new plan from last period's workbook.
        new_wanted: a new plan without figures.
        open_wanted: a plan from a file; the path, or None to ask for it.
    """

    demo_wanted = Signal()
    workbooks_wanted = Signal()
    new_wanted = Signal()
    open_wanted = Signal(object)

    def __init__(self, recent: Sequence[Path], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("first_run")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(0)
        column.addStretch(3)
        column.addWidget(PlainLabel(self.tr("四半期の目標を、届く数字にする"), "result"), 0, _CENTER)
        column.addSpacing(8)
        said = self.tr("先期の実績を読み、KGI を KPI に分け、メンバーごとの目標シートまで。どこから始めますか。")
        column.addWidget(PlainLabel(said), 0, _CENTER)
        column.addStretch(2)
        column.addLayout(self._cards(recent))
        column.addStretch(2)
        column.addWidget(self._drop_area(), 0, _CENTER)
        column.addSpacing(14)
        column.addWidget(self._promise(), 0, _CENTER)
        column.addStretch(4)

    def show_drop(self, words: str | None) -> None:
        """While files are dragged over the window say what dropping them does; None puts the invitation back."""
        self._drop_text.setText(words or self._invitation)
        self._drop.setProperty("over", "true" if words else "false")
        self._drop.style().polish(self._drop)

    def _cards(self, recent: Sequence[Path]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(24)
        row.addStretch()
        for number, card in enumerate((self._demo_card(), self._workbook_card(), self._open_card(recent)), 1):
            row.addWidget(card)
            shortcut = QShortcut(QKeySequence(str(number)), self)
            shortcut.activated.connect(card.button.click)
        row.addStretch()
        return row

    def _demo_card(self) -> "Card":
        card = Card(1, self.tr("デモプランで試す"), draw_tree, self.tr("デモプランを開く"))
        card.add_text(self.tr("8 人のチーム、先期の実績、今期の半分までが入ったプランを開きます。"))
        card.add_promise(self.tr("何を触っても安全。いつでも元に戻せます"))
        card.make_first()
        card.button.clicked.connect(self.demo_wanted)
        return card

    def _workbook_card(self) -> "Card":
        card = Card(2, self.tr("前期の Excel から始める"), draw_sheet_to_funnel, self.tr("ブックを選ぶ…"))
        card.add_text(self.tr("手元の実績ブックを読み取り、基準の率と今期のひな型を作ります。"))
        card.add_promise(self.tr("列の意味は自動で読み取り、確かめてから保存"))
        card.add_promise(self.tr("読めないセルは止めずに一覧にします"))
        without = card.add_way(self.tr("実績なしで作る…"))
        card.button.clicked.connect(self.workbooks_wanted)
        without.clicked.connect(self.new_wanted)
        return card

    def _open_card(self, recent: Sequence[Path]) -> "Card":
        card = Card(3, self.tr("プランを開く"), None if recent else draw_plans, self.tr("開く…"))
        for path in recent[:5]:
            card.add_plan(path).clicked.connect(lambda _=False, path=path: self.open_wanted.emit(path))
        if not recent:
            card.add_text(self.tr("ほかの人から受け取ったプラン（.isplan）や、控えを開きます。"))
            card.add_promise(self.tr("1 ファイルに計画・実績・履歴のすべて"))
        card.button.clicked.connect(lambda: self.open_wanted.emit(None))
        return card

    def _drop_area(self) -> QFrame:
        self._drop = QFrame()
        self._drop.setProperty("part", "drop")
        self._drop.setFixedSize(3 * CARD.width() + 48, 84)
        self._invitation = self.tr("Excel・CSV・.isplan を、このウィンドウのどこにでもドロップできます")
        self._drop_text = PlainLabel(self._invitation, "section")
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addStretch()
        words.addWidget(self._drop_text)
        words.addWidget(PlainLabel(self.tr("xlsx　xlsm　xls　xlsb　ods　csv　tsv　フォルダーごとでも"), "hint"))
        words.addStretch()
        row = QHBoxLayout(self._drop)
        row.setSpacing(12)
        row.addStretch()
        row.addWidget(IconLabel("file", 20))
        row.addLayout(words)
        row.addStretch()
        return self._drop

    def _promise(self) -> QWidget:
        line = QWidget()
        line.setFixedWidth(3 * CARD.width() + 48)
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch()
        row.addWidget(IconLabel("lock", 14))
        row.addWidget(PlainLabel(self.tr("データはこのパソコンの中だけで扱い、どこにも送りません"), "small"))
        return line


class Card(QFrame):
    """One way to start: a picture, words, and its button at the foot."""

    def __init__(self, number: int, title: str, draw: Draw | None, button: str) -> None:
        super().__init__()
        self.setProperty("part", "card")
        self.setFixedSize(CARD)
        self.button = QPushButton(button)
        self.button.setProperty("form", "large")
        self.button.setToolTip(plain_tip(str(number)))
        self._words = QVBoxLayout()
        self._words.setSpacing(7)
        self._foot = QHBoxLayout()
        self._foot.addWidget(self.button)
        self._foot.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(25, 24, 25, 24)
        column.setSpacing(0)
        if draw is not None:
            column.addWidget(Drawing(draw))
            column.addSpacing(22)
        column.addLayout(_headline(number, title))
        column.addSpacing(10)
        column.addLayout(self._words)
        column.addStretch()
        column.addLayout(self._foot)

    def make_first(self) -> None:
        """Make it the one the eye lands on: the framed card with the only filled button."""
        self.setProperty("chosen", "true")
        self.button.setProperty("kind", "primary")

    def add_text(self, text: str) -> None:
        """A paragraph."""
        paragraph = PlainLabel(text)
        paragraph.setWordWrap(True)
        self._words.addWidget(paragraph)

    def add_promise(self, text: str) -> None:
        """A line with a tick."""
        said = PlainLabel(text, "small")
        said.setWordWrap(True)
        row = QHBoxLayout()
        row.setSpacing(7)
        row.addWidget(IconLabel("check", 14, "ok"), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(said, 1)
        self._words.addLayout(row)

    def add_way(self, words: str) -> QPushButton:
        """A second way, as a text button beside the first."""
        way = QPushButton(words)
        way.setProperty("kind", "text")
        self._foot.insertWidget(1, way)
        return way

    def add_plan(self, path: Path) -> QPushButton:
        """A recent plan; one that is gone cannot be clicked."""
        button = QPushButton()
        button.setFixedHeight(48)
        button.setEnabled(path.is_file())
        button.setAccessibleName(path.stem)
        lines = QVBoxLayout(button)
        lines.setContentsMargins(12, 4, 12, 4)
        lines.setSpacing(0)
        for label in (ElidedLabel(path.stem, "section"), ElidedLabel(str(path.parent), "hint")):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            label.setEnabled(button.isEnabled())
            lines.addWidget(label)
        self._words.addWidget(button)
        return button


def _headline(number: int, title: str) -> QHBoxLayout:
    key = PlainLabel(str(number), "key")
    key.setFixedSize(22, 22)
    key.setAlignment(Qt.AlignmentFlag.AlignCenter)
    row = QHBoxLayout()
    row.setSpacing(10)
    row.addWidget(key)
    row.addWidget(PlainLabel(title, "sentence"), 1)
    return row
