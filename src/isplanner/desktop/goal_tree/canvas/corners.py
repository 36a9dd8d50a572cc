"""Corners: what lies over the edges of the canvas: legend and the choice of numbers, the overview at the right."""

from PySide6.QtCore import QEvent, QObject, Signal
from typing_extensions import override

from isplanner.desktop.goal_tree.canvas.card_face import LineNumber
from isplanner.desktop.goal_tree.canvas.legend import Legend
from isplanner.desktop.goal_tree.canvas.minimap import Minimap
from isplanner.desktop.goal_tree.canvas.scene import Scene
from isplanner.desktop.goal_tree.canvas.view import ZoomedArea
from isplanner.desktop.widgets.segments import Segments

MINIMAP_FROM = 50
"""From so many cards on the whole is shown in a corner."""
_EDGE, _TALL, _GAP = 13, 560, 6


class Corners(QObject):
    """Places them when the canvas changes its size; the legend only where there is room for it.

    Signals:
        lines_chosen: the LineNumber that the lines of channels are to show.
    """

    lines_chosen = Signal(object)

    def __init__(self, area: ZoomedArea) -> None:
        super().__init__(area)
        self._area = area
        self.minimap, self.legend = Minimap(area), Legend(area)
        self.lines = Segments(self.tr("チャネルの行に出す数"), area)
        self.lines.chosen.connect(self.lines_chosen)
        self._has_cards = self._has_lines = False
        area.viewport().installEventFilter(self)

    def show_scene(self, scene: Scene, lines: LineNumber) -> None:
        """Show what belongs to a scene."""
        self._has_cards = bool(scene.cards)
        self._has_lines = any(placed.card.lines for placed in scene.cards.values())
        words = {
            LineNumber.TARGET: self.tr("目標"),
            LineNumber.OUTLOOK: self.tr("見込み"),
            LineNumber.ACTUAL: self.tr("実績"),
        }
        self.lines.show_choices(list(words.items()), lines)
        self.minimap.show_scene(scene)
        self.minimap.setVisible(len(scene.cards) >= MINIMAP_FROM)
        self._place()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def _place(self) -> None:
        minimap, legend = self.minimap, self.legend
        room = self._area.viewport().geometry().adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE)
        minimap.move(room.right() - minimap.width(), room.bottom() - minimap.height())
        legend.move(room.left(), room.bottom() - legend.height())
        self.lines.adjustSize()
        foot = legend.y() if room.height() > _TALL else room.bottom()
        self.lines.move(room.left(), foot - self.lines.height() - _GAP)
        self.lines.setVisible(self._has_lines)
        is_wide = room.width() > legend.width() + minimap.width()
        legend.setVisible(self._has_cards and is_wide and room.height() > _TALL)
        tops = [one.y() for one in (legend, self.lines) if not one.isHidden()]
        self._area.set_foot(room.bottom() + _EDGE - min(tops) if tops else 0)
