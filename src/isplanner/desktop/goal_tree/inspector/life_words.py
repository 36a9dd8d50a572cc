"""What happened to a node, in words: the aspect, what it was and what it became. No Qt but the translation."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from isplanner.desktop.language import language
from isplanner.plan.formula import NameTable, format_formula, read_formula
from isplanner.plan.judgement import Judgement
from isplanner.plan.plan import Plan
from isplanner.plan.scope import NodeKey
from isplanner.plan.target import Edition, Way
from isplanner.store.life import Aspect, Turn, Value
from isplanner.text.dates import format_date, format_week
from isplanner.text.names import channel_name, department_name
from isplanner.text.numbers import NO_VALUE, format_rate, write_value

if TYPE_CHECKING:
    from isplanner.plan.metric import Metric

_LONGEST = 24
_VALUES = {Aspect.TARGET, Aspect.AIM, Aspect.VALUE, Aspect.GOAL, Aspect.LOCK}


class LifeWords(QObject):
    """The words of turns, in the language they were made in."""

    def describe(self, turn: Turn, key: NodeKey, plan: Plan) -> str:
        """目標 18.0% → 20.0%."""
        name = self._names().get(turn.aspect, "")
        if turn.aspect is Aspect.IMPORT:
            return self.tr("実績の取り込み（{file}）").format(file=turn.place)
        place = self._place(turn)
        before, after = (self._value(turn.aspect, value, key, plan) for value in (turn.before, turn.after))
        channel = plan.channels.get(turn.channel or "")
        if channel is not None:
            name = f"{channel_name(channel, language(), short=True)}・{name}"
        return f"{name}{place}　{before} → {after}"

    def _place(self, turn: Turn) -> str:
        match turn.aspect:
            case Aspect.LOCK:
                days = format_week(turn.span, language()) if turn.span else ""
                who = turn.place or self.tr("チーム")
                return self.tr("（{who} {days}）").format(who=who, days=days)
            case Aspect.AGREEMENT:
                return self.tr("（{who}）").format(who=department_name(turn.place, language()))
        return self.tr("（{who}）").format(who=turn.place) if turn.place else ""

    def _value(self, aspect: Aspect, value: Value, key: NodeKey, plan: Plan) -> str:
        metric = plan.metrics[key.metric]
        match value:
            case None | "":
                words = NO_VALUE if aspect in _VALUES else self.tr("なし")
            case Judgement():
                words = self._judged(value, metric)
            case tuple():
                words = self._pair(value, metric)
            case date():
                words = format_date(value, language())
            case Edition() | Way():
                words = self._choices()[value]
            case str() if aspect is Aspect.FORMULA:
                names = NameTable.of(plan)
                words = format_formula(read_formula(value, names), names, language())
            case int() | float() if aspect in _VALUES:
                words = str(write_value(value, metric, language()))
            case float() if aspect is Aspect.MARKUP:
                words = format_rate(value)
            case _:
                words = _short(str(value))
        return words

    def _judged(self, judgement: Judgement, metric: "Metric") -> str:
        low, likely, high = (
            str(write_value(number, metric, language())) for number in (judgement.low, judgement.likely, judgement.high)
        )
        if judgement.is_fixed:
            return self.tr("{value} に固定").format(value=likely)
        return self.tr("{likely}（{low}–{high}）").format(likely=likely, low=low, high=high)

    def _pair(self, pair: tuple[float | None, float | None] | tuple[str, str], metric: "Metric") -> str:
        """The words in both languages, or low and high."""
        first, second = pair
        if isinstance(first, str) and isinstance(second, str):
            return _short(first if language() == "ja" else second) or self.tr("なし")
        ends = (write_value(end, metric, language()) for end in pair if not isinstance(end, str))
        return "–".join(map(str, ends))

    def _names(self) -> Mapping[Aspect, str]:
        return {
            Aspect.TARGET: self.tr("目標"),
            Aspect.AIM: self.tr("努力目標"),
            Aspect.EDITION: self.tr("目標の版"),
            Aspect.WAY: self.tr("分け方"),
            Aspect.MARKUP: self.tr("上乗せ率"),
            Aspect.LOCK: self.tr("固定"),
            Aspect.VALUE: self.tr("値"),
            Aspect.JUDGEMENT: self.tr("見立て"),
            Aspect.BOUNDS: self.tr("範囲"),
            Aspect.FORMULA: self.tr("数式"),
            Aspect.PRIORITY: self.tr("優先度"),
            Aspect.OWNER: self.tr("担当"),
            Aspect.DUE: self.tr("期限"),
            Aspect.DEFINITION: self.tr("定義"),
            Aspect.CONDITIONS: self.tr("計上条件"),
            Aspect.SOURCE: self.tr("出どころ"),
            Aspect.UNIT: self.tr("単位"),
            Aspect.AGREEMENT: self.tr("合意"),
            Aspect.GOAL: self.tr("KGI の目標"),
        }

    def _choices(self) -> Mapping[Edition | Way, str]:
        return {
            Edition.DRAFT: self.tr("案"),
            Edition.PROPOSED: self.tr("提示"),
            Edition.AGREED: self.tr("合意"),
            Edition.FIXED: self.tr("確定"),
            Way.EVEN: self.tr("均等"),
            Way.BUSINESS_DAYS: self.tr("営業日"),
            Way.LAST_PERIOD: self.tr("前期実績"),
            Way.LAST_YEAR: self.tr("前年同期"),
            Way.OWN_RATES: self.tr("本人の率"),
            Way.OWN_COLUMN: self.tr("独自の比率"),
            Way.EQUAL_CHANCE: self.tr("同じ確率"),
        }


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
