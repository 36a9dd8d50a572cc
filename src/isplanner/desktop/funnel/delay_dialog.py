"""DelayDialog: how long a stage takes to the next, by month, and what comes in from before the period."""

from collections.abc import Callable, Mapping, Sequence
from math import fsum, isclose
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from isplanner.desktop.background import LatestRunner
from isplanner.desktop.funnel.open_field import OpenField
from isplanner.desktop.funnel.share_fields import ShareFields
from isplanner.desktop.language import language
from isplanner.desktop.widgets.plain_label import PlainLabel, plain_tip
from isplanner.plan.delay import AT_ONCE, Shares
from isplanner.plan.problem import PlanError, Problem
from isplanner.text.dates import format_month
from isplanner.text.names import channel_name, metric_name
from isplanner.text.numbers import format_number, format_rate
from isplanner.text.problems import describe_problem

if TYPE_CHECKING:
    from isplanner.jobs.carry_in import CarryIn
    from isplanner.jobs.delays import Delay
    from isplanner.plan.period import Span
    from isplanner.plan.plan import Plan
    from isplanner.plan.scope import NodeKey
    from isplanner.store.edits import Edit

    CarryInOf = Callable[[Plan, Sequence[Delay]], Callable[[], CarryIn | None]]
    Values = Mapping[NodeKey, float | None]

_WIDTH = 500
_LINES = 54
"""Room for three lines, so that nothing jumps while shares are typed."""
_SAME = 1e-9
_NAMED = 3


class DelayDialog(QDialog):
    """One stage in one channel, or in all of them.

    `carry_in_of` gives the work that reads what comes into a plan from before its period; a worker runs it. By `values`
    what is open at the start is shared out over channels.
    """

    def __init__(
        self,
        parent: QWidget,
        plan: "Plan",
        place: "tuple[str | None, str | None]",
        values: "Values",
        carry_in_of: "CarryInOf",
    ) -> None:
        from isplanner.jobs.delays import stages

        super().__init__(parent)
        self._plan, self._values, self._carry_in_of = plan, values, carry_in_of
        stage, channel = place
        self.edit: Edit | None = None
        self._is_complete = False
        self._stages = stages(plan)
        self.setWindowTitle(self.tr("段階のあいだの期間"))
        self.setMinimumWidth(_WIDTH)
        self._runner = LatestRunner(self)
        self._runner.finished.connect(self._show_carried)
        self.finished.connect(self._runner.close)
        self.stages, self.channels = QComboBox(), QComboBox()
        self.stages.setAccessibleName(self.tr("段階"))
        self.channels.setAccessibleName(self.tr("チャネル"))
        self.shares, self.waiting = ShareFields(), OpenField()
        self.sum, self.carried = PlainLabel("", "ok"), PlainLabel("", "small")
        self.notes = PlainLabel("", "hint")
        for label in (self.carried, self.notes):
            label.setWordWrap(True)
        self.carried.setMinimumHeight(_LINES)
        self.carried.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._arrange()
        self.stages.addItems([" → ".join(self._names(metric).values()) for metric in self._stages])
        if stage in self._stages:
            self.stages.setCurrentIndex(self._stages.index(stage))
        self._show_channels(channel)
        self.stages.currentIndexChanged.connect(lambda _: self._show_channels(self._channel))
        self.channels.currentIndexChanged.connect(self._show_stored)
        self.shares.changed.connect(self._show_sum)
        self.waiting.changed.connect(self._show_sum)

    @property
    def _stage(self) -> str:
        return self._stages[self.stages.currentIndex()]

    @property
    def _channel(self) -> str | None:
        found = self.channels.currentData()
        return None if found is None else str(found)

    def _names(self, metric: str | None = None) -> dict[str, str]:
        """What a stage, or the one chosen, and the one before it are called."""
        from isplanner.jobs.delays import delays

        stage = delays(self._plan, metric or self._stage)[0]
        nodes = {"count": stage.count, "stage": stage.node}
        return {gap: metric_name(self._plan.metrics[node.metric], language()) for gap, node in nodes.items()}

    def _show_channels(self, wanted: str | None) -> None:
        """Offer the channels in which the stage can take its time."""
        from isplanner.jobs.delays import delays

        self.channels.blockSignals(True)
        self.channels.clear()
        self.channels.addItem(self.tr("すべてのチャネル"), None)
        for delay in delays(self._plan, self._stage):
            if delay.node.channel is not None:
                name = channel_name(self._plan.channels[delay.node.channel], language())
                self.channels.addItem(name, delay.node.channel)
        self.channels.setCurrentIndex(max(0, self.channels.findData(wanted)))
        self.channels.setEnabled(self.channels.count() > 1)
        self.channels.blockSignals(False)
        self._show_stored()

    def _show_stored(self) -> None:
        """Show how long it takes in the plan, and what is open at its start."""
        from isplanner.jobs.carry_in import typed_count

        ways = self._ways()
        self.shares.show_shares(ways[0] if len(ways) == 1 else ())
        self.waiting.show_count(self._names()["count"], typed_count(self._plan, self._counts()))
        self.take_out.setEnabled(ways != [AT_ONCE])
        self._show_notes(is_mixed=len(ways) > 1)
        self._show_sum()

    def _delays(self) -> "list[Delay]":
        from isplanner.jobs.delays import delays

        return [one for one in delays(self._plan, self._stage) if self._channel in {None, one.node.channel}]

    def _ways(self) -> "list[Shares]":
        return list(dict.fromkeys(one.shares for one in self._delays()))

    def _counts(self) -> "list[NodeKey]":
        return [one.count for one in self._delays()]

    def _show_notes(self, *, is_mixed: bool) -> None:
        from isplanner.jobs.delays import left_alone

        notes = [self.tr("チャネルごとに期間が違います。入れると、すべて同じになります。")] if is_mixed else []
        if self._channel is not None and self.channels.count() > 2:
            words = self.tr("チャネルで期間が違うあいだ、全体の率は 期間の{stage} ÷ 期間の{count} です。")
            notes.append(words.format(**self._names()))
        alone = left_alone(self._plan, self._stage) if self._channel is None else ()
        if alone:
            names = [channel_name(self._plan.channels[node.channel or ""], language()) for node in alone]
            words = self.tr("{channels} は式が「件数 × 率」ではないため、そのままにします。")
            notes.append(words.format(channels=self.tr("、").join(names)))
        self.notes.setText("\n".join(notes))
        self.notes.setVisible(bool(notes))

    def _show_sum(self) -> None:
        """Say what the shares add up to; and once they are all, what comes in by them."""
        self._is_complete = False
        self._tell("")
        try:
            shares, plan = self.shares.shares, self._plan_as_typed()
        except PlanError as error:
            self.sum.setText("")
            self._say(error.problem)
            return
        total = fsum(shares)
        is_all = isclose(total, 1.0, abs_tol=_SAME)
        self.sum.setText(self._sum_words(total, is_all=is_all))
        self.sum.set_role("ok" if is_all else "bad")
        if is_all:
            self._is_complete = True
            self._runner.submit(self._carry_in_of(plan, self._changed(shares)))

    def _changed(self, shares: "Sequence[float]") -> "tuple[Delay, ...]":
        from isplanner.jobs.delays import changed_delays

        return changed_delays(self._plan, self._stage, shares, self._channel)

    def _plan_as_typed(self) -> "Plan":
        """The plan with what is typed to be open at its start; each channel keeps its own while their sum stays."""
        from isplanner.jobs.carry_in import typed_count, with_open

        count, counts = self.waiting.count, self._counts()
        if count == typed_count(self._plan, counts):
            return self._plan
        return with_open(self._plan, counts, count, self._values)

    def _say(self, problem: Problem) -> None:
        self._tell(describe_problem(problem, self._plan, language()), "bad")

    def _tell(self, words: str, role: str = "small") -> None:
        self.carried.setText(words)
        self.carried.set_role(role)
        self._column.activate()
        self.resize(self.width(), max(self.height(), self._column.totalHeightForWidth(self.width())))

    def _sum_words(self, total: float, *, is_all: bool) -> str:
        written = format_rate(round(total, 6), None)
        if is_all:
            return self.tr("合計 {sum}").format(sum=written)
        if total < 1:
            return self.tr("合計 {sum}（あと {rest}）").format(sum=written, rest=format_rate(round(1 - total, 6), None))
        return self.tr("合計 {sum}（{rest} 多い）").format(sum=written, rest=format_rate(round(total - 1, 6), None))

    def _show_carried(self, found: "CarryIn | None") -> None:
        """Say what was begun before the period and comes into it."""
        if not self._is_complete:
            return
        if found is None:
            self._tell(self.tr("すべて同じ月に決まるので、計画期間より前からの持ち込みはありません。"))
            return
        known = [month for month in found.months if month not in found.missing]
        gaps = self._names() | {
            "months": self._months(known),
            "missing": self._months(found.missing),
            "first": format_month(self._plan.months[0], self._plan.rule, language()),
            "begun": format_number(found.begun),
            "comes": format_number(found.comes),
            "made": format_number(found.made, 1),
            "unused": format_number(found.unused, None),
        }
        words = []
        if found.typed and found.typed == found.begun:
            said = self.tr("期首に結果待ちの{count} {begun} 件のうち {comes} 件が、期間のうちに決まります。")
            words.append(said.format(**gaps))
        elif known:
            said = self.tr("{months} の{count} {begun} 件のうち {comes} 件が、{first}以降に決まります。")
            words.append(said.format(**gaps))
        if words and found.made is not None:
            words.append(self.tr("その{stage}は {made} 件の見込みで、計画に入れています。").format(**gaps))
        if found.unused:
            said = self.tr("入れた {unused} 件は、実績があるため使っていません。")
            words.append(said.format(**gaps))
        if found.missing:
            words.append(self.tr("{missing} の実績がないため、その分の持ち込みは 0 件としています。").format(**gaps))
        self._tell("".join(words) if language() == "ja" else " ".join(words))

    def _months(self, months: "Sequence[Span]") -> str:
        """8月・9月; from four on, the first and the last."""
        names = [format_month(month, self._plan.rule, language()) for month in months]
        if len(names) > _NAMED:
            return self.tr("{first}～{last}").format(first=names[0], last=names[-1])
        return self.tr("・").join(names)

    def _take(self, shares: Sequence[float] | None = None) -> None:
        """Take what is typed, or these shares."""
        from isplanner.jobs.carry_in import timing_edit

        try:
            kept = self.shares.shares if shares is None else shares
            count = self.waiting.count if shares is None else None
            self.edit = timing_edit(self._plan, self._changed(kept), count, self._values)
        except PlanError as error:
            self._say(error.problem)
        else:
            self.accept()

    def _arrange(self) -> None:
        about = PlainLabel(
            self.tr("前の段階の件数が、何か月後に次の段階へ決まるかの割合です。率そのものは変わりません。"), "hint"
        )
        about.setWordWrap(True)
        head = QGridLayout()
        head.setHorizontalSpacing(12)
        head.setColumnStretch(1, 1)
        for row, box in enumerate((self.stages, self.channels)):
            head.addWidget(PlainLabel(box.accessibleName(), "small"), row, 0)
            head.addWidget(box, row, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.take_out = QPushButton(self.tr("期間なしにする"))
        self.take_out.setToolTip(plain_tip(self.tr("すべて同じ月に決まる、もとの式に戻します。")))
        self.take_out.setAutoDefault(False)
        self.take_out.clicked.connect(lambda: self._take(AT_ONCE))
        buttons.addButton(self.take_out, QDialogButtonBox.ButtonRole.ResetRole)
        self.set = buttons.addButton(self.tr("この期間にする"), QDialogButtonBox.ButtonRole.ActionRole)
        self.set.setProperty("kind", "primary")
        self.set.setDefault(True)
        self.set.clicked.connect(lambda _: self._take())
        buttons.rejected.connect(self.reject)
        line = QHBoxLayout()
        line.addWidget(PlainLabel(self.tr("決まる割合"), "section"))
        line.addStretch()
        line.addWidget(self.sum, 0, Qt.AlignmentFlag.AlignRight)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        column.addWidget(about)
        column.addLayout(head)
        column.addLayout(line)
        for part in (self.shares, self.waiting, self.carried, self.notes, buttons):
            column.addWidget(part)
