"""LimitsSection: what solving may make of a lever, and how it varies: as actuals say, as judged, or not at all."""

from collections.abc import Sequence
from enum import Enum, auto

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from isplanner.desktop.goal_tree.inspector.folding import FoldingSection
from isplanner.desktop.goal_tree.inspector.sight import Sight
from isplanner.desktop.goal_tree.what_if import levers_of
from isplanner.desktop.widgets.number_edit import NumberEdit
from isplanner.desktop.widgets.plain_label import PlainLabel
from isplanner.desktop.widgets.segments import Segments
from isplanner.plan.judgement import Judgement
from isplanner.plan.metric import Metric
from isplanner.store import edits

_AROUND = (0.8, 1.0, 1.25)
"""What is offered as low, likely and high of a lever of which nothing is known but its value."""


class Chance(Enum):
    """How a lever varies."""

    ACTUALS = auto()
    JUDGED = auto()
    FIXED = auto()


class LimitsSection(FoldingSection):
    """範囲とばらつき."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("limits", self.tr("範囲とばらつき"), parent)
        self._sight: Sight | None = None
        self._fields: _Fields | None = None
        self.chance = Segments(self.tr("ばらつき"))
        self.chance.chosen.connect(self._on_chosen)
        self.hint = PlainLabel("", "hint")
        self.hint.setWordWrap(True)
        self.inside.addWidget(self.chance, 0, Qt.AlignmentFlag.AlignLeft)
        self.inside.addWidget(self.hint)

    @property
    def fields(self) -> "_Fields":
        """The number fields; there are some once a node was shown."""
        assert self._fields is not None
        return self._fields

    @override
    def show_node(self, sight: Sight) -> None:
        self._sight = sight
        self.setVisible(bool(levers_of(sight.plan, sight.key)))
        if self._fields is None or self._fields.counts != sight.metric:
            self._build(sight.metric)
        node, judgement = sight.node, sight.plan.judgements.get(sight.key)
        self.fields.show_bounds(node.low, node.high)
        is_lever = node.formula is None
        self.chance.setVisible(is_lever)
        self.hint.setText(self._hint(is_lever=is_lever, judgement=judgement))
        choices = [
            (Chance.ACTUALS, self.tr("実績から")),
            (Chance.JUDGED, self.tr("見立て")),
            (Chance.FIXED, self.tr("固定")),
        ]
        taken = Chance.ACTUALS if judgement is None else Chance.FIXED if judgement.is_fixed else Chance.JUDGED
        self.chance.show_choices(choices, taken)
        self.fields.show_judgement(judgement)

    def _hint(self, *, is_lever: bool, judgement: Judgement | None) -> str:
        if not is_lever:
            return self.tr("ばらつきは、もとのレバー（チャネルごとの値）で決めます。範囲は逆算で守られます。")
        if judgement is None:
            return self.tr("実績の月ごとの動きから見積もります。範囲は逆算で守られます。")
        if judgement.is_fixed:
            return self.tr("値はばらつかないものとして試算します。")
        return self.tr("10 回に 1 回は低めを下回り、10 回に 1 回は高めを上回るものとして試算します。")

    def _build(self, metric: Metric) -> None:
        if self._fields is not None:
            self.inside.removeWidget(self._fields)
            self._fields.hide()
            self._fields.deleteLater()
        self._fields = fields = _Fields(metric)
        for field in (fields.low, fields.high):
            field.committed.connect(self._on_bound_committed)
        for field in fields.judged:
            field.committed.connect(self._on_judged)
        fields.free.clicked.connect(lambda: self._set_bounds(None, None))
        self.inside.insertWidget(0, fields)

    def _on_bound_committed(self) -> None:
        low, high = self.fields.low, self.fields.high
        # The one just typed is not shown as the field's value yet: it is the plan's that comes back.
        values = [field.typed if field.typed is not None else field.value for field in (low, high)]
        self._set_bounds(values[0], values[1])

    def _set_bounds(self, low: float | None, high: float | None) -> None:
        if self._sight is not None:
            self.edited.emit(edits.set_bounds(self._sight.key, low, high))

    def _on_judged(self) -> None:
        values = [field.typed if field.typed is not None else field.value for field in self.fields.judged]
        if self._sight is not None and all(value is not None for value in values):
            self._judge(values)

    def _judge(self, values: Sequence[float | None]) -> None:
        low, likely, high = sorted(value for value in values if value is not None)
        assert self._sight is not None
        self.edited.emit(edits.set_judgements({self._sight.key: Judgement(low, likely, high)}))

    def _on_chosen(self, chance: Chance) -> None:
        sight = self._sight
        if sight is None:
            return
        band = self._known(sight)
        if chance is Chance.ACTUALS:
            self.edited.emit(edits.set_judgements({sight.key: None}))
        elif band is None:
            self.show_node(sight)  # there is no value yet to vary around
        elif chance is Chance.FIXED:
            self._judge((band[1],) * 3)
        else:
            self._judge(band)

    def _known(self, sight: Sight) -> tuple[float, float, float] | None:
        """Low, likely and high as they stand: what actuals say around the value, else a part of it."""
        answer, judgement = sight.answer, sight.plan.judgements.get(sight.key)
        value = answer.projection.values.get(sight.key) if answer else None
        likely = judgement.likely if judgement else sight.target if value is None else value
        if likely is None:
            return None
        estimate = answer.estimates.levers.get(sight.key) if answer and judgement is None else None
        if estimate is not None and estimate.mean > 0:
            low, high = (likely * end / estimate.mean for end in estimate.band)
        else:
            low, high = likely * _AROUND[0], likely * _AROUND[2]
        return (low, likely, min(high, 1.0) if sight.metric.is_share else high)


class Field(NumberEdit):
    """A number field that tells what was typed before the plan has it. Emptying it says nothing."""

    def __init__(self, metric: Metric, name: str) -> None:
        super().__init__(metric)
        self.setAccessibleName(name)
        self.typed: float | None = None
        self.committed.connect(self._on_committed)

    @override
    def show_value(self, value: float | None) -> None:
        self.typed = None
        super().show_value(value)

    def _on_committed(self, value: float) -> None:
        self.typed = value


class _Fields(QWidget):
    """Low and high that solving keeps to, and low, likely, high of a judgement."""

    def __init__(self, metric: Metric) -> None:
        super().__init__()
        self.counts = metric
        self.low, self.high = Field(metric, self.tr("下限")), Field(metric, self.tr("上限"))
        names = (self.tr("低め（P10）"), self.tr("ありそうな値"), self.tr("高め（P90）"))
        self.judged = tuple(Field(metric, name) for name in names)
        self.free = QPushButton(self.tr("外す"))
        self.free.setProperty("kind", "text")
        bounds = QHBoxLayout()
        bounds.setSpacing(6)
        bounds.addWidget(PlainLabel(self.tr("範囲"), "label"))
        bounds.addWidget(self.low, 1)
        bounds.addWidget(PlainLabel("–", "label"))
        bounds.addWidget(self.high, 1)
        bounds.addWidget(self.free)
        self._judgement = QWidget()
        row = QHBoxLayout(self._judgement)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for name, field in zip(names, self.judged, strict=True):
            cell = QVBoxLayout()
            cell.setSpacing(2)
            cell.addWidget(PlainLabel(name, "label"))
            cell.addWidget(field)
            row.addLayout(cell, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(bounds)
        column.addWidget(self._judgement)

    def show_bounds(self, low: float | None, high: float | None) -> None:
        self.low.show_value(low)
        self.high.show_value(high)
        self.free.setEnabled(low is not None or high is not None)

    def show_judgement(self, judgement: Judgement | None) -> None:
        is_judged = judgement is not None and not judgement.is_fixed
        self._judgement.setVisible(is_judged)
        values = (judgement.low, judgement.likely, judgement.high) if judgement and is_judged else (None,) * 3
        for field, value in zip(self.judged, values, strict=True):
            field.show_value(value)
