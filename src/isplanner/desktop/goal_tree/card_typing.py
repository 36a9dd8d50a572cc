"""CardTyping: numbers typed on cards, and the slider of the lever under the mouse."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from isplanner.desktop.goal_tree.canvas import walk
from isplanner.desktop.goal_tree.canvas.card_editor import CardEditor, Entry
from isplanner.desktop.goal_tree.canvas.card_slider import CardSlider, Lever
from isplanner.desktop.goal_tree.outline_columns import TARGET, VALUE, outline_columns, parse_value_entry
from isplanner.desktop.language import language
from isplanner.desktop.widgets.number_text import plain_text
from isplanner.desktop.widgets.slider_scale import SliderMarks, SliderScale
from isplanner.plan.problem import PlanError
from isplanner.text.names import metric_name
from isplanner.text.numbers import MoneyUnit
from isplanner.text.problems import describe_problem

if TYPE_CHECKING:
    from isplanner.desktop.goal_tree.canvas.canvas import Canvas
    from isplanner.desktop.goal_tree.deeds import Deeds
    from isplanner.desktop.goal_tree.rows import OutlineRow
    from isplanner.desktop.goal_tree.tryout import Tryout
    from isplanner.desktop.session import Session
    from isplanner.plan.scope import NodeKey


class CardTyping(QObject):
    """Opens the line over a card and stores what is typed there, as a cell of the outline would."""

    def __init__(self, session: "Session", canvas: "Canvas", tryout: "Tryout", deeds: "Deeds") -> None:
        super().__init__(canvas)
        self._session, self._canvas, self._tryout, self._deeds = session, canvas, tryout, deeds
        self._columns = {column.key: column for column in outline_columns(MoneyUnit.YEN)}
        self.editor = CardEditor(canvas)
        self.editor.left.connect(self._on_left)
        self.slider = CardSlider(canvas, self._lever)
        self.slider.previewed.connect(self._on_previewed)
        self.slider.committed.connect(self._on_committed)
        self.slider.let_go.connect(tryout.settle)
        canvas.hovered.connect(self.slider.show_over)
        canvas.keys.cancel_also = self.slider.take_back
        canvas.drawn.connect(self._on_drawn)
        canvas.edit_wanted.connect(self.type_target)

    def type_target(self, key: "NodeKey", first: str = "") -> None:
        """Have the target of a node typed."""
        if (row := self._canvas.row_of(key)) is not None and row.metric is not None:
            text = plain_text(row.target, row.metric)
            self._open(
                Entry(key, self.tr("目標"), text, lambda typed: self._take(row, TARGET, typed), _no_trial), first
            )

    def try_value(self, key: "NodeKey") -> None:
        """Have the value of a lever typed; the whole tree follows it."""
        if (row := self._canvas.row_of(key)) is not None and row.metric is not None and row.is_settable:
            entry = Entry(
                key,
                self.tr("値"),
                plain_text(row.value, row.metric),
                lambda typed: self._take(row, VALUE, typed),
                lambda typed: self._try(row, typed),
            )
            self._open(entry, "")

    def _on_drawn(self) -> None:
        """The plan is another one: what is typed stays while its card does."""
        self.slider.refresh()
        if self.editor.node is not None and self._canvas.row_of(self.editor.node) is None:
            self.editor.close_up()

    def _open(self, entry: Entry, first: str) -> None:
        self.slider.show_over(None)
        self.editor.open_for(entry, first)

    def _take(self, row: "OutlineRow", column: str, typed: str) -> str:
        """Store what is typed; the words for what is wrong with it."""
        try:
            self._deeds.commit([self._columns[column].edit(row, typed)])
        except PlanError as error:
            return describe_problem(error.problem, self._session.plan, language())
        return ""

    def _try(self, row: "OutlineRow", typed: str | None) -> None:
        assert row.key is not None
        try:
            value = None if typed is None else parse_value_entry(row, typed)
        except PlanError:
            value = None
        if typed is None:
            self._tryout.settle()
        else:
            self._tryout.show(row.key, sum(value) / 2 if isinstance(value, tuple) else value)

    def _lever(self, key: "NodeKey") -> Lever | None:
        row, answer = self._canvas.row_of(key), self._session.answer
        what_if = self._tryout.of(key) if row is not None and row.is_settable and self.editor.node is None else None
        if row is None or row.metric is None or what_if is None or what_if.present is None or answer is None:
            return None
        known = answer.estimates.levers.get(key)
        marks = SliderMarks(row.target, row.baseline, known.band if known else None)
        numbers = [what_if.present, row.target, row.baseline, *(marks.band or ())]
        metric = row.metric
        scale = SliderScale.around(
            [number for number in numbers if number is not None],
            is_share=metric.is_share,
            is_whole=metric.is_whole,
        )
        return Lever(key, metric_name(metric, language()), what_if.present, scale, marks, row.is_locked)

    def _on_previewed(self, value: float) -> None:
        if self.slider.node is not None:
            self._tryout.show(self.slider.node, value)

    def _on_committed(self, value: float) -> None:
        if self.slider.node is not None:
            self._deeds.set_lever(self.slider.node, value)

    def _on_left(self, step: int) -> None:
        self._canvas.setFocus()
        if step and (placed := self._canvas.placed) is not None:
            self._canvas.choose(walk.next_to(self._canvas.scene, placed, step).card.node)


def _no_trial(_typed: str | None) -> None:
    """A target is set; the tree's values do not follow it."""
