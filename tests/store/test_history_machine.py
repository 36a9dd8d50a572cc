"""Random edits, imports, undos, redos and restarts: memory equals file, and the way back and forth is exact.

`--hypothesis-profile=long` runs it long.
"""

import dataclasses
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from typing_extensions import override

from isplanner.jobs.new_plan import plan_blueprint
from isplanner.plan.fact import Batch, FactKind, HeldCell, MetricMonth, Waiting
from isplanner.plan.headcount import Headcount, Hire
from isplanner.plan.judgement import Judgement
from isplanner.plan.metric import Kind, Metric
from isplanner.plan.period import Month, PeriodRule, Span
from isplanner.plan.plan import Plan
from isplanner.plan.problem import PlanError
from isplanner.plan.scenario import Scenario
from isplanner.plan.scope import Member, NodeKey
from isplanner.plan.season import MonthFactor
from isplanner.plan.target import Edition, Levels, Purpose, Way
from isplanner.store import edits
from isplanner.store.document import Document
from isplanner.store.edits import Edit
from isplanner.store.stored import LeverValue
from tests.store.samples import bring_in, content, draft_name, fact, new_channel, query

QUARTER = Span(date(2026, 10, 1), date(2027, 1, 1))
HALF = Span(date(2026, 10, 1), date(2027, 4, 1))
METRICS = [Metric(f"own{n}", f"自前{n}", f"Own {n}", "件", Kind.COUNT) for n in range(2)]

names = st.sampled_from(["甲", "乙", "丙", "丁"])
channels = st.sampled_from(["webinar", "outbound", "mail_magazine", "dm", "fax"])
nodes = st.builds(
    NodeKey,
    st.sampled_from(["revenue", "orders", "dials", "connect_rate", "valid_rate", "deal_size", "own0", "talk_minutes"]),
    st.none() | channels,
)
numbers = st.sampled_from([0.0, -0.0, 1.0, 0.1, 12_345.0, 1e-300, 5e-324, 1e300, -7.25])
counts = st.integers(-3, 10**9)
lever_values: st.SearchStrategy[LeverValue] = st.none() | numbers | st.tuples(numbers, numbers, numbers)
spans = st.sampled_from([*PeriodRule().months(HALF), QUARTER])
days = st.none() | st.dates(date(2026, 1, 1), date(2027, 12, 31))
members = st.builds(
    Member,
    st.just(0),
    names,
    st.sampled_from([1.0, 0.5]),
    days,
    days,
    st.sampled_from([(), (0.5, 0.75)]),
    st.lists(st.tuples(days, names), max_size=2).map(tuple),
)
hires = st.builds(
    Hire, st.sampled_from([1.0, 0.5, 0.0]), st.dates(QUARTER.start, HALF.last), st.sampled_from([(), (0.5, 0.75)])
)
headcounts = st.builds(
    Headcount,
    st.lists(hires, max_size=2).map(tuple),
    st.dictionaries(st.integers(1, 3), st.dates(QUARTER.start, HALF.last), max_size=2),
)
cells = st.dictionaries(st.tuples(st.none() | st.integers(1, 3), spans), counts, max_size=4)
judgements = st.builds(Judgement, numbers, numbers, numbers)
factors = st.builds(MonthFactor, numbers, names, st.booleans())
rules = st.builds(PeriodRule, st.sampled_from([0, 20]), st.integers(0, 6), st.integers(1, 12))
formulas = st.none() | st.sampled_from(
    ["dials * 0.1", "sum(orders)", "orders[webinar] + 1", "no formula at all (", "dials"]
)

Pick = Callable[[Plan], Edit]
State = tuple[Plan, list[int], list[float], list[int], list[int]]
HELD = HeldCell("七月.xlsx", "7月", "D14", "約30", "not_a_number")


def of_scenario(make: Callable[[Scenario, str], Edit]) -> st.SearchStrategy[Pick]:
    """An edit of one of the plan's scenarios, with a name."""
    return st.builds(
        lambda n, name: lambda plan: make(plan.scenarios[n % len(plan.scenarios)], name), st.integers(0, 9), names
    )


def of_log(part: str, make: Callable[..., Edit]) -> st.SearchStrategy[Pick]:
    """An edit of a comment or influence of the plan; where there is none, of nothing."""

    def pick(number: int) -> Pick:
        def edit(plan: Plan) -> Edit:
            entries = getattr(plan, part)
            return make(entries[number % len(entries)]) if entries else edits.together(())

        return edit

    return st.builds(pick, st.integers(0, 9))


def of_batch(make: Callable[[Batch], Edit]) -> st.SearchStrategy[Pick]:
    """An edit of an import, which may be none."""
    made = st.integers(1, 4).map(lambda number: make(Batch(number, ("七月.xlsx",), 0, 0, withdrawn=False)))
    return plain(made)


def of_member(make: Callable[[Member, Member], Edit]) -> st.SearchStrategy[Pick]:
    """An edit of one of the plan's members (or of one who is none), with what another is."""
    return st.builds(
        lambda n, new: lambda plan: make(plan.members[n % len(plan.members)] if plan.members else new, new),
        st.integers(0, 9),
        members,
    )


def plain(edit: st.SearchStrategy[Edit]) -> st.SearchStrategy[Pick]:
    return edit.map(lambda made: lambda _plan: made)


EVERY_EDIT: dict[Callable[..., Edit], st.SearchStrategy[Pick]] = {
    edits.rename_plan: plain(st.builds(edits.rename_plan, names)),
    edits.set_period: plain(st.builds(edits.set_period, st.sampled_from([QUARTER, HALF]), spans)),
    edits.set_rule: plain(st.builds(edits.set_rule, rules)),
    edits.set_closings: plain(st.builds(edits.set_closings, st.lists(spans, max_size=3))),
    edits.set_goal: plain(
        st.builds(edits.set_goal, st.sampled_from(["revenue", "orders", "own0"]), numbers, base=st.none() | numbers)
    ),
    edits.choose_kgi: plain(st.builds(edits.choose_kgi, st.sampled_from(["revenue", "orders", "own0"]))),
    edits.set_levers: plain(
        st.builds(
            edits.set_levers,
            st.dictionaries(nodes, lever_values, min_size=1, max_size=4),
            st.just(draft_name),
            st.none() | names,
        )
    ),
    edits.set_headcount: plain(st.builds(edits.set_headcount, headcounts, st.just(draft_name), st.none() | names)),
    edits.choose_scenario: of_scenario(lambda scenario, _name: edits.choose_scenario(scenario)),
    edits.add_scenario: of_scenario(lambda scenario, name: edits.add_scenario(name, scenario)),
    edits.rename_scenario: of_scenario(edits.rename_scenario),
    edits.note_scenario: of_scenario(edits.note_scenario),
    edits.remove_scenario: of_scenario(lambda scenario, _name: edits.remove_scenario(scenario)),
    edits.set_targets: plain(
        st.builds(edits.set_targets, st.dictionaries(nodes, st.none() | counts, min_size=1, max_size=4))
    ),
    edits.adopt_targets: of_scenario(
        lambda scenario, _name: edits.adopt_targets({NodeKey("orders"): 7, NodeKey("revenue"): 9}, scenario)
    ),
    edits.set_edition: plain(
        st.builds(
            edits.set_edition,
            st.lists(nodes, max_size=3),
            st.sampled_from(Edition),
            days,
            st.dictionaries(nodes, cells, max_size=2),
        )
    ),
    edits.set_markup: plain(st.builds(edits.set_markup, nodes, numbers)),
    edits.set_weights: plain(
        st.builds(edits.set_weights, nodes, st.dictionaries(st.integers(1, 3), numbers, max_size=3))
    ),
    edits.set_aims: plain(
        st.builds(edits.set_aims, st.dictionaries(nodes, st.none() | counts, min_size=1, max_size=4))
    ),
    edits.set_judgements: plain(
        st.builds(edits.set_judgements, st.dictionaries(nodes, st.none() | judgements, min_size=1, max_size=3))
    ),
    edits.set_open_at_start: plain(
        st.builds(edits.set_open_at_start, st.dictionaries(nodes, st.none() | numbers, min_size=1, max_size=3))
    ),
    edits.set_factors: plain(
        st.builds(edits.set_factors, st.dictionaries(st.integers(1, 12), st.none() | factors, max_size=4))
    ),
    edits.set_levels: plain(st.builds(edits.set_levels, st.builds(Levels, numbers, numbers, st.integers(-1, 30)))),
    edits.set_way: plain(st.builds(edits.set_way, nodes, st.sampled_from(Way))),
    edits.fix_cells: plain(st.builds(edits.fix_cells, nodes, cells)),
    edits.free_cells: plain(
        st.builds(edits.free_cells, nodes, st.lists(st.tuples(st.none() | st.integers(1, 3), spans), max_size=3))
    ),
    edits.set_formula: plain(st.builds(edits.set_formula, nodes, formulas)),
    edits.add_node: plain(st.builds(edits.add_node, nodes, formulas)),
    edits.remove_node: plain(st.builds(edits.remove_node, nodes)),
    edits.set_priorities: plain(st.builds(edits.set_priorities, st.lists(nodes, max_size=3))),
    edits.set_owner: plain(st.builds(edits.set_owner, st.lists(nodes, max_size=2), names | st.just(""))),
    edits.set_due: plain(st.builds(edits.set_due, st.lists(nodes, max_size=2), days)),
    edits.set_bounds: plain(st.builds(edits.set_bounds, nodes, st.none() | numbers, st.none() | numbers)),
    edits.set_purpose: plain(st.builds(edits.set_purpose, st.builds(Purpose, names, names, names, days))),
    edits.write_comment: plain(st.builds(edits.write_comment, nodes, names, st.just(date(2026, 11, 18)), names)),
    edits.settle_comment: of_log("comments", edits.settle_comment),
    edits.remove_comment: of_log("comments", edits.remove_comment),
    edits.set_influence: plain(st.builds(edits.set_influence, nodes, nodes, names)),
    edits.remove_influence: of_log("influences", edits.remove_influence),
    edits.add_metric: plain(st.builds(edits.add_metric, st.sampled_from(METRICS))),
    edits.set_metric: plain(
        st.builds(
            lambda metric, name: edits.set_metric(dataclasses.replace(metric, ja=name)), st.sampled_from(METRICS), names
        )
    ),
    edits.remove_metric: plain(st.builds(edits.remove_metric, st.sampled_from(["own0", "own1", "cost"]))),
    edits.add_channel: plain(st.builds(lambda key: edits.add_channel(new_channel(key)), channels)),
    edits.set_channel: plain(
        st.builds(
            lambda key, name: edits.set_channel(dataclasses.replace(new_channel(key).channel, ja=name)), channels, names
        )
    ),
    edits.remove_channel: plain(st.builds(edits.remove_channel, channels)),
    edits.add_member: plain(st.builds(edits.add_member, members)),
    edits.set_member: of_member(lambda member, new: edits.set_member(dataclasses.replace(new, id=member.id))),
    edits.remove_member: of_member(lambda member, _new: edits.remove_member(member)),
    edits.withdraw_batch: of_batch(edits.withdraw_batch),
    edits.restore_batch: of_batch(edits.restore_batch),
    edits.prefer_batch: of_batch(edits.prefer_batch),
    edits.choose_batch: plain(
        st.builds(
            lambda places, n: edits.choose_batch(places, n and Batch(n, ("七月.xlsx",), 0, 0, withdrawn=False)),
            st.sets(
                st.builds(
                    MetricMonth,
                    st.sampled_from(["dials", "orders", "own0"]),
                    st.sampled_from(FactKind),
                    st.sampled_from([Month(2026, 10), Month(2026, 11)]),
                ),
                max_size=3,
            ),
            st.none() | st.integers(1, 4),
        )
    ),
    edits.settle_held: plain(
        st.builds(
            # Each batch of this machine holds one cell, so both have the same number.
            lambda n, metric, adds: edits.settle_held(
                replace(HELD, id=n, batch=n, waiting=Waiting("value", (), adds=adds)), [fact(7, metric)], new_channel
            ),
            st.integers(1, 4),
            st.sampled_from(["dials", "orders"]),
            st.booleans(),
        )
    ),
    edits.spell_member: plain(st.builds(edits.spell_member, st.sampled_from(["佐藤さん", "サトウ"]), names)),
    edits.spell_channel: plain(st.builds(edits.spell_channel, st.sampled_from(["ｗｅｂ", "FAX"]), channels)),
    edits.forget_spelling: of_log("spellings", edits.forget_spelling),
    edits.save_template: plain(st.builds(edits.save_template, names, st.sampled_from(["{}", "[]"]))),
    edits.remove_template: plain(st.builds(edits.remove_template, names)),
    edits.together: st.lists(
        st.builds(edits.rename_plan, names) | st.builds(edits.set_formula, nodes, formulas), min_size=1, max_size=3
    ).map(lambda parts: lambda _plan: edits.together(parts)),
    edits.in_turn: st.lists(
        st.builds(edits.set_levers, st.dictionaries(nodes, lever_values, min_size=1, max_size=2), st.just(draft_name))
        | st.builds(edits.set_formula, nodes, formulas),
        min_size=1,
        max_size=3,
    ).map(lambda parts: lambda _plan: edits.in_turn(parts)),
}
"""A way to try each function that `edits.py` names."""


def test_every_function_that_makes_an_edit_is_tried() -> None:
    made = {
        function
        for function in vars(edits).values()
        if callable(function)
        and getattr(function, "__module__", "").startswith("isplanner.store.edit")
        and getattr(function, "__annotations__", {}).get("return") is Edit
    }
    assert made == set(EVERY_EDIT)


@cache
def new_plan() -> Path:
    """A file that is made once: making one takes longer than a hundred edits."""
    path = Path(tempfile.mkdtemp()) / "new.isplan"
    Document.create(path, plan_blueprint(QUARTER, "ja")).close()
    return path


class HistoryMachine(RuleBasedStateMachine):
    """`past` is the plan after each edit that is done, `future` after each that is undone, the next one last."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.path = Path(shutil.copy(new_plan(), self.folder / "p.isplan"))
        self.marks = 0

    @initialize()
    def make(self) -> None:
        self.document = Document.open(self.path)
        self.past = [self.state()]
        self.future: list[State] = []

    def state(self) -> State:
        """The plan, the facts in force with their ranks, and the cells that are open."""
        facts, held = self.document.actuals(), self.document.held()
        columns = (column.tolist() for column in (facts.id, facts.value, facts.batch))
        return content(self.document.plan), *columns, [cell.id for cell in held]

    @rule(pick=st.one_of(*EVERY_EDIT.values()), reason=st.none() | names)
    def edit(self, pick: Pick, reason: str | None) -> None:
        before = self.state()
        try:
            change = self.document.edit(pick(self.document.plan).because(reason))
        except PlanError:
            change = None
        self.note(before, changed=change is not None)

    @rule(
        who=st.lists(names, max_size=3),
        channel=channels,
        metric=st.sampled_from(["dials", "orders"]),
        span=spans,
        new=st.booleans(),
    )
    def bring_in(self, who: list[str], channel: str, metric: str, span: Span, new: bool) -> None:
        before = self.state()
        self.marks += new
        facts = [fact(n + self.marks / 4, metric, name, channel, span) for n, name in enumerate(who)]
        imported = bring_in(self.document, facts, [HELD], mark=str(self.marks))
        self.note(before, changed=imported.change is not None)

    def note(self, before: State, *, changed: bool) -> None:
        if changed:
            self.past.append(self.state())
            self.future.clear()
        else:
            assert self.state() == before

    @precondition(lambda self: len(self.past) > 1)
    @rule()
    def undo(self) -> None:
        self.document.undo()
        self.future.append(self.past.pop())
        assert self.state() == self.past[-1]

    @precondition(lambda self: self.future)
    @rule()
    def redo(self) -> None:
        self.document.redo()
        self.past.append(self.future.pop())
        assert self.state() == self.past[-1]

    @rule()
    def restart(self) -> None:
        before = self.state(), self.document.plan, self.document.history()
        self.document.close()
        self.document = Document.open(self.path)
        assert (self.state(), self.document.plan, self.document.history()) == before

    @invariant()
    def memory_equals_file(self) -> None:
        with Document.open(self.path, read_only=True) as again:
            assert again.plan == self.document.plan
        assert query(self.path, "pragma foreign_key_check") == []
        assert [past.undone for past in self.document.history()].count(True) == len(self.future)
        assert sorted(other.name for other in self.folder.iterdir()) == ["p.isplan"]

    @override
    def teardown(self) -> None:
        last, done = self.state(), len(self.past)
        while len(self.past) > 1:
            self.undo()
        assert self.document.next_turns()[0] is None
        while len(self.past) < done:
            self.redo()
        assert self.state() == last
        assert self.document.check() == ()
        self.document.close()
        shutil.rmtree(self.folder)


# Without the phase that explains: it traces every line, which takes minutes here.
PHASES = (Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink)
HistoryMachine.TestCase.settings = settings(
    max_examples=settings().max_examples // 6, stateful_step_count=25, phases=PHASES
)
TestHistory = HistoryMachine.TestCase
