"""The sections of the inspector that only show: the node's numbers, its definition, how its target agrees."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QWidget

from isplanner.desktop.language import language
from isplanner.desktop.widgets.plain_label import PlainLabel
from isplanner.desktop.widgets.sections import NumberBox, Section
from isplanner.plan.formula import NameTable, format_formula
from isplanner.plan.metric import Metric
from isplanner.plan.plan import Plan
from isplanner.plan.scope import NodeKey
from isplanner.text.names import channel_name, metric_definition, metric_name
from isplanner.text.numbers import MoneyUnit, format_number, write_difference, write_value

if TYPE_CHECKING:
    from isplanner.jobs.answer import Answer


class NumbersSection(Section):
    """The node's name and its four numbers, never mixed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.title.set_role("heading")
        self.scope = PlainLabel("", "chip")
        self.title_row.addWidget(self.scope)
        self.target = NumberBox(self.tr("目標"))
        self.value = NumberBox(self.tr("値"))
        self.baseline = NumberBox(self.tr("基準"))
        self.forecast = NumberBox(self.tr("着地見込み"))
        self.gap = PlainLabel("", "small")
        self.distance = PlainLabel("", "small")
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(8)
        for place, box in enumerate((self.target, self.value, self.baseline, self.forecast)):
            grid.addWidget(box, place // 2, place % 2)
        self.column.addLayout(grid)
        self.column.addWidget(self.gap)
        self.column.addWidget(self.distance)

    def show_node(self, plan: Plan, answer: "Answer | None", key: NodeKey, money: MoneyUnit) -> None:
        """Show the numbers of a node."""
        metric, target = plan.metrics[key.metric], plan.targets.get(key)
        aim = target.value if target else None
        value = answer.projection.values.get(key) if answer else None
        base = answer.baseline.values.get(key) if answer else None
        self.title.setText(metric_name(metric, language()))
        channel = plan.channels.get(key.channel or "")
        self.scope.setText(channel_name(channel, language(), short=True) if channel else self.tr("全体"))
        one = answer.forecasts.get(key) if answer else None
        outlook = one.forecast if one else None
        boxes = ((self.target, aim), (self.value, value), (self.baseline, base), (self.forecast, outlook))
        for box, number in boxes:
            box.show_number(
                write_value(number, metric, language(), money), str(write_value(number, metric, language()))
            )
        self._compare(self.gap, self.tr("目標との差"), aim, value if outlook is None else outlook, metric)
        self._compare(self.distance, self.tr("基準から目標まで"), base, aim, metric)

    def _compare(self, label: PlainLabel, words: str, start: float | None, end: float | None, metric: Metric) -> None:
        label.setVisible(start is not None and end is not None)
        if start is None or end is None:
            return
        difference = str(write_difference(end - start, metric, language()))
        percent = (
            "" if metric.is_share or not start else f" ({format_number((end / start - 1) * 100, 1, signed=True)}%)"
        )
        label.setText(f"{words}　{difference}{percent}")


class AgreementSection(Section):
    """Whether the node's target is what its formula makes of the other targets, and if not, by how much."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("目標と数式"), parent)
        self.lines = PlainLabel("", "small")
        self.lines.setWordWrap(True)
        self.column.addWidget(self.lines)

    def show_node(self, plan: Plan, key: NodeKey, money: MoneyUnit) -> None:
        """Show how a node's target agrees; nothing for a lever, or while targets are missing."""
        from isplanner.analysis.agree import agreements

        found, metric, names = agreements(plan, key), plan.metrics[key.metric], NameTable.of(plan)
        self.setVisible(bool(found))
        differing = [one for one in found if not one.is_kept]
        words = self.tr("{formula} の目標からは {implied} になります。目標は {target} で、差は {difference} です。")
        self.lines.setText(
            "\n".join(
                words.format(
                    formula=format_formula(one.formula, names, language()),
                    implied=write_value(one.implied, metric, language(), money),
                    target=write_value(one.target, metric, language(), money),
                    difference=write_difference(one.target - one.implied, metric, language()),
                )
                for one in differing
            )
            or self.tr("✓ ほかの指標の目標から計算した値と同じです。")
        )
        self.lines.set_role("warn" if differing else "small")


class DefinitionSection(Section):
    """What exactly is counted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("定義"), parent)
        self.words = PlainLabel("", "small")
        self.words.setWordWrap(True)
        self.column.addWidget(self.words)

    def show_node(self, plan: Plan, key: NodeKey) -> None:
        """Show the definition of a node's metric."""
        definition = metric_definition(plan.metrics[key.metric], language())
        self.words.setText(definition or self.tr("定義はまだありません。"))
