"""ResultPanel: the KGI that the setting comes to, how far that is from the goal, and how likely the goal is."""

import math

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from isplanner.desktop.funnel.chances import Chances
from isplanner.desktop.funnel.reading import Reading, difference, is_behind
from isplanner.desktop.language import language
from isplanner.desktop.widgets.plain_label import ElidedLabel, NumberLabel, PlainLabel, plain_tip
from isplanner.desktop.widgets.segments import Segments
from isplanner.desktop.widgets.steady_box import SteadyBox
from isplanner.plan.metric import Metric
from isplanner.text.names import metric_name
from isplanner.text.numbers import MoneyUnit, Written, format_probability, write_difference, write_value

HEIGHT = 122
_LEAST_WIDTH = 380
_SAME = 1e-6


class ResultPanel(SteadyBox):
    """The largest number of the screen; it follows the hand.

    Signals:
        goal_wanted: the user asks to set the KGI's goal.
        span_chosen: whether what remains of the period is looked at, or all of it.
    """

    goal_wanted = Signal()
    span_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        self._inside = QWidget()
        super().__init__(self._inside, parent)
        self.setProperty("part", "head")
        self.setFixedHeight(HEIGHT)
        self.setMinimumWidth(_LEAST_WIDTH)
        self._title = ElidedLabel("", "label")
        self.span = Segments(self.tr("試算する期間"))
        self.span.setProperty("form", "dense")
        self.span.chosen.connect(self.span_chosen)
        self.span.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.kgi = NumberLabel("", "result")
        self.unit = PlainLabel("", "unit")
        self.gap = NumberLabel("", "small")
        self.forecast = ElidedLabel("", "small")
        self._chance_title = PlainLabel(self.tr("達成確率"), "label")
        self.chance = NumberLabel("", "result")
        self._percent = PlainLabel("", "unit")
        self._goal = PlainLabel("", "small")
        self.set_goal = QPushButton(self.tr("KGI を決める"))
        self.set_goal.setProperty("kind", "text")
        self.set_goal.clicked.connect(self.goal_wanted)
        self._arrange()

    def show_reading(self, reading: Reading, chances: Chances | None, *, is_preview: bool) -> None:
        """Show a reading, and what its worlds say; `is_preview` while a lever is being moved.

        The mean follows the hand at once where it is plainly what the levers come to, else as the worlds say it.
        """
        if reading.root is None:
            return
        metric = reading.metric(reading.root)
        kgi = reading.kgi if chances is None or chances.is_plain else chances.projected
        written = write_value(kgi, metric, language())
        self._title.setText(self._titled(metric, is_preview=is_preview))
        self.kgi.setText(written.number)
        self.unit.setText(written.unit)
        self._show_gap(difference(_as_shown(kgi, metric), reading.goal), metric)
        self._show_chance(reading, chances, metric)
        self._show_forecast(reading, kgi, metric)
        if is_preview:
            return  # what is said without eyes is not said anew sixty times a second
        labels = (self.gap, self._chance_title, self.chance, self.forecast)
        self.setAccessibleName(" ".join([self._title.text(), str(written), *(label.text() for label in labels)]))

    def show_span(self, *, has_begun: bool, is_rest: bool) -> None:
        """Offer what remains of the period, once it has begun."""
        whole = (False, self.tr("期間全体"))
        self.span.show_choices([whole, (True, self.tr("残り期間"))] if has_begun else [whole], is_rest)
        tips = {
            False: self.tr("プランの期間の初めから終わりまで、すべてこの設定で動いたとした値です。"),
            True: self.tr(
                "基準日までは実績のまま、残りの日だけがこの設定で動くとした値です。"
                "どのレバーもペースから動かさなければ、上の着地見込みと同じ数になります。"
            ),
        }
        for is_it, words in tips.items():
            if has_begun or not is_it:
                self.span.button(is_it).setToolTip(plain_tip(words))

    def _titled(self, metric: Metric, *, is_preview: bool) -> str:
        name = metric_name(metric, language())
        words = self.tr("試し中の{name}") if is_preview else self.tr("見込み {name}")
        return words.format(name=name)

    def _show_gap(self, gap: float | None, metric: Metric) -> None:
        if gap is None:
            self.gap.setText("")
            return
        self.gap.set_role("bad" if is_behind(gap, metric) else "ok")
        self.gap.setText(self.tr("目標との差 {gap}").format(gap=write_difference(gap, metric, language())))

    def _show_forecast(self, reading: Reading, kgi: float | None, metric: Metric) -> None:
        """What the KGI comes to with no lever moved: the ribbon's number, so that it is plain why this one differs."""
        forecast = reading.forecast
        if forecast is None or forecast.forecast is None or kgi is None:
            self.forecast.setText("")
        elif math.isclose(forecast.forecast, kgi, rel_tol=_SAME):
            self.forecast.setText(self.tr("どのレバーもペースのまま（着地見込みと同じ）"))
        else:
            written = write_value(forecast.forecast, metric, language(), MoneyUnit.MILLION_YEN)
            chance = format_probability(forecast.probability, language())
            self.forecast.setText(
                self.tr("動かさなければ {kgi}・{chance}（着地見込み）").format(kgi=written, chance=chance)
            )

    def _show_chance(self, reading: Reading, chances: Chances | None, metric: Metric) -> None:
        has_goal = reading.goal is not None
        self.set_goal.setVisible(not has_goal)
        for label in (self.chance, self._percent, self._goal):
            label.setVisible(has_goal)
        written = _percent(chances.probability if chances else None)
        self.chance.setText(written.number)
        self._percent.setText(written.unit)
        goal = write_value(reading.goal, metric, language(), MoneyUnit.MILLION_YEN)
        self._goal.setText(self.tr("目標 {goal}").format(goal=goal))

    def _arrange(self) -> None:
        title = QHBoxLayout()
        title.setSpacing(8)
        title.addWidget(self._title)
        title.addWidget(self.span)
        title.addStretch(1)
        grid = QGridLayout(self._inside)
        grid.setContentsMargins(18, 8, 16, 10)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(0, 1)
        grid.addLayout(title, 0, 0)
        grid.addLayout(_number(self.kgi, self.unit), 1, 0)
        grid.addWidget(self.gap, 2, 0)
        grid.addWidget(self.forecast, 3, 0, 1, 2)
        grid.addWidget(self._chance_title, 0, 1)
        grid.addLayout(_number(self.chance, self._percent), 1, 1)
        grid.addWidget(self.set_goal, 1, 1)
        grid.addWidget(self._goal, 2, 1)


def _number(number: PlainLabel, unit: PlainLabel) -> QHBoxLayout:
    """A number with its unit behind it, smaller, on the same line."""
    row = QHBoxLayout()
    row.setSpacing(4)
    row.addWidget(number)
    row.addWidget(unit, 0, Qt.AlignmentFlag.AlignBottom)
    unit.setContentsMargins(0, 0, 0, 6)
    row.addStretch()
    return row


def _percent(probability: float | None) -> Written:
    """A probability with its % apart, where it has no words behind it."""
    text = format_probability(probability, language())
    return Written(text[:-1], "%") if text.endswith("%") else Written(text, "")


def _as_shown(value: float | None, metric: Metric) -> float | None:
    """A count or yen in the whole number that stands on the screen, so that goal, number and difference add up."""
    return math.floor(value + 0.5) if value is not None and metric.is_whole else value
