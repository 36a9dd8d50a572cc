"""根拠 and 分け方 in words, for window, command line and sheets."""

from collections.abc import Callable

from isplanner.analysis.forecasting.grounds import Grounds
from isplanner.analysis.sharing.allocate import Allocation, MonthWeight
from isplanner.plan.metric import Metric
from isplanner.plan.target import Way
from isplanner.text.language import Language
from isplanner.text.messages import say
from isplanner.text.numbers import NO_VALUE, MoneyUnit, format_number, format_probability, format_rate, write_value


def describe_ways(allocation: Allocation, language: Language) -> list[str]:
    """By which ways a target is shared out, and why where that is not the way wished for."""
    lines = []
    for wished, taken, reason in allocation.ways:
        if reason is None:
            lines.append(say("way_taken", {"way": way_name(taken, language)}, language))
        else:
            names = {"wished": way_name(wished, language), "taken": way_name(taken, language)}
            lines.append(say("way_stands_in", {**names, "reason": say(reason, {}, language)}, language))
    return lines


def way_name(way: Way, language: Language) -> str:
    """What a way is called."""
    return say(f"way_{way}", {}, language)


def describe_grounds(
    metric: Metric, grounds: Grounds, language: Language, money: MoneyUnit = MoneyUnit.YEN
) -> tuple[str, str, str, str]:
    """Base, share, days and ramp, chance: a line each."""

    def written(value: float | None) -> str:
        return str(write_value(value, metric, language, money))

    return (
        _base(written, grounds, language),
        _share(grounds, language),
        _days(grounds, language),
        _chance(written, grounds, language),
    )


def _base(written: Callable[[float | None], str], grounds: Grounds, language: Language) -> str:
    base = grounds.base
    numbers = {"handed": base.handed, "total": base.total, "last_period": base.last_period}
    values = {name: written(number) for name, number in numbers.items()}
    if base.handed == base.total:
        return say("grounds_base", values, language)
    return say("grounds_base_raised", {**values, "markup": format_rate(base.handed / base.total - 1)}, language)


def _share(grounds: Grounds, language: Language) -> str:
    ways = dict.fromkeys(way_name(way.taken, language) for way in grounds.ways)
    values = {"share": format_rate(grounds.share), "way": [*ways]}
    if any(way.taken is Way.OWN_RATES for way in grounds.ways):
        return say("grounds_share_own", {**values, "factor": format_number(grounds.weights[0].factor, 2)}, language)
    return say("grounds_share", values, language)


def _days(grounds: Grounds, language: Language) -> str:
    weights = grounds.weights
    values = {
        "days": format_number(sum(month.days for month in weights)),
        "capacity": f"{weights[0].capacity:.2f}",
        "ramp": " → ".join(dict.fromkeys(_ramp(month) for month in weights if month.days)) or NO_VALUE,
    }
    return say("grounds_days", values, language)


def _ramp(month: MonthWeight) -> str:
    return f"{month.ramp:.2f}"


def _chance(written: Callable[[float | None], str], grounds: Grounds, language: Language) -> str:
    chance = grounds.chance
    if chance.probability is None:
        return say("grounds_no_chance", {}, language)
    numbers = {"forecast": chance.forecast, "p10": chance.p10, "p90": chance.p90}
    values = {name: written(number) for name, number in numbers.items()}
    values |= {
        "probability": format_probability(chance.probability, language),
        "stretch": NO_VALUE if chance.stretch is None else f"{format_number(chance.stretch, 1, signed=True)}σ",
    }
    line = say("grounds_chance", values, language)
    return line if chance.flag is None else f"{line} {say(f'flag_{chance.flag}', {}, language)}"
