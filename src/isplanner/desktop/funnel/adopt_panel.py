"""AdoptPanel: what making this setting the target would change, and the button that does it."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from isplanner.desktop.funnel.reading import Reading, difference, is_behind
from isplanner.desktop.funnel.shape import lever_keys
from isplanner.desktop.language import language
from isplanner.desktop.widgets.plain_label import PlainLabel, plain_tip
from isplanner.plan.scope import NodeKey
from isplanner.text.numbers import MoneyUnit, format_number, write_difference, write_value


class AdoptPanel(QFrame):
    """The next step of this screen.

    Signals:
        adopted: the user wants the setting as targets.
    """

    adopted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("part", "foot")
        self._facts = [(PlainLabel(words, "label"), PlainLabel("", "heading")) for words in self._questions()]
        self.note = PlainLabel("", "small")
        self.note.setWordWrap(True)
        self.button = QPushButton(self.tr("この設定を目標にする"))
        self.button.setProperty("kind", "primary")
        self.button.setToolTip(
            plain_tip(self.tr("すべての指標の目標を、この設定で計算した値にします。1 回の操作で元に戻せます。"))
        )
        self.button.clicked.connect(self.adopted)
        self._arrange()

    @property
    def is_adopted(self) -> bool:
        """Whether the targets are those of the setting."""
        return not self.button.isEnabled()

    def show_reading(self, reading: Reading, targets: Mapping[NodeKey, float], money: MoneyUnit) -> None:
        """Show the stored plan, and what its targets would become."""
        if reading.root is None:
            return
        changed = [key for key, value in targets.items() if reading.target(key) != value]
        keys = lever_keys(reading.plan.tree, None)
        moved = sum(reading.value(key) != reading.baseline(key) for key in keys)
        metric = reading.metric(reading.root)
        target = write_value(reading.target(reading.root), metric, language(), money)
        now = write_value(reading.now.kgi, metric, language(), money)
        answers = (
            f"{target.number} → {now.number} {now.unit}",
            self.tr("{count} 本").format(count=moved),
            self.tr("{count} 件").format(count=len(changed)),
        )
        for (_, label), words in zip(self._facts, answers, strict=True):
            label.setText(words)
        self.button.setEnabled(bool(changed))
        self.note.setText(self._advice(reading, is_adopted=not changed, money=money) + self._of_hires(reading))

    def _advice(self, reading: Reading, *, is_adopted: bool, money: MoneyUnit) -> str:
        assert reading.root is not None
        metric = reading.metric(reading.root)
        gap = difference(reading.now.kgi, reading.goal)
        if is_adopted:
            return self.tr("いまの目標は、この設定のとおりです。")
        if gap is not None and is_behind(round(gap), metric):
            short = write_difference(abs(gap), metric, language(), money)
            return self.tr(
                "期間全体をこの設定で動いても {gap} 届きません。指標の目標はこの設定の値に下がり、"
                "KGI に決めた目標 {goal} はそのまま残ります。"
            ).format(
                gap=f"{short.number.lstrip('+')} {short.unit}".strip(),
                goal=write_value(reading.goal, metric, language(), money),
            )
        return self.tr("KGI から各レバーまで、すべての指標の目標が、期間全体をこの設定で動いたときの値になります。")

    def _of_hires(self, reading: Reading) -> str:
        """That targets are shared out over members only."""
        hired = reading.plan.chosen.headcount.hired
        words = self.tr("採用予定の {people} 人はまだメンバーではないので、メンバーに加わるまで目標は配分されません。")
        return words.format(people=format_number(hired, None)) if hired else ""

    def _questions(self) -> tuple[str, str, str]:
        kgi = self.tr("期間全体での KGI（いま → 採用後）")
        return kgi, self.tr("基準から動かしたレバー"), self.tr("目標が変わる指標")

    def _arrange(self) -> None:
        facts = QGridLayout()
        facts.setHorizontalSpacing(24)
        facts.setVerticalSpacing(2)
        for place, (words, number) in enumerate(self._facts):
            facts.addWidget(words, 0, place)
            facts.addWidget(number, 1, place)
        facts.setColumnStretch(len(self._facts), 1)
        head = QHBoxLayout()
        head.addWidget(PlainLabel(self.tr("目標にする"), "section"))
        head.addStretch()
        head.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addLayout(head)
        column.addLayout(facts)
        column.addWidget(self.note)
