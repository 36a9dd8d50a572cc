"""What the KGI comes to is one number, whichever command or screen says it."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from isplanner.analysis.forecasting.forecast import Forecast
from isplanner.analysis.simulation.engine import Engine
from isplanner.analysis.simulation.simulate import Simulation
from isplanner.jobs.answer import Answer, work_out
from isplanner.jobs.delays import delay_edit
from isplanner.jobs.progress import work_out_progress
from isplanner.jobs.replanning import replan_plan
from isplanner.jobs.simulation import lay_ground, simulate_plan
from isplanner.plan.judgement import Judgement
from isplanner.plan.scope import NodeKey
from isplanner.store.document import Document

DAYS = (date(2026, 10, 9), date(2026, 10, 30), date(2026, 11, 20))
RATE = NodeKey("appointments_per_connect")


DELAYS: dict[str, list[tuple[str, tuple[float, ...], str | None]]] = {
    "at once": [],
    "all channels": [("orders", (0.6, 0.3, 0.1), None)],
    "one channel": [("orders", (0.5, 0.5), "webinar")],
    "several stages": [("orders", (0.2,) * 5, None), ("valid_appointments", (0.0, 1.0), "outbound")],
}


@pytest.fixture(scope="module", params=DELAYS)
def document(
    request: pytest.FixtureRequest, demo_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Document]:
    path = shutil.copy(demo_file, tmp_path_factory.mktemp("demo"))
    with Document.open(Path(path)) as document:
        for delay in DELAYS[request.param]:
            document.edit(delay_edit(document.plan, *delay))
        yield document


def rest(document: Document, day: date, **options: object) -> Simulation:
    plan = document.plan
    ground = lay_ground(plan, document.actuals(), day)
    unmoved = next(scenario for scenario in plan.scenarios if scenario.is_baseline)
    return simulate_plan(plan, ground, **{"scenario": unmoved, **options})  # type: ignore[arg-type]


def said(document: Document, day: date) -> Answer:
    return work_out(document.plan, document.actuals(), looked_at=day)


def kgi(document: Document, day: date) -> Forecast:
    found = said(document, day).goal
    assert found is not None
    return found


@pytest.mark.parametrize("day", [date(2026, 9, 30), *DAYS])
def test_with_no_lever_moved_the_rest_comes_to_the_forecast(document: Document, day: date) -> None:
    found, forecast = rest(document, day), kgi(document, day)
    assert found.projected == pytest.approx(forecast.forecast, rel=1e-9)
    assert found.probability == pytest.approx(forecast.probability, abs=1e-4)
    for mine, theirs in ((found.p10, forecast.p10), (found.p50, forecast.p50), (found.p90, forecast.p90)):
        assert mine == pytest.approx(theirs, rel=1e-6)


@pytest.mark.parametrize("day", DAYS)
def test_channels_and_months_add_up_to_it(document: Document, day: date) -> None:
    found, forecasts = rest(document, day), said(document, day).forecasts
    # Forecasts know nothing of what was begun before: it is the KGI as a whole that is laid to its forecast.
    near = (
        0.1
        if any("later(" in node.formula.text for node in document.plan.tree.nodes.values() if node.formula)
        else 1e-9
    )
    for channel, value in found.by_channel.items():
        assert value == pytest.approx(forecasts[NodeKey("revenue", channel)].forecast, rel=near), channel
    assert sum(value or 0.0 for value in found.by_channel.values()) == pytest.approx(found.projected, rel=1e-9)
    assert sum(month or 0.0 for month in found.by_month) == pytest.approx(found.projected, rel=1e-9)


@pytest.mark.parametrize("day", DAYS)
def test_progress_and_replanning_say_the_same(document: Document, day: date) -> None:
    forecast = kgi(document, day)
    progress = work_out_progress(document.plan, document.actuals(), day).forecasts
    node = next(one for one in progress if one.node == NodeKey("revenue") and one.member is None)
    assert (node.forecast, node.p10, node.probability) == (forecast.forecast, forecast.p10, forecast.probability)
    recovery = replan_plan(document.plan, document.actuals(), day, ()).recovery
    assert recovery is not None
    assert recovery.present == pytest.approx(forecast.forecast, rel=1e-9)
    assert recovery.chance == pytest.approx(forecast.probability, abs=1e-4)


def test_a_lever_moves_from_there_and_its_worlds_with_it(document: Document) -> None:
    day, before = DAYS[-1], rest(document, DAYS[-1])
    lever = next(effect for effect in before.plan_wide if effect.node == RATE)
    assert lever.value is not None
    up, down = (rest(document, day, overrides={RATE: lever.value * factor}) for factor in (1.05, 0.95))
    assert (up.projected or 0) > (before.projected or 0) > (down.projected or 0)
    assert (up.probability or 0) > (before.probability or 0) > (down.probability or 0)
    assert (up.p10 or 0) > (before.p10 or 0)
    same = rest(document, day, overrides={RATE: lever.value})
    assert same.projected == pytest.approx(before.projected, rel=1e-6)
    assert same.probability == pytest.approx(before.probability, abs=2e-3)


def test_what_is_done_stays_in_all_worlds(document: Document) -> None:
    plan, ground = document.plan, lay_ground(document.plan, document.actuals(), DAYS[-1])
    engine = Engine(plan, ground.baseline, ground.estimates, remaining=ground.remaining, samples=2000)
    stopped = engine.draw(dict.fromkeys(plan.tree.levers, 0.0))
    assert stopped[-1] == pytest.approx(67_900_000.0, rel=1e-6)
    assert stopped[0] == pytest.approx(37_110_000.0, rel=1e-6)


def test_a_judged_lever_is_what_the_manager_says_and_may_differ(document: Document) -> None:
    plan, node = document.plan, NodeKey("dials", "outbound")
    judged = replace(plan, judgements={node: Judgement(4_000.0, 5_000.0, 6_000.0)})
    ground = lay_ground(judged, document.actuals(), DAYS[-1])
    unmoved = next(scenario for scenario in plan.scenarios if scenario.is_baseline)
    found = simulate_plan(judged, ground, scenario=unmoved)
    assert (found.projected or 0) < (rest(document, DAYS[-1]).projected or 0)
