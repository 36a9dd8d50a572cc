"""ZoomBar: how large the canvas is drawn, and the ways to change that."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QWidget

from isplanner.desktop.goal_tree.canvas.view import ZoomedArea
from isplanner.desktop.icons import icon
from isplanner.desktop.widgets.plain_label import plain_tip


class ZoomBar(QWidget):
    """全体を表示, nearer, away; the number in the middle goes back to 100 %."""

    def __init__(self, area: ZoomedArea, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._area = area
        self.fit = QPushButton(self.tr("全体を表示"))
        self.fit.setToolTip(plain_tip(self.tr("全体を表示（Home）。選んだ指標とその要因は Shift+Home")))
        self.fit.clicked.connect(lambda _=False: area.zoom_to_fit())
        self.away = self._step("minus", self.tr("縮小（Ctrl+−）"), "first")
        self.away.clicked.connect(lambda _=False: area.zoom_out())
        self.percent = QToolButton()
        self.percent.setProperty("segment", "middle")
        self.percent.setFixedWidth(56)
        self.percent.setToolTip(plain_tip(self.tr("100% に戻す（Ctrl+0）")))
        self.percent.clicked.connect(lambda _=False: area.zoom_to(1.0))
        self.nearer = self._step("plus", self.tr("拡大（Ctrl++）"), "last")
        self.nearer.clicked.connect(lambda _=False: area.zoom_in())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.fit)
        row.addSpacing(8)
        for button in (self.away, self.percent, self.nearer):
            row.addWidget(button)
        area.moved.connect(self._show_zoom)
        self._show_zoom()

    def _step(self, name: str, words: str, place: str) -> QToolButton:
        button = QToolButton()
        button.setProperty("segment", place)
        button.setIcon(icon(name))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        button.setToolTip(plain_tip(words))
        button.setAccessibleName(words)
        return button

    def _show_zoom(self) -> None:
        self.percent.setText(f"{round(self._area.zoom * 100)}%")
