"""The JSON of progress and back-test."""

from collections.abc import Mapping

from isplanner.analysis.forecasting.forecast import Forecast
from isplanner.analysis.prospects.backtest import BackTest, Score, SeriesKey
from isplanner.cli.answers import Json, days, significant, whole
from isplanner.jobs.progress import Progress
from isplanner.plan.plan import Plan


def progress_answer(progress: Progress) -> list[Json]:
    """`progress`: every KPI that has a target, by metric the plan, channels and members; null is not known."""
    names = {member.id: member.name for member in progress.plan.members}
    return [_forecast(progress.plan, one, names) for one in progress.aimed]


def _forecast(plan: Plan, one: Forecast, names: Mapping[int, str]) -> Json:
    metric = plan.metrics[one.node.metric]
    return {
        "metric": metric.key,
        "member": None if one.member is None else names[one.member],
        "channel": one.node.channel,
        "target": None if one.target is None else whole(one.target, metric),
        "actual": one.actual,
        "plan_to_date": one.plan_to_date,
        "forecast": one.forecast,
        "p10": significant(one.p10),
        "p90": significant(one.p90),
        "probability": significant(one.probability),
        "status": one.level,
    }


def backtest_answer(plan: Plan, found: BackTest) -> Json:
    """`backtest`: how often intervals held and how far forecasts were off, in all, by time of the month, by series."""
    names = {member.id: member.name for member in plan.members}
    return {
        "months": [days(month) for month in found.months],
        "overall": found.overall and _score(found.overall),
        "by_elapsed": [{"elapsed": elapsed} | _score(score) for elapsed, score in found.by_elapsed.items()],
        "series": [_series(key, names) | _score(score) for key, score in found.by_series.items()],
    }


def _series(key: SeriesKey, names: Mapping[int, str]) -> dict[str, object]:
    return {
        "metric": key.metric,
        "member": None if key.member is None else names.get(key.member),
        "channel": key.channel,
    }


def _score(score: Score) -> dict[str, object]:
    held_50, held_80, held_95 = score.held
    return {
        "forecasts": score.forecasts,
        "held_50": held_50,
        "held_80": held_80,
        "held_95": held_95,
        "error": score.error,
        "run_rate_error": score.run_rate_error,
    }
