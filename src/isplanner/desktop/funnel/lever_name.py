"""LeverName: what a lever is called, and under it how far it is from its baseline and whether that is within reach."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from isplanner.desktop.funnel.reading import difference
from isplanner.desktop.language import language
from isplanner.desktop.widgets.plain_label import PlainLabel, ShortenedLabel, TwoLineLabel, plain_tip
from isplanner.plan.metric import Metric
from isplanner.text.names import metric_name
from isplanner.text.numbers import write_difference

_LINE, _GAP = 16, 4


class LeverName(QWidget):
    """Lines of a fixed width, so that other words lay out nothing."""

    def __init__(self, metric: Metric, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._metric = metric
        self._name = TwoLineLabel(metric_name(metric, language()), "section")
        self.distance = ShortenedLabel("", "label")
        self.outside = PlainLabel(self.tr("帯の外"), "warn_label")
        self.outside.setToolTip(plain_tip(self.tr("実績から見て、届くことの多い範囲（P10–P90）の外です。")))
        self.outside.hide()
        below = QHBoxLayout()
        below.setSpacing(_GAP)
        below.addWidget(self.distance)
        below.addWidget(self.outside)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(1)
        lines.addStretch()
        lines.addWidget(self._name)
        lines.addLayout(below)
        lines.addStretch()

    @property
    def needed_width(self) -> int:
        """The width in which the name is whole in one line, and the number under it."""
        name = self._name.fontMetrics().horizontalAdvance(self._name.text())
        return max(name, self.distance.least_width + self._outside_width) + 1

    @property
    def least_width(self) -> int:
        """The width in which the name is whole in two lines, and the number under it."""
        return max(self._name.least_width, self.distance.least_width + self._outside_width) + 1

    def show_width(self, width: int) -> None:
        """Take on a width."""
        self.setFixedWidth(width)
        self.distance.setFixedSize(width - self._outside_width, _LINE)

    def show_distance(
        self, value: float | None, baseline: float | None, band: tuple[float, float] | None, lacking: str = ""
    ) -> str:
        """Say how far a value is from its baseline, and whether it is outside its band; or what is `lacking` for it."""
        gap = difference(value, baseline)
        if gap is not None:
            written = write_difference(gap, self._metric, language())
            words = self.tr("基準比 {gap}").format(gap=written)
            self.distance.show_words(words, written.number if self._metric.is_whole else str(written))
        elif value is not None:
            words = self.tr("基準がありません")
            self.distance.show_words(words, words)
        elif lacking:
            words = self.tr("{lever} に値がないため出ません").format(lever=lacking)
            self.distance.show_words(words, self.tr("チャネルの値が不足"))
        else:
            words = self.tr("実績がありません。値を入れてください")
            self.distance.show_words(words, self.tr("値を入れてください"))
        is_outside = value is not None and band is not None and not band[0] <= value <= band[1]
        if self.outside.isHidden() is is_outside:
            self.outside.setVisible(is_outside)
            self.show_width(self.width())
        return words

    @property
    def _outside_width(self) -> int:
        return 0 if self.outside.isHidden() else self.outside.sizeHint().width() + _GAP
