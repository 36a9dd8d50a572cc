"""The words and numbers on a card, written once when the plan changes and not at every paint."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QFontMetrics

from isplanner.desktop.goal_tree.canvas.cards import Card, CardId, Fold
from isplanner.desktop.goal_tree.rows import OutlineRow
from isplanner.desktop.goal_tree.what_if import Tried
from isplanner.desktop.language import language
from isplanner.desktop.theme import font
from isplanner.desktop.widgets.status_shape import Level
from isplanner.plan.problem import Problem
from isplanner.plan.scope import NodeKey
from isplanner.text.levels import level_name
from isplanner.text.names import channel_name, metric_name
from isplanner.text.numbers import NO_VALUE, MoneyUnit, Written, write_difference, write_value

TAB_SIDES = 28
ROOM = 132
"""What a card has between its margins."""
GAP, OWNER, LOCK, SHAPE, TAG, KGI_TAG = 4, 21, 15, 18, 18, 31


@dataclass(frozen=True, slots=True)
class FaceLine:
    """A channel's line in a card."""

    name: str
    value: str
    level: Level | None


@dataclass(frozen=True, slots=True)
class Face:
    """What is written on a card. `gap_tone` is a colour token; positions on the bar run from 0 to 1.

    `tried` are what the node ends at in the scenario, and what it would with the lever under the hand; with a label.
    """

    name: str
    tag: str
    target: Written
    outlook: tuple[str, str]
    baseline: str
    gap: str
    gap_tone: str
    level: Level | None
    bar: tuple[float | None, float | None, float | None]
    lines: tuple[FaceLine, ...]
    tab: str
    tab_width: int
    is_kgi: bool
    is_reference: bool
    is_wrong: bool
    owner: str
    is_locked: bool
    comments: int
    tried: tuple[str, str, str] | None
    chip: str


class LineNumber(Enum):
    """Which number the lines of channels show."""

    TARGET = auto()
    OUTLOOK = auto()
    ACTUAL = auto()

    def of(self, row: OutlineRow) -> float | None:
        """That number of a row."""
        return {LineNumber.TARGET: row.target, LineNumber.OUTLOOK: row.outlook, LineNumber.ACTUAL: row.actual}[self]


class Faces(QObject):
    """The faces of cards in the language of the window, each written when it is first seen."""

    def __init__(self, money: MoneyUnit, lines: LineNumber = LineNumber.OUTLOOK) -> None:
        super().__init__()
        self._money, self._lines = money, lines
        self._written: dict[CardId, Face] = {}
        self._tried: Mapping[NodeKey, Tried] = {}
        self._names, self._small = QFontMetrics(font(12, bold=True)), QFontMetrics(font(11))
        self._numbers, self._bold = QFontMetrics(font(16, bold=True)), QFontMetrics(font(11, bold=True))

    def show_tried(self, tried: Mapping[NodeKey, Tried]) -> None:
        """What a lever under the hand makes of nodes."""
        self._tried = tried
        self._written = {}

    def of(self, card: Card) -> Face:
        """What is written on a card."""
        if card.id not in self._written:
            self._written[card.id] = self._write(card)
        return self._written[card.id]

    def _write(self, card: Card) -> Face:
        row, gap = card.row, card.row.gap
        tab = self._tab(card)
        target, outlook = self._upper(row)
        baseline = self.tr("基準 {value}").format(value=self._short(row.baseline, row))
        return Face(
            name=self._names.elidedText(self._name(row), Qt.TextElideMode.ElideRight, self._name_room(card)),
            tag="KGI" if row.is_kgi else str(row.priority or ""),
            target=target,
            outlook=outlook,
            baseline=baseline,
            gap=self._fitting_gap(row, ROOM - self._small.horizontalAdvance(baseline) - OWNER * bool(row.owner)),
            gap_tone=self._tone(gap, row),
            level=card.level,
            bar=(card.along(row.outlook), card.along(row.baseline), card.along(row.target)),
            lines=tuple(
                FaceLine(self._channel(line.row), str(self._value(self._lines.of(line.row), line.row)), line.level)
                for line in card.lines
            ),
            tab=tab,
            tab_width=self._small.horizontalAdvance(tab) + TAB_SIDES,
            is_kgi=row.is_kgi,
            is_reference=card.is_reference,
            is_wrong=row.problem is not None,
            owner=row.owner[:1],
            is_locked=row.is_locked,
            comments=row.comments,
            tried=self._tried_outlook(row),
            chip="" if row.problem is None else self._problem(row.problem),
        )

    def spoken(self, card: Card) -> str:
        """The card in words, for tool tips and screen readers: everything in full."""
        row = card.row
        parts = [
            self._name(row),
            self.tr("目標 {value}").format(value=self._value(row.target, row)),
            " ".join(self._outlook(row)),
            self.tr("基準 {value}").format(value=self._value(row.baseline, row)),
            *([level_name(row.level, language())] if row.level else []),
            *([self.tr("固定")] if row.is_locked else []),
            *([self.tr("担当 {name}").format(name=row.owner)] if row.owner else []),
            *([self.tr("コメント %n 件", "", row.comments)] if row.comments else []),
        ]
        return self.tr("、").join(parts)

    def _name(self, row: OutlineRow) -> str:
        assert row.metric is not None
        return metric_name(row.metric, language())

    def _channel(self, row: OutlineRow) -> str:
        return channel_name(row.channel, language(), short=True) if row.channel else ""

    def _outlook(self, row: OutlineRow) -> tuple[str, str]:
        label = self.tr("値") if row.forecast is None else self.tr("見込")
        return label, self._short(row.outlook, row)

    def _value(self, value: float | None, row: OutlineRow) -> Written:
        assert row.metric is not None
        return write_value(value, row.metric, language(), self._money) if value is not None else Written(NO_VALUE, "")

    def _short(self, value: float | None, row: OutlineRow) -> str:
        """A number whose unit the target says; % is short enough to be said again."""
        written = self._value(value, row)
        return str(written) if written.unit == "%" else written.number

    def _name_room(self, card: Card) -> int:
        """What the level's shape and the tag leave for the name."""
        row = card.row
        tag = KGI_TAG if row.is_kgi else TAG if row.priority or card.is_reference else 0
        return ROOM - tag - SHAPE * (row.level is not None)

    def _upper(self, row: OutlineRow) -> tuple[Written, tuple[str, str]]:
        """Target and outlook, without what there is no room for: first the outlook's label, then the unit."""
        target, (label, outlook) = self._value(row.target, row), self._outlook(row)
        room = ROOM - self._numbers.horizontalAdvance(target.number) - self._bold.horizontalAdvance(outlook) - GAP
        room -= LOCK * row.is_locked
        unit, words = self._small.horizontalAdvance(target.unit), self._small.horizontalAdvance(label)
        if unit + words + GAP > room:
            label = ""
        return target if unit + GAP <= room else Written(target.number, ""), (label, outlook)

    def _fitting_gap(self, row: OutlineRow, room: int) -> str:
        """The gap with its unit, or with as much of it as there is room for."""
        if row.gap is None or row.metric is None:
            return ""
        written = write_difference(row.gap, row.metric, language(), self._money)
        ways = (str(written), str(written).removesuffix("円"), written.number)
        return next((text for text in ways if self._bold.horizontalAdvance(text) + GAP <= room), written.number)

    def _tried_outlook(self, row: OutlineRow) -> tuple[str, str, str] | None:
        tried = self._tried.get(row.key) if row.key else None
        if tried is None or tried.outlook is None:
            return None
        before, after = self._short(tried.before, row), self._short(tried.outlook, row)
        return None if before == after else (self.tr("試算"), before, after)

    def _problem(self, problem: Problem) -> str:
        return self.tr("循環") if problem.code == "cycle" else self.tr("式を確認")

    def _gap(self, gap: float | None, row: OutlineRow) -> str:
        if gap is None or row.metric is None:
            return ""
        return str(write_difference(gap, row.metric, language(), self._money))

    def _tone(self, gap: float | None, row: OutlineRow) -> str:
        if gap is None or row.metric is None or self._gap(gap, row).startswith("±"):
            return "tx2"
        if row.level is not None:
            return {Level.ON_PLAN: "ok", Level.RECOVERABLE: "warn", Level.WILL_MISS: "bad"}[row.level]
        return "bad" if row.metric.is_worse(gap) else "ok"

    def _tab(self, card: Card) -> str:
        if card.fold is None:
            return ""
        if card.fold is Fold.FACTORS:
            return self.tr("%n 要因", "", card.hidden)
        return self.tr("%n チャネル", "", card.hidden)
