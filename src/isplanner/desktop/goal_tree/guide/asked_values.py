"""AskedValues: fields for the values of levers that no actuals tell of."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QWidget
from typing_extensions import override

from isplanner.desktop.language import language
from isplanner.desktop.widgets.number_edit import NumberEdit
from isplanner.desktop.widgets.plain_label import PlainLabel
from isplanner.text.names import node_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtCore import QSize

    from isplanner.plan.plan import Plan
    from isplanner.plan.scope import NodeKey

_FIELD_WIDTH, _GAP, _MOST_HEIGHT = 120, 4, 300


class AskedValues(QScrollArea):
    """A row a lever: its name and a field. They stay as long as the same levers are asked for.

    Signals:
        given: a value was typed.
    """

    given = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fields: dict[NodeKey, NumberEdit] = {}
        self._known: dict[NodeKey, float] = {}
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    @property
    def values(self) -> "dict[NodeKey, float]":
        """What was typed."""
        return dict(self._known)

    @property
    def first_empty(self) -> NumberEdit | None:
        """Where it goes on."""
        return next((field for field in self.fields.values() if field.value is None), None)

    def ask(self, plan: "Plan", asked: "Mapping[NodeKey, float | None]") -> None:
        """Ask for the values of levers, with those they have."""
        if asked.keys() != self.fields.keys():
            self._make(plan, asked)
        for key, field in self.fields.items():
            field.show_value(asked[key])
        self.setVisible(bool(asked))

    def clear(self) -> None:
        """Ask for nothing; what was typed is forgotten."""
        self._known, self.fields = {}, {}
        self.hide()

    @override
    def sizeHint(self) -> "QSize":
        size = super().sizeHint()
        rows = self.widget()
        size.setHeight(min(rows.sizeHint().height() if rows else 0, _MOST_HEIGHT))
        return size

    @override
    def minimumSizeHint(self) -> "QSize":
        return self.sizeHint()

    def _make(self, plan: "Plan", asked: "Mapping[NodeKey, float | None]") -> None:
        rows, self.fields = QWidget(), {}
        grid = QGridLayout(rows)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(_GAP)
        grid.setColumnStretch(0, 1)
        for place, key in enumerate(asked):
            name = node_name(key, plan.metrics, plan.channels, language())
            field = self.fields[key] = NumberEdit(plan.metrics[key.metric])
            field.setFixedWidth(_FIELD_WIDTH)
            field.setAccessibleName(name)
            field.committed.connect(lambda value, key=key: self._take(key, value))
            grid.addWidget(PlainLabel(name, "small"), place, 0)
            grid.addWidget(field, place, 1)
        self.setWidget(rows)

    def _take(self, key: "NodeKey", value: float) -> None:
        self._known[key] = value
        self.fields[key].show_value(value)
        self.given.emit()
