from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from isplanner.analysis.chance.spread import AmountSpread, CountSpread, FixedSpread, JudgedSpread, ShareSpread
from isplanner.analysis.counting.count import count
from isplanner.analysis.estimates.estimate import Estimates, LeverEstimate, estimate
from isplanner.analysis.tree.baseline import measure_baseline
from isplanner.plan.judgement import Judgement
from isplanner.plan.metric import Kind
from isplanner.plan.period import Month, PeriodRule, Span
from isplanner.plan.plan import Plan
from isplanner.plan.scope import Member, NodeKey
from isplanner.plan.season import MonthFactor
from tests.analysis.plans import (
    SECOND_QUARTER,
    Row,
    actuals_of,
    days,
    demo_actuals,
    plan_of,
    template_plan,
)

JULY, AUGUST, SEPTEMBER = PLANNED = PeriodRule().months(SECOND_QUARTER)
OCTOBER = days("2026-10-01", "2026-10-31")
MEMBERS = tuple(Member(n, str(n)) for n in (1, 2, 3))
TEMPLATE = template_plan(MEMBERS)
CHANNELS = ("web_inquiry", "webinar", "outbound")
CALLS = plan_of(
    {
        "connects": "sum(connects)",
        **{f"connects[{channel}]": "dials * connect_rate" for channel in CHANNELS},
        **{f"{metric}[{channel}]": None for channel in CHANNELS for metric in ("dials", "connect_rate")},
        "connect_rate": "connects / dials",
        "dials": "sum(dials)",
    },
    "connects",
    CHANNELS,
    MEMBERS,
)


def node(text: str) -> NodeKey:
    return NodeKey.parse(text)


def calls(channel: str, months: Iterable[tuple[Span, float, float]], member: int = -1) -> list[Row]:
    """Months with their dials and connects."""
    return [
        row
        for month, dials, connects in months
        for row in (
            Row(f"dials[{channel}]", month, dials, member),
            Row(f"connects[{channel}]", month, connects, member),
        )
    ]


def estimate_of(rows: list[Row], plan: Plan = CALLS, as_of: date | None = None) -> Estimates:
    return estimate(plan, actuals_of(rows, plan), as_of)


def team(*rates: float, dials: float = 1000) -> list[Row]:
    """The same dials in each channel and month, at these rates."""
    return [
        row
        for channel, rate in zip(CHANNELS, rates, strict=False)
        for row in calls(channel, [(month, dials, dials * rate) for month in PLANNED])
    ]


def test_the_demo_team_s_levers() -> None:
    plan = template_plan()
    actuals = demo_actuals(plan)
    found, baseline = estimate(plan, actuals).levers, measure_baseline(plan, actuals).values
    levers = [lever for lever in plan.tree.levers if lever in baseline]
    assert levers
    for lever in levers:
        one = found[lever]
        assert one.p10 < one.mean < one.p90
        assert one.band[0] < one.p10
        assert one.p90 < one.band[1]
        assert 0.01 < one.scale_sd < 0.6
    assert found[node("dials[webinar]")].mean == pytest.approx(4020)
    assert found[node("connect_rate[webinar]")].trials == 4020
    # Few trials borrow much, many hardly anything.
    assert found[node("orders_per_valid[mail_magazine]")].mean == pytest.approx(105 / 422, abs=0.005)
    assert found[node("connect_rate[outbound]")].mean == pytest.approx(1875 / 13400, abs=0.001)


def test_the_whole_plan_s_rates_have_bands_too() -> None:
    plan = template_plan()
    found = estimate(plan, demo_actuals(plan)).levers[node("connect_rate")]
    assert found.mean == pytest.approx(0.18)
    assert found.trials == 30500
    assert found.band[0] < 0.18 < found.band[1]


def test_each_kind_of_lever_has_its_kind_of_spread() -> None:
    plan = template_plan()
    found = estimate(plan, demo_actuals(plan)).levers
    kinds = {"dials": CountSpread, "connect_rate": ShareSpread, "deal_size": AmountSpread}
    assert all(isinstance(found[NodeKey(metric, "webinar")].spread, kind) for metric, kind in kinds.items())
    for metric in kinds:
        lever = found[NodeKey(metric, "webinar")]
        chances = np.array([0.1, 0.9])
        assert lever.spread.quantiles(lever.mean, chances) == pytest.approx([lever.p10, lever.p90], rel=0.02)


def test_a_level_is_what_was_told_drawn_to_the_team_s() -> None:
    found = estimate_of(team(0.10, 0.20, 0.30)).levers
    rates = [found[NodeKey("connect_rate", channel)].mean for channel in CHANNELS]
    assert 0.10 < rates[0] < 0.11
    assert rates[1] == pytest.approx(0.20)
    assert 0.29 < rates[2] < 0.30


def test_channels_alike_know_more_together_than_one_alone() -> None:
    alone = estimate_of(team(0.2, dials=30)).levers[node("connect_rate[web_inquiry]")]
    together = estimate_of(team(0.2, 0.2, 0.2, dials=30)).levers[node("connect_rate[web_inquiry]")]
    assert together.mean == pytest.approx(alone.mean)
    assert together.p90 - together.p10 < 0.8 * (alone.p90 - alone.p10)


def test_a_channel_without_trials_takes_the_team_s_rate() -> None:
    rows = [*team(0.2, 0.2), Row("dials[outbound]", JULY, 0), Row("connects[outbound]", JULY, 0)]
    found = estimate_of(rows).levers[node("connect_rate[outbound]")]
    assert (found.trials, found.mean) == pytest.approx((0, 0.2))
    known = estimate_of(rows).levers[node("connect_rate[webinar]")]
    assert found.p10 < known.p10 < known.p90 < found.p90


def test_what_nothing_is_known_of_is_absent() -> None:
    assert estimate_of([]).levers == {}
    found = estimate_of(team(0.2, 0.2)).levers
    assert node("connect_rate[outbound]") not in found
    assert node("dials[outbound]") not in found


def test_months_that_vary_beyond_luck_make_the_band_wide_and_trials_worth_less() -> None:
    steady = estimate_of(team(0.2, 0.2)).levers[node("connect_rate[webinar]")]
    months = [(month, 1000, 1000 * rate) for month, rate in zip(PLANNED, (0.14, 0.2, 0.26), strict=True)]
    restless = estimate_of([*calls("web_inquiry", months), *calls("webinar", months)])
    found = restless.levers[node("connect_rate[webinar]")]
    assert found.mean == pytest.approx(steady.mean)
    assert found.spread.monthly > 2 * steady.spread.monthly
    assert found.scale_sd > 2 * steady.scale_sd
    assert found.p10 < steady.p10


def test_months_before_the_base_period_tell_only_how_much_months_vary() -> None:
    spring = PeriodRule().months(days("2026-04-01", "2026-06-30"))
    before = calls(
        "webinar", [(month, 1000, connects) for month, connects in zip(spring, (500, 100, 300), strict=True)]
    )
    found = estimate_of([*team(0.2, 0.2), *before]).levers[node("connect_rate[webinar]")]
    calm = estimate_of(team(0.2, 0.2)).levers[node("connect_rate[webinar]")]
    assert (found.trials, found.mean) == pytest.approx((3000, 0.2))
    assert found.scale_sd > calm.scale_sd


def test_periods_alike_narrow_the_band_though_their_months_differ() -> None:
    year = PeriodRule().months(days("2025-10-01", "2026-09-30"))
    swings = [(month, 1000, (120, 200, 280)[n % 3]) for n, month in enumerate(year)]
    shuffled = [(month, 1000, (120, 200, 280)[n // 4]) for n, month in enumerate(year)]
    alike, unlike = (
        estimate_of([*calls("webinar", months), *calls("web_inquiry", months)]).levers[node("connect_rate[webinar]")]
        for months in (swings, shuffled)
    )
    assert alike.scale_sd < 0.5 * unlike.scale_sd
    assert alike.spread.monthly < unlike.spread.monthly


def test_the_period_so_far_joins_the_base_period() -> None:
    rows = [*team(0.2, 0.2), *calls("webinar", [(OCTOBER, 1000, 300)])]
    before, then = (estimate_of(rows, as_of=day).levers for day in (None, date(2026, 10, 31)))
    webinar = node("connect_rate[webinar]")
    assert (before[webinar].trials, then[webinar].trials) == (3000, 4000)
    assert before[webinar].mean == pytest.approx(0.2)
    assert 0.2 < then[webinar].mean < 0.3
    assert then[node("connect_rate[web_inquiry]")].mean == pytest.approx(0.2, abs=0.01)


def test_what_comes_after_the_day_looked_at_is_not_known() -> None:
    rows = [*team(0.2, 0.2), *calls("webinar", [(days("2026-10-05"), 100, 90), (days("2026-10-20"), 1000, 900)])]
    found = estimate_of(rows, as_of=date(2026, 10, 9)).levers[node("connect_rate[webinar]")]
    assert found.trials == 3100


def test_actuals_of_the_period_alone_are_enough() -> None:
    rows = calls("webinar", [(OCTOBER, 1000, 300)])
    assert estimate_of(rows).levers == {}
    found = estimate_of(rows, as_of=date(2026, 10, 31)).levers
    assert found[node("connect_rate[webinar]")].mean == pytest.approx(0.3)
    assert found[node("dials[webinar]")].mean == pytest.approx(1000 * 60 / 21)


def test_a_count_goes_on_as_in_the_base_period_and_the_period_so_far() -> None:
    rows = [*team(0.2), *calls("web_inquiry", [(OCTOBER, 2000, 400)])]
    found = estimate_of(rows, as_of=date(2026, 10, 31)).levers[node("dials[web_inquiry]")]
    assert found.trials == 5000
    assert 3000 < found.mean < 6000
    assert estimate_of(rows).levers[node("dials[web_inquiry]")].mean == pytest.approx(3000)


def test_a_count_s_mean_is_its_baseline_where_months_are_missing() -> None:
    rows = [row for row in team(0.2) if row.span != AUGUST]
    assert estimate_of(rows).levers[node("dials[web_inquiry]")].mean == pytest.approx(3000)


def test_month_factors_are_not_taken_for_variation() -> None:
    rows = calls("webinar", [(JULY, 2200, 400), (AUGUST, 1000, 200), (SEPTEMBER, 1900, 400)])
    plain = estimate_of(rows).levers[node("dials[webinar]")]
    known = replace(CALLS, factors={8: MonthFactor(0.5, "お盆")})
    assert estimate_of(rows, known).levers[node("dials[webinar]")].scale_sd < 0.6 * plain.scale_sd


def test_members_rates_are_shrunk_to_the_team_s() -> None:
    rows = [
        *calls("webinar", [(month, 400, 40) for month in PLANNED], member=1),
        *calls("webinar", [(month, 400, 120) for month in PLANNED], member=2),
    ]
    found = estimate_of(rows)
    assert found.team["connect_rate"] == pytest.approx(0.2)
    assert 0.1 < found.members["connect_rate", 1].mean < 0.11
    assert 0.5 < found.relative("connect_rate", 1) < 0.55
    assert 1.45 < found.relative("connect_rate", 2) < 1.5
    # Nobody knows yet: he is like the team, and less surely so than anybody.
    new = found.members["connect_rate", 3]
    assert (new.trials, new.mean) == pytest.approx((0, 0.2))
    assert new.p90 - new.p10 > found.members["connect_rate", 2].p90 - found.members["connect_rate", 2].p10
    assert found.relative("connect_rate", 3) == 1.0
    assert found.relative("valid_rate", 1) == 1.0


def test_a_judgement_goes_before_actuals() -> None:
    webinar = node("connect_rate[webinar]")
    judged = replace(CALLS, judgements={webinar: Judgement(0.1, 0.15, 0.25)})
    found = estimate_of(team(0.2, 0.2), judged).levers[webinar]
    assert (found.mean, found.p10, found.p90, found.band) == (0.15, 0.1, 0.25, (0.1, 0.25))
    assert isinstance(found.spread, JudgedSpread)
    assert found.scale_sd == pytest.approx(0.15 / 2.563 / (0.15 * 0.85), rel=1e-3)
    assert estimate_of([], judged).levers == {webinar: found}


def test_a_lever_judged_to_be_certain_has_no_chance_in_it() -> None:
    dials = node("dials[webinar]")
    found = estimate_of([], replace(CALLS, judgements={dials: Judgement(500, 500, 500)})).levers[dials]
    assert isinstance(found.spread, FixedSpread)
    assert (found.mean, found.band, found.scale_sd) == (500, (500, 500), 0.0)


def test_a_judgement_of_a_node_that_is_gone_is_not_shown() -> None:
    assert estimate_of([], replace(CALLS, judgements={node("leads"): Judgement(1, 2, 3)})).levers == {}


DEAL_SIZE = plan_of({"revenue": "orders * deal_size", "orders": None, "deal_size": None}, "revenue", (), MEMBERS)


def deals(*amounts: float, orders: float = 1) -> list[Row]:
    """A deal or more a day from 2026-07-06."""
    dates = [days(f"2026-07-{day:02}") for day in range(6, 6 + len(amounts))]
    return [
        row
        for day, amount in zip(dates, amounts, strict=True)
        for row in (Row("orders", day, orders), Row("revenue", day, amount))
    ]


def test_deals_of_one_size_are_known_better_than_deals_that_differ() -> None:
    alike, unlike = (
        estimate_of(deals(*sizes), DEAL_SIZE).levers[node("deal_size")] for sizes in ([100.0] * 20, [20.0, 180.0] * 10)
    )
    assert alike.mean == unlike.mean == pytest.approx(100)
    assert unlike.p90 - unlike.p10 > 1.5 * (alike.p90 - alike.p10)


def test_returns_do_not_disturb() -> None:
    found = estimate_of(deals(100, 100, -50, 100), DEAL_SIZE).levers[node("deal_size")]
    assert found.mean == pytest.approx(62.5)
    assert found.p10 < 62.5 < found.p90
    assert node("deal_size") not in estimate_of(deals(100, -300), DEAL_SIZE).levers


def test_an_amount_as_a_lever_varies_by_its_months() -> None:
    plan = plan_of({"profit": "revenue - cost", "revenue": None, "cost": None}, "profit", ())
    rows = [Row("cost", month, cost) for month, cost in zip(PLANNED, (90, 100, 110), strict=True)]
    found = estimate_of(rows, plan).levers[node("cost")]
    assert found.mean == pytest.approx(300)
    assert isinstance(found.spread, AmountSpread)
    assert found.band[0] < 300 < found.band[1]


def test_a_year_of_months_that_close_on_the_twentieth() -> None:
    rule = PeriodRule(closing_day=20, week_start=5)
    plan = replace(CALLS, rule=rule, period=rule.fiscal_year(2026), base=rule.fiscal_year(2025))
    months = rule.months(plan.base)
    found = estimate_of(calls("webinar", [(month, 100, 20) for month in months]), plan).levers
    assert found[node("dials[webinar]")].mean == pytest.approx(1200)
    assert found[node("connect_rate[webinar]")].trials == 1200


numbers = st.one_of(st.integers(-3, 40), st.sampled_from([0.0, 1e-300, 1e12, 1e300]))
dirty = st.lists(
    st.builds(
        lambda metric, channel, first, length, value, member: Row(
            f"{metric}[{channel}]" if channel else metric,
            Span(
                date.fromordinal(JULY.start.toordinal() + first),
                date.fromordinal(JULY.start.toordinal() + first + length),
            ),
            value,
            member,
        ),
        st.sampled_from(["dials", "connects", "orders", "revenue", "mail_replies"]),
        st.sampled_from([None, *CHANNELS]),
        st.integers(0, 130),
        st.integers(1, 40),
        numbers,
        st.sampled_from([-1, 1, 2]),
    ),
    max_size=15,
)


def check(one: LeverEstimate) -> None:
    known = [one.trials, one.mean, one.p10, one.p90, *one.band, one.scale_sd, one.spread.monthly]
    assert np.isfinite(known).all()
    slack = 1e-9 * one.mean
    assert one.band[0] - slack <= one.p10 <= one.mean + slack
    assert one.mean - slack <= one.p90 <= one.band[1] + slack
    assert one.scale_sd >= 0


@given(dirty, st.sampled_from([None, date(2026, 9, 1), date(2026, 10, 15), date(2027, 3, 1)]))
def test_whatever_is_told_the_answer_is_a_number(rows: list[Row], as_of: date | None) -> None:
    found = estimate(TEMPLATE, actuals_of(rows, TEMPLATE), as_of)
    for one in (*found.levers.values(), *found.members.values()):
        check(one)
        if TEMPLATE.metrics[one.node.metric].is_share:
            assert 0 < one.mean < 1
    assert all(
        np.isfinite(found.relative(metric.key, 1)) for metric in TEMPLATE.metrics.values() if metric.kind is Kind.RATE
    )


groups = st.lists(st.tuples(st.integers(1, 60), st.integers(0, 60)), min_size=3, max_size=3)


@given(groups)
def test_rates_lie_between_their_own_and_the_team_s(trials: list[tuple[int, int]]) -> None:
    rows = [
        row
        for channel, (hits, misses) in zip(CHANNELS, trials, strict=True)
        for row in calls(channel, [(JULY, hits + misses, hits)])
    ]
    known = sum(hits + misses for hits, misses in trials)
    pooled = min(sum(hits for hits, _ in trials) / known, (known + 0.5) / (known + 1))
    found = estimate_of(rows).levers
    for channel, (hits, misses) in zip(CHANNELS, trials, strict=True):
        one, raw = found[NodeKey("connect_rate", channel)], hits / (hits + misses)
        assert min(raw, pooled) - 1e-9 <= one.mean <= max(raw, pooled) + 1e-9
        check(one)


@given(st.permutations(team(0.15, 0.2, 0.3)))
def test_the_order_of_facts_does_not_matter(rows: list[Row]) -> None:
    expected, found = estimate_of(team(0.15, 0.2, 0.3)).levers, estimate_of(list(rows)).levers
    for lever, one in expected.items():
        assert (found[lever].mean, found[lever].scale_sd) == pytest.approx((one.mean, one.scale_sd))


@given(st.integers(0, 99))
def test_one_more_success_is_never_taken_for_worse(hits: int) -> None:
    def rate(connects: int) -> float:
        rows = [*calls("webinar", [(JULY, 100, connects)]), *calls("outbound", [(JULY, 100, 40)])]
        return estimate_of(rows).levers[node("connect_rate[webinar]")].mean

    assert rate(hits) < rate(hits + 1)


def test_four_of_five_next_periods_fall_into_the_band() -> None:
    rng = np.random.default_rng(7)
    year = [PeriodRule().month(Month(2025, 10).plus(n)) for n in range(12)]
    inside = []
    for _ in range(120):
        level = rng.normal(-1.4, 0.5, len(CHANNELS))
        odds = np.exp(level[:, None] + rng.normal(0, 0.2, (len(CHANNELS), len(year) + 3)))
        rates = odds / (1 + odds)
        rows = [
            row
            for c, channel in enumerate(CHANNELS)
            for row in calls(channel, [(m, 200, float(rng.binomial(200, rates[c, t]))) for t, m in enumerate(year)])
        ]
        found = estimate_of(rows).levers
        for c, channel in enumerate(CHANNELS):
            low, high = found[NodeKey("connect_rate", channel)].band
            inside.append(low <= rates[c, -3:].mean() <= high)
    assert 0.75 <= np.mean(inside) <= 0.88


def test_a_count_of_facts_made_before_is_used() -> None:
    actuals = actuals_of(team(0.2, 0.3), CALLS)
    counted = count(CALLS, actuals)
    assert estimate(CALLS, actuals, counted=counted).levers == estimate(CALLS, actuals).levers


def test_an_example_against_the_textbook() -> None:
    """One month each, so all that is known is a Beta around the pooled rate (κ at least 2)."""
    rows = [*calls("webinar", [(JULY, 110, 60)]), *calls("outbound", [(JULY, 110, 60)])]
    found = estimate_of(rows).levers[node("connect_rate[webinar]")]
    assert found.mean == pytest.approx(60 / 110)
    spread = found.spread
    assert isinstance(spread, ShareSpread)
    expected = stats.beta(spread.trials * found.mean, spread.trials * (1 - found.mean))
    assert (found.p10, found.p90) == pytest.approx((expected.ppf(0.1), expected.ppf(0.9)), rel=1e-6)
