"""FunnelBar: which channel is looked at, which scenario is worked in."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from isplanner.desktop.icons import icon
from isplanner.desktop.language import language
from isplanner.desktop.widgets.plain_label import PlainLabel, plain_tip
from isplanner.desktop.widgets.segments import Segments
from isplanner.text.names import channel_name

if TYPE_CHECKING:
    from isplanner.plan.plan import Plan

HEIGHT = 40
MOST_SCENARIOS = 5
_DIFFERS = "●"


class FunnelBar(QFrame):
    """The line over the workspace.

    Signals:
        channel_chosen: a channel's key, None for the whole plan.
        scenario_chosen: a scenario's id.
        copy_wanted: the user asks for a new scenario with the present settings.
        comparing_turned: whether scenarios are to be shown side by side.
        solving_turned: whether proposals (逆算) are to be shown.
    """

    channel_chosen = Signal(object)
    scenario_chosen = Signal(object)
    copy_wanted = Signal()
    comparing_turned = Signal(bool)
    solving_turned = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("part", "tool_bar")
        self.setFixedHeight(HEIGHT)
        self.channels = Segments(self.tr("チャネル"))
        self.channels.chosen.connect(self.channel_chosen)
        self._label = PlainLabel(self.tr("シナリオ"), "label")
        self.scenarios = Segments(self.tr("シナリオ"))
        self._names: dict[int, str] = {}
        self._chosen = 0
        self._differs = False
        self.scenarios.chosen.connect(self.scenario_chosen)
        self.copy = QPushButton(self.tr("いまの設定から新規"))
        self.copy.setToolTip(plain_tip(self.tr("いまのレバーの設定を写した、新しいシナリオを作ります。")))
        self.copy.clicked.connect(self.copy_wanted)
        self.compare = QPushButton(self.tr("比較"))
        self.compare.setCheckable(True)
        self.compare.setToolTip(plain_tip(self.tr("シナリオを表に並べ、分布を重ねて見ます。")))
        self.compare.toggled.connect(self.comparing_turned)
        self.solve = QPushButton(self.tr("逆算"))
        self.solve.setCheckable(True)
        self.solve.setToolTip(plain_tip(self.tr("KGI の目標から、各レバーに必要な値を求めます。")))
        self.solve.toggled.connect(self._on_solve_toggled)
        self.solve.setChecked(True)
        self.export = QPushButton(icon("download"), "")
        self.export.setAccessibleName(self.tr("書き出し"))
        self.export.setToolTip(plain_tip(self.tr("画像やシナリオの比較を書き出します。")))
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(8)
        row.addWidget(self.channels)
        row.addStretch()
        for widget in (self._label, self.scenarios, self.compare, self.copy, self.export, self.solve):
            row.addWidget(widget)

    def show_plan(self, plan: "Plan", channel: str | None) -> None:
        """Show the plan's channels and scenarios."""
        tabs = [(key, channel_name(one, language())) for key, one in plan.channels.items()]
        self.channels.show_choices([(None, self.tr("全体")), *tabs], channel)
        self._names, self._chosen = {one.id: one.name for one in plan.scenarios}, plan.scenario
        self._show_scenarios()
        # More of them stand in the table and in the ribbon's list.
        for widget in (self._label, self.scenarios):
            widget.setVisible(len(plan.scenarios) <= MOST_SCENARIOS)

    def show_differing(self, *, differs: bool) -> None:
        """Mark the chosen scenario where its settings are not the targets."""
        self._differs = differs
        self._show_scenarios()

    def _show_scenarios(self) -> None:
        is_marked = {one: self._differs and one == self._chosen for one in self._names}
        words = [(one, f"{name} {_DIFFERS}" if is_marked[one] else name) for one, name in self._names.items()]
        self.scenarios.show_choices(words, self._chosen)
        for one in self._names:
            tip = self.tr("● この設定は、いまの目標と違います。") if is_marked[one] else ""
            self.scenarios.button(one).setToolTip(plain_tip(tip))

    def show_solving(self, *, is_on: bool) -> None:
        """Show whether proposals are shown."""
        self.solve.setChecked(is_on)

    def _on_solve_toggled(self, is_on: bool) -> None:
        # While proposals are shown, their own first button is the next step.
        self.solve.setProperty("kind", "" if is_on else "primary")
        self.solve.style().polish(self.solve)
        self.solving_turned.emit(is_on)
