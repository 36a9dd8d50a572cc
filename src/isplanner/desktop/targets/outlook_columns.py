"""What is to be expected beside each target: the forecast, how far off that is, the chance; and the ground it gives."""

from bisect import bisect_right
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColor

from isplanner.analysis.forecasting.grounds import Chance, Flag
from isplanner.desktop.language import language
from isplanner.desktop.models.column import Column
from isplanner.desktop.targets.sharing import ShareRow
from isplanner.desktop.theme import Tokens
from isplanner.plan.metric import Metric
from isplanner.plan.period import Span
from isplanner.text.messages import say
from isplanner.text.numbers import MoneyUnit, format_number, format_probability, write_difference, write_value

CHANCE = 108
_CUTS = (-1.2, -0.45, 0.3, 0.9)
"""Where the ground changes, by stretch."""


def outlook_heads() -> tuple[str, str, str]:
    """What stands over the columns."""
    return (
        QCoreApplication.translate("ShareRows", "見込み"),
        QCoreApplication.translate("ShareRows", "差"),
        QCoreApplication.translate("ShareRows", "達成確率"),
    )


def outlook_columns(metric: Metric, period: Span, money: MoneyUnit) -> list[Column[ShareRow]]:
    """The columns behind those of the spans; none of them can be typed into."""

    def forecast(row: ShareRow) -> str:
        value = row.chance.forecast if row.chance else None
        return "" if row.chance is None else write_value(value, metric, language(), money).number

    def difference(row: ShareRow) -> str:
        value = _difference(row, period)
        return "" if value is None else write_difference(value, metric, language(), money).number

    def refusal(_: ShareRow) -> str:
        return QCoreApplication.translate("ShareRows", "実績から計算した見込みです。")

    names = outlook_heads()
    return [
        Column(key="forecast", header=names[0], text=forecast, refusal=refusal, tone=_quiet, is_number=True),
        Column(key="difference", header=names[1], text=difference, refusal=refusal, tone=_sign(period), is_number=True),
        Column(key="chance", header=names[2], text=chance_words, refusal=refusal, tip=_tip, tone=_tone, is_number=True),
    ]


def chance_words(row: ShareRow) -> str:
    """The chance of a target, with its flag."""
    if row.chance is None or row.chance.probability is None:
        return ""
    words = format_probability(row.chance.probability, language())
    flag = row.chance.flag if row.member else None
    return words if flag is None else f"{words}  {say(f'flag_{flag}', {}, language())}"


def heat_of(chance: Chance | None, theme: Tokens) -> QColor | None:
    """The ground of a target by how far it is stretched; none where it is about what is to be expected."""
    if chance is None or chance.stretch is None:
        return None
    grounds = (theme.heat1, theme.heat2, None, theme.heat4, theme.heat5)
    return grounds[bisect_right(_CUTS, chance.stretch)]


def _difference(row: ShareRow, period: Span) -> float | None:
    if row.chance is None or row.chance.forecast is None:
        return None
    return row.chance.forecast - row.shares[period].value


def _quiet(_: ShareRow) -> str:
    return "tx2"


def _sign(period: Span) -> Callable[[ShareRow], str]:
    def tone(row: ShareRow) -> str:
        value = _difference(row, period)
        return "" if value is None or round(value) == 0 else "ok" if value > 0 else "bad"

    return tone


def _tone(row: ShareRow) -> str:
    flag = row.chance.flag if row.chance and row.member else None
    return {None: "", Flag.UNREALISTIC: "bad", Flag.TOO_EASY: "warn"}[flag]


def _tip(row: ShareRow) -> str:
    if row.chance is None or row.chance.stretch is None:
        return ""
    stretch = format_number(row.chance.stretch, 1, signed=True)
    return QCoreApplication.translate("ShareRows", "ストレッチ {stretch}σ").format(stretch=stretch)
