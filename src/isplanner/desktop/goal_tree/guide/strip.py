"""GuideStrip: the three steps in the tool bar: which are done, and how it goes on."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QWidget

from isplanner.desktop.widgets.plain_label import PlainLabel, plain_tip
from isplanner.jobs.guide_steps import Stage, Steps

_NUMBERS = {Stage.KGI: "①", Stage.FACTORS: "②", Stage.KPIS: "③"}


class GuideStrip(QWidget):
    """✓ KGI — ✓ 要因 — ③ KPI 7 / 8 に目標あり 続ける. A step that is done can be gone through again.

    Signals:
        wanted: a Stage that the user goes on with.
    """

    wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._current: Stage | None = None
        self.stages = {stage: QToolButton() for stage in Stage}
        self.progress = PlainLabel("", "small")
        self.go_on = QPushButton(self.tr("続ける"))
        self.go_on.setProperty("kind", "text")
        self.go_on.clicked.connect(lambda _=False: self.wanted.emit(self._current))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        for stage, button in self.stages.items():
            button.setProperty("form", "step")
            button.clicked.connect(lambda _=False, stage=stage: self.wanted.emit(stage))
            if stage is not Stage.KGI:
                row.addWidget(PlainLabel("―", "hint"))
            row.addWidget(button)
        row.addSpacing(4)
        row.addWidget(self.progress)
        row.addWidget(self.go_on)

    def take_focus(self) -> None:
        """Have the keys where it goes on; where all is done, at the first step."""
        first = self.go_on if self.go_on.isVisible() else self.stages[Stage.KGI]
        first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_steps(self, steps: Steps, without_target: str) -> None:
        """Show how far a plan is, and the names of what has no target yet."""
        self._current = steps.current
        names = {Stage.KGI: self.tr("KGI"), Stage.FACTORS: self.tr("要因"), Stage.KPIS: self.tr("KPI")}
        tips = {
            Stage.KGI: self.tr("何を、いくらにするかを決めます。"),
            Stage.FACTORS: self.tr("KGI が何から成り立つかを決めます。"),
            Stage.KPIS: self.tr("KGI に届く値を逆算し、すべての指標の目標にします。"),
        }
        for stage, button in self.stages.items():
            is_done = stage in steps.done
            button.setText(f"{'✓' if is_done else _NUMBERS[stage]} {names[stage]}")
            state = "done" if is_done else "now" if stage is steps.current else "later"
            if button.property("state") != state:
                button.setProperty("state", state)
                button.style().unpolish(button)
                button.style().polish(button)
            said = self.tr("済み") if is_done else self.tr("まだ")
            number = list(Stage).index(stage) + 1
            name = self.tr("手順 {number} {name}：{said}").format(number=number, name=names[stage], said=said)
            button.setAccessibleName(name)
            button.setToolTip(plain_tip(tips[stage]))
        done = steps.kpis - len(steps.without_target)
        self.progress.setText(
            self.tr("{done} / {all} に目標あり").format(done=done, all=steps.kpis) if steps.kpis else ""
        )
        lacking = self.tr("目標がまだないもの：{names}").format(names=without_target) if without_target else ""
        self.progress.setToolTip(plain_tip(lacking))
        self.go_on.setVisible(steps.current is not None)
        if steps.current is not None:
            words = self.tr("続ける：{step}").format(step=names[steps.current])
            self.go_on.setAccessibleName(words)
            self.go_on.setToolTip(plain_tip(tips[steps.current]))
