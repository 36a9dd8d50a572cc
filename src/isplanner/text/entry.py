"""What is typed into a value field: a number, a step from what stands there, a small sum, or a range.

12.5%   1,234件   1.2億      a number, as `numbers.py` reads it
+10%    -5%                  so much more or less of what stands there
+300    -300    +0.5pt       a step; in a rate, of points
120+35  =1200*1.15           a small sum
18~24   18〜24               a range, where the field takes one
+15%    5%削減   1.15倍       a change against something else, where that is asked for
"""

import re
from math import isfinite
from operator import add, mul, sub, truediv

from isplanner.plan.expression import Binary, Expression, Name, Negate, Number, fold
from isplanner.plan.formula import NameTable
from isplanner.plan.formula_parser import parse_expression
from isplanner.plan.metric import Metric
from isplanner.plan.normal import normal_text
from isplanner.plan.problem import PlanError
from isplanner.text.numbers import parse_number, parse_rate

_STEP = re.compile(r"([+-])(.+?)(%|pt|ポイント)?")
_RANGE = re.compile(r"(.+?)[~〜∼](.+)")
_SUM = re.compile(r"=.*|.*[0-9%)][-+*/].*")
_CHANGE = re.compile(r"(.+?)(倍|アップ|増加?|増し|プラス|up|more|ダウン|減少?|削減|マイナス|down|less)?")
_DOWN = {"ダウン", "減", "減少", "削減", "マイナス", "down", "less"}
_ARITHMETIC = {"+": add, "-": sub, "*": mul, "/": truediv}


def parse_value(text: str, metric: Metric) -> float:
    """A value of a metric; `15` in a share is 15 %.

    Raises:
        PlanError: What `numbers.py` cannot read.
    """
    return parse_rate(text) if metric.is_share else parse_number(text)


def parse_entry(text: str, metric: Metric, present: float | None) -> float:
    """What is typed where `present` stands. Below zero nothing of ours lies, so -300 is 300 less.

    Raises:
        PlanError: unreadable_number, ambiguous_rate; no_present_value for a step from nothing.
    """
    typed = normal_text(text).text.strip()
    if (step := _STEP.fullmatch(typed)) and not _SUM.fullmatch(step[2]):
        return _stepped(text, step, metric, present)
    return _worked_out(text, typed, metric) if _SUM.fullmatch(typed) else parse_value(text, metric)


def parse_range(text: str, metric: Metric) -> tuple[float, float] | None:
    """Low and high of a range; None where it is none.

    Raises:
        PlanError: What `numbers.py` cannot read.
    """
    found = _RANGE.fullmatch(normal_text(text).text.strip())
    if found is None:
        return None
    low, high = (parse_value(part, metric) for part in found.groups())
    return min(low, high), max(low, high)


def parse_change(text: str) -> float:
    """By how much something is to change, as a fraction: +15%, 15, −5%, 15%アップ, 5%削減, 1.15倍.

    Raises:
        PlanError: unreadable_number, ambiguous_rate.
    """
    found = _CHANGE.fullmatch(normal_text(text).text.strip().lower())
    if found is None:
        raise PlanError("unreadable_number", text=text)
    number, way = found.groups()
    if way == "倍":
        return parse_number(number) - 1
    change = parse_rate(number)
    return -abs(change) if way in _DOWN else change


def _stepped(text: str, step: re.Match[str], metric: Metric, present: float | None) -> float:
    if present is None:
        raise PlanError("no_present_value", text=text.strip())
    size = parse_number(step[2]) * (-1 if step[1] == "-" else 1)
    if step[3] == "%":
        return present * (1 + size / 100)
    return present + (size / 100 if metric.is_share else size)


def _worked_out(text: str, typed: str, metric: Metric) -> float:
    try:
        expression = parse_expression(typed.lstrip("="), NameTable({}, {}), None)
        value = fold(expression, _step)
    except (PlanError, ZeroDivisionError):
        raise PlanError("unreadable_number", text=text) from None
    if not isfinite(value):
        raise PlanError("unreadable_number", text=text)
    return value / 100 if metric.is_share and "%" not in typed else value


def _step(part: Expression, below: list[float]) -> float:
    match part:
        case Number(value):
            return value
        case Negate():
            return -below[0]
        case Binary(op):
            return float(_ARITHMETIC[op](*below))
        case Name(metric):
            raise PlanError("unreadable_number", text=metric)
    raise PlanError("unreadable_number", text="")
