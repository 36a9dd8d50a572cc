"""A lever tried out: what it changes, what it is stored as, and where there is nothing to try."""

from dataclasses import replace

import pytest

from isplanner.desktop.goal_tree.what_if import WhatIf, is_locked, levers_of
from isplanner.desktop.session import Session
from isplanner.jobs.answer import work_out
from isplanner.plan.judgement import Judgement
from isplanner.plan.problem import PlanError
from isplanner.plan.scope import NodeKey
from isplanner.store.document import Document

REVENUE, RATE, DIALS, REPLIES = (NodeKey(name) for name in ("revenue", "connect_rate", "dials", "mail_replies"))
WEBINAR_RATE = NodeKey("connect_rate", "webinar")


@pytest.fixture
def rate(session: Session) -> WhatIf:
    assert session.answer is not None
    return WhatIf(session.plan, session.answer, RATE)


def test_levers_of_a_node_are_itself_or_those_of_its_channels(session: Session) -> None:
    plan = session.plan
    assert levers_of(plan, WEBINAR_RATE) == (WEBINAR_RATE,)
    assert set(levers_of(plan, RATE)) == set(plan.tree.channel_nodes("connect_rate"))
    assert levers_of(plan, REVENUE) == ()
    assert levers_of(plan, NodeKey("nothing")) == ()


def test_nothing_changes_at_the_present_value(rate: WhatIf) -> None:
    assert rate.present is not None
    tried = rate.at(rate.present)
    assert {key for key, one in tried.items() if one.outlook is not None} == set()


def test_more_of_a_rate_raises_what_it_leads_to_and_nothing_else(rate: WhatIf) -> None:
    assert rate.present is not None
    tried = rate.at(rate.present * 1.1)
    kgi = tried[REVENUE]
    assert kgi.before is not None
    assert kgi.outlook is not None
    assert kgi.outlook > kgi.before
    assert tried[RATE].value == rate.present * 1.1
    assert REPLIES not in tried
    assert DIALS not in tried


def test_going_and_coming_back_is_exact(rate: WhatIf) -> None:
    assert rate.present is not None
    first = rate.at(0.2)
    rate.at(0.4)
    assert rate.at(0.2) == first


def test_what_is_needed_reaches_the_goal(rate: WhatIf, session: Session) -> None:
    needed, goal = rate.needed(), session.plan.goal
    assert needed is not None
    assert goal is not None
    assert rate.at(needed)[REVENUE].outlook == pytest.approx(goal.value, rel=1e-9)


def test_without_a_goal_nothing_is_needed(session: Session) -> None:
    assert session.answer is not None
    assert WhatIf(replace(session.plan, goal=None), session.answer, RATE).needed() is None


def test_a_node_that_follows_from_others_cannot_be_tried(session: Session) -> None:
    assert session.answer is not None
    with pytest.raises(PlanError) as caught:
        WhatIf(session.plan, session.answer, REVENUE).at(1.0)
    assert caught.value.problem.code == "not_a_lever"


def test_a_fixed_lever_stays_fixed_where_it_is_put(document: Document, session: Session) -> None:
    assert session.answer is not None
    session.edit(WhatIf(session.plan, session.answer, WEBINAR_RATE).lock())
    assert is_locked(document.plan, WEBINAR_RATE)
    assert not is_locked(document.plan, RATE)
    session.edit(WhatIf(session.plan, session.answer, WEBINAR_RATE).edit(0.25, "ja"))
    assert document.plan.judgements[WEBINAR_RATE] == Judgement(0.25, 0.25, 0.25)
    assert document.plan.chosen.values[WEBINAR_RATE] == 0.25


def test_a_range_keeps_its_order_in_every_channel(rate: WhatIf, document: Document, session: Session) -> None:
    session.edit(rate.judge(0.15, 0.22))
    judged = [document.plan.judgements[lever] for lever in levers_of(document.plan, RATE)]
    assert all(one.low < one.likely < one.high for one in judged)


def test_without_actuals_a_lever_is_tried_all_the_same(empty_document: Document) -> None:
    plan = empty_document.plan
    answer = work_out(plan, empty_document.actuals())
    what_if = WhatIf(plan, answer, WEBINAR_RATE)
    assert what_if.present is None
    assert what_if.at(0.2)[WEBINAR_RATE].value == 0.2
    empty_document.edit(what_if.edit(0.2, "ja"))
    assert empty_document.plan.chosen.values[WEBINAR_RATE] == 0.2
