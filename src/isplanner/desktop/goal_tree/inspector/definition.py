"""DefinitionSection: what exactly is counted, where its numbers come from, and who agreed to that when."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QWidget
from typing_extensions import override

from isplanner.desktop.goal_tree.inspector.agreements import AgreementChips
from isplanner.desktop.goal_tree.inspector.folding import FoldingSection
from isplanner.desktop.goal_tree.inspector.sight import Sight
from isplanner.desktop.goal_tree.inspector.text_field import TextField
from isplanner.desktop.goal_tree.mend_words import Place
from isplanner.desktop.language import language
from isplanner.desktop.widgets.day_edit import DayEdit
from isplanner.desktop.widgets.plain_label import PlainLabel
from isplanner.plan.definition import redefined
from isplanner.plan.metric import Metric
from isplanner.store import edits
from isplanner.text.names import metric_definition

if TYPE_CHECKING:
    from datetime import date

_UNIT_WIDTH = 56


class DefinitionSection(FoldingSection):
    """定義と合意, all of it to be typed over in place."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("definition", self.tr("定義と合意"), parent)
        self._sight: Sight | None = None
        self.words = TextField(self.tr("定義"), self.tr("何を 1 件と数えるか"))
        self.conditions = TextField(self.tr("計上条件"), self.tr("計上条件（数えるもの、数えないもの）"))
        self.source = QLineEdit()
        self.source.setAccessibleName(self.tr("実績の出どころ"))
        self.source.setProperty("form", "in_place")
        self.source.setPlaceholderText(self.tr("例：SFA の商談レポート"))
        self.unit = QLineEdit()
        self.unit.setAccessibleName(self.tr("単位"))
        self.unit.setFixedWidth(_UNIT_WIDTH)
        self.since = DayEdit()
        self.since.setAccessibleName(self.tr("この定義で数え始めた日"))
        self.since.setPlaceholderText(self.tr("はじめから"))
        self.agreements = AgreementChips()
        self.shared = PlainLabel(self.tr("定義は、この指標のすべてのチャネルに共通です。"), "hint")
        self.shared.setWordWrap(True)
        self._arrange()
        self.words.committed.connect(self._on_words_committed)
        self.conditions.committed.connect(self._on_conditions_committed)
        self.source.editingFinished.connect(lambda: self._set(source=self.source.text().strip()))
        self.unit.editingFinished.connect(self._on_unit_typed)
        self.since.committed.connect(lambda day: self._set(since=day))
        self.agreements.changed.connect(lambda agreed: self._set(agreements=agreed))

    @override
    def show_node(self, sight: Sight) -> None:
        self._sight = sight
        metric = sight.metric
        self.words.show_text(metric_definition(metric, language()))
        self.conditions.show_text(metric.conditions)
        for field, text in ((self.source, metric.source), (self.unit, metric.unit)):
            if not (field.hasFocus() and field.isModified()):
                field.setText(text)
                field.setCursorPosition(0)
        self.since.show_plan(sight.plan, sight.as_of)
        self.since.show_value(metric.since)
        self.agreements.show_metric(metric, sight.plan, sight.as_of)
        self.shared.setVisible(sight.key.channel is not None)

    def field(self, place: Place) -> QWidget:
        """Where a place leads to."""
        return {Place.UNIT: self.unit, Place.SOURCE: self.source}.get(place, self.words)

    def _on_words_committed(self, text: str) -> None:
        if self._sight is None:
            return
        metric = self._sight.metric
        changed = replace(metric, definition_ja=text) if language() == "ja" else replace(metric, definition_en=text)
        self._store(redefined(metric, changed, self._sight.as_of))

    def _on_conditions_committed(self, text: str) -> None:
        if self._sight is not None:
            metric = self._sight.metric
            self._store(redefined(metric, replace(metric, conditions=text), self._sight.as_of))

    def _on_unit_typed(self) -> None:
        unit = self.unit.text().strip()
        if unit:
            self._set(unit=unit)
        elif self._sight is not None:
            self.unit.setText(self._sight.metric.unit)

    def _set(self, **changes: "str | date | dict[str, date] | None") -> None:
        if self._sight is not None:
            self._store(replace(self._sight.metric, **changes))  # type: ignore[arg-type]

    def _store(self, metric: Metric) -> None:
        if self._sight is not None and metric != self._sight.metric:
            self.edited.emit(edits.set_metric(metric))

    def _arrange(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        origin = QHBoxLayout()
        origin.setSpacing(6)
        origin.addWidget(self.source, 1)
        origin.addWidget(PlainLabel(self.tr("単位"), "label"))
        origin.addWidget(self.unit)
        grid.addWidget(PlainLabel(self.tr("出どころ"), "label"), 0, 0)
        grid.addLayout(origin, 0, 1)
        grid.addWidget(PlainLabel(self.tr("数え始め"), "label"), 1, 0)
        grid.addWidget(self.since, 1, 1)
        grid.setColumnStretch(1, 1)
        self.inside.addWidget(self.words)
        self.inside.addWidget(self.conditions)
        self.inside.addLayout(grid)
        self.inside.addWidget(self.agreements)
        self.inside.addWidget(self.shared)
