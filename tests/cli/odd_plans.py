"""Plans at the edges: what a manager may come to have, made by edits in this process."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from isplanner.analysis.tree.targets import adopt
from isplanner.jobs.answer import work_out
from isplanner.jobs.delays import delay_edit
from isplanner.jobs.new_plan import plan_blueprint
from isplanner.jobs.set_values import goal_edit
from isplanner.plan.fact import Fact, FactKind, Source
from isplanner.plan.period import DAY, PeriodRule, Span
from isplanner.plan.scope import Member, NodeKey
from isplanner.plan.season import MonthFactor
from isplanner.plan.target import Goal, Way
from isplanner.store import edits
from isplanner.store.document import Document
from isplanner.store.facts import ReadFile
from isplanner.store.stored import NewChannel

Number = tuple[str, Span, str | None, str | None, float]
"""Metric, days, member, channel, value."""

FUNNEL = {
    "web_inquiry": (400, 160, 40, 30, 8, 8_000_000),
    "outbound": (2000, 300, 30, 15, 4, 4_400_000),
}
METRICS = ("dials", "connects", "appointments", "valid_appointments", "orders", "revenue")
QUARTER = PeriodRule().quarter(2026, 3)
AS_OF = date(2026, 10, 16)


@contextmanager
def quarter(path: Path, kgi: str = "revenue", goal: float = 40_000_000, team: int = 2) -> Iterator[Document]:
    """A plan for 2026年度 第3四半期 with so many members."""
    with Document.create(path, plan_blueprint(QUARTER, "ja", kgi=kgi)) as document:
        document.edit(goal_edit(Goal(kgi, goal)))
        for number in range(team):
            document.edit(edits.add_member(Member(0, f"担当 {number + 1}")))
        yield document


def tell(document: Document, numbers: Iterable[Number], mark: str) -> None:
    """Store actuals as an import would."""
    facts = [
        Fact(metric, FactKind.ACTUAL, span, "day", member, channel, value, Source(f"{mark}.xlsx", "実績", f"A{row}"))
        for row, (metric, span, member, channel, value) in enumerate(numbers, 1)
    ]
    document.append_batch([ReadFile(f"{mark}.xlsx", mark)], facts, [], _no_channel)


def _no_channel(key: str) -> NewChannel:
    raise AssertionError(key)


def names(document: Document) -> list[str | None]:
    """The members' names; nobody's where there is none."""
    return [member.name for member in document.plan.members] or [None]


def base_months(document: Document, times: float = 1.0) -> Iterator[Number]:
    """Each month of the base period, by channel and member."""
    team = names(document)
    for month in document.plan.rule.months(document.plan.base):
        for channel, counts in FUNNEL.items():
            for metric, count in zip(METRICS, counts, strict=True):
                yield from ((metric, month, name, channel, float(round(count * times / len(team)))) for name in team)


def days_so_far(document: Document, last: date, times: float = 1.0) -> Iterator[Number]:
    """Each business day up to one: a twentieth of a month's, and an order every other day."""
    plan, team = document.plan, names(document)
    days = [day for day in Span(plan.period.start, last + DAY) if plan.calendar.is_business_day(day)]
    for number, day in enumerate(days):
        for channel, (dials, connects, appointments, *_) in FUNNEL.items():
            won = number % 2
            counts = (dials / 20, connects / 20, appointments / 20, appointments / 20, won, won * 1_000_000)
            for metric, count in zip(METRICS, counts, strict=True):
                value = float(round(count * times))
                yield metric, Span(day, day + DAY), team[number % len(team)], channel, value


def adopt_scenario(document: Document) -> None:
    """The chosen scenario's values become the targets."""
    plan = document.plan
    projection = work_out(plan, document.actuals()).projection
    document.edit(edits.adopt_targets(adopt(plan, projection), plan.chosen))


def _half_done(document: Document) -> None:
    tell(document, base_months(document), "base")
    adopt_scenario(document)
    tell(document, days_so_far(document, AS_OF), "now")


def no_actuals(path: Path) -> None:
    """A goal, people, and nothing else."""
    with quarter(path):
        pass


def one_member(path: Path) -> None:
    """A team of one."""
    with quarter(path, team=1) as document:
        _half_done(document)


def delayed(path: Path) -> None:
    """Orders take up to six months, valid appointments of one channel two; of the first of them nothing is told."""
    with quarter(path) as document:
        document.edit(delay_edit(document.plan, "orders", (0.2, 0.3, 0.2, 0.1, 0.1, 0.1)))
        document.edit(delay_edit(document.plan, "valid_appointments", (0.0, 0.5, 0.5), "outbound"))
        _half_done(document)


def nobody(path: Path) -> None:
    """Targets and actuals, and no team to share them out to."""
    with quarter(path, team=0) as document:
        _half_done(document)


def zero_trials(path: Path) -> None:
    """Actuals, all of them nothing: rates divide by zero."""
    with quarter(path) as document:
        tell(document, base_months(document, 0.0), "base")
        tell(document, days_so_far(document, AS_OF, 0.0), "now")
        document.edit(edits.set_targets({NodeKey("dials"): 300.0, NodeKey("orders"): 30.0}))


def goal_of_zero(path: Path) -> None:
    """A KGI of which nothing is wanted, and targets of nothing."""
    with quarter(path) as document:
        _half_done(document)
        document.edit(edits.set_goal("revenue", 0.0))
        document.edit(edits.set_targets(dict.fromkeys(document.plan.targets, 0.0)))


def period_over(path: Path) -> None:
    """A plan of last year: no day of it is left."""
    with Document.create(path, plan_blueprint(PeriodRule().quarter(2025, 3), "ja")) as document:
        document.edit(goal_edit(Goal("revenue", 40_000_000)))
        document.edit(edits.add_member(Member(0, "担当 1")))
        tell(document, base_months(document), "base")
        adopt_scenario(document)
        tell(document, days_so_far(document, date(2025, 12, 31)), "now")


def broken_formula(path: Path) -> None:
    """A formula that names what is no longer there."""
    with quarter(path) as document:
        _half_done(document)
        document.edit(edits.set_formula(NodeKey("orders", "outbound"), "valid_appointments * nothing_such"))


def negative_count(path: Path) -> None:
    """A formula that makes a count negative, of which no luck can be drawn."""
    with quarter(path) as document:
        _half_done(document)
        formula = "0 - valid_appointments * orders_per_valid"
        document.edit(edits.set_formula(NodeKey("orders", "outbound"), formula))


def returns(path: Path) -> None:
    """More revenue taken back than won."""
    with quarter(path) as document:
        tell(document, base_months(document), "base")
        adopt_scenario(document)
        who = names(document)[0]
        back = [("revenue", Span(day, day + DAY), who, "outbound", -5e6) for day in (QUARTER.start, AS_OF)]
        tell(document, [*days_so_far(document, AS_OF), *back], "now")


def cost(path: Path) -> None:
    """A KGI of which less is better."""
    with quarter(path, "cost", 20_000_000) as document:
        months = document.plan.rule.months(document.plan.base)
        tell(document, [("cost", month, None, channel, 4e6) for month in months for channel in FUNNEL], "base")
        adopt_scenario(document)
        span = Span(QUARTER.start, AS_OF + DAY)
        tell(document, [("cost", span, None, channel, 1.9e6) for channel in FUNNEL], "now")


def lone_rate(path: Path) -> None:
    """A rate as KGI whose parts are not in the tree."""
    with quarter(path, "profit_rate", 0.4) as document:
        months = document.plan.rule.months(document.plan.base)
        amounts = {"revenue": 5e6, "profit": 2e6}
        tell(document, [(key, month, None, "outbound", v) for key, v in amounts.items() for month in months], "base")


def without_channels(path: Path) -> None:
    """Actuals by member alone, in a plan whose tree is by channel."""
    with quarter(path) as document:
        told = ((metric, span, member, None, value) for metric, span, member, _, value in _one_channel(document))
        tell(document, told, "base")
        adopt_scenario(document)


def _one_channel(document: Document) -> Iterator[Number]:
    return (number for number in base_months(document) if number[3] == "outbound")


ODD_PLANS: Sequence[Callable[[Path], None]] = (
    no_actuals,
    one_member,
    delayed,
    nobody,
    zero_trials,
    goal_of_zero,
    period_over,
    broken_formula,
    negative_count,
    returns,
    cost,
    lone_rate,
    without_channels,
)


def closing_on_20th(path: Path) -> None:
    """A year with 20日締め and weeks from Saturday; people come, go and move; every kind of share."""
    rule = PeriodRule(closing_day=20, week_start=5)
    with Document.create(path, plan_blueprint(rule.fiscal_year(2026), "ja", rule=rule)) as document:
        document.edit(goal_edit(Goal("revenue", 170_000_000)))
        for member in _team():
            document.edit(edits.add_member(member))
        everybody = names(document)
        told = (number for number in base_months(document, 3.0) if number[2] in everybody[:3])
        tell(document, told, "base")
        adopt_scenario(document)
        _share_out(document)


def _team() -> list[Member]:
    moved = ((None, "第一"), (date(2026, 10, 1), "第二"))
    return [
        Member(0, "佐藤", teams=((None, "第一"),)),
        Member(0, "鈴木", teams=moved),
        Member(0, "高橋", 0.6, teams=((None, "第二"),)),
        Member(0, "新人", joined=date(2026, 6, 10), ramp=(0.25, 0.5, 0.75)),
        Member(0, "退社", left=date(2026, 9, 8), teams=((None, "第一"),)),
        Member(0, "途中", joined=date(2026, 8, 3), left=date(2027, 1, 29)),
    ]


def _share_out(document: Document) -> None:
    """Month factors, 上乗せ率, 努力 line, fixed cells, and a way for each channel's node."""
    plan = document.plan
    who = {member.name: member.id for member in plan.members}
    months, weeks = plan.months, plan.weeks
    outbound, inquiry = (NodeKey("dials", channel) for channel in ("outbound", "web_inquiry"))
    aims = {
        key: round(target.value * 1.15)
        for key, target in plan.targets.items()
        if key.metric == "orders" and key.channel
    }
    aims[NodeKey("orders")] = sum(aims.values())
    for edit in (
        edits.set_factors({3: MonthFactor(1.4, "typed"), 8: MonthFactor(0.7, "typed")}),
        edits.set_markup(outbound, 0.1),
        edits.set_aims(dict(aims)),
        edits.fix_cells(outbound, {(who["佐藤"], months[3]): 100, (None, months[5]): 5000}),
        edits.fix_cells(inquiry, {(who["鈴木"], weeks[9]): 17}),
        edits.set_way(NodeKey("appointments", "outbound"), Way.EVEN),
        edits.set_way(NodeKey("orders", "outbound"), Way.BUSINESS_DAYS),
        edits.set_way(NodeKey("connects", "outbound"), Way.LAST_PERIOD),
        edits.set_way(NodeKey("revenue", "web_inquiry"), Way.EQUAL_CHANCE),
        edits.set_way(NodeKey("valid_appointments", "outbound"), Way.OWN_COLUMN),
        edits.set_weights(NodeKey("valid_appointments", "outbound"), {who["佐藤"]: 3.0, who["鈴木"]: 2.0}),
    ):
        document.edit(edit)
