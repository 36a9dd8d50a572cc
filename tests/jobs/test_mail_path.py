"""A channel's mail replies are taken apart step by step; what actuals know stays what it was."""

import pytest

from isplanner.jobs.answer import work_out
from isplanner.jobs.mail_path import mail_step_edit, next_mail_step
from isplanner.plan.scope import NodeKey
from isplanner.store.document import Document

MAIL = "mail_magazine"


def test_only_a_channel_with_replies_has_a_path(document: Document) -> None:
    assert next_mail_step(document.plan, None) is None
    assert next_mail_step(document.plan, "webinar") is None
    step = next_mail_step(document.plan, MAIL)
    assert step is not None
    assert [node.metric for node in step] == ["mail_replies", "mails_opened", "replies_per_open"]


def test_each_step_is_one_edit_and_the_next_goes_on_from_it(document: Document) -> None:
    began, metrics = len(document.history()), []
    while (step := next_mail_step(document.plan, MAIL)) is not None:
        metrics.append(step[0].metric)
        document.edit(mail_step_edit(document.plan, *step))
    assert metrics == ["mail_replies", "mails_opened", "mails_delivered"]
    assert len(document.history()) == began + len(metrics)
    tree = document.plan.tree
    assert not tree.problems
    levers = [node for node in tree.nodes if node.channel == MAIL and tree.nodes[node].formula is None]
    assert {"mails_sent", "delivery_rate", "open_rate", "replies_per_open"} <= {node.metric for node in levers}
    document.close()


def test_what_actuals_know_of_a_step_keeps_the_baseline(document: Document) -> None:
    baseline = next(scenario for scenario in document.plan.scenarios if scenario.is_baseline)
    before = work_out(document.plan, document.actuals(), scenario=baseline).projection
    step = next_mail_step(document.plan, MAIL)
    assert step is not None
    document.edit(mail_step_edit(document.plan, *step))
    baseline = next(scenario for scenario in document.plan.scenarios if scenario.is_baseline)
    after = work_out(document.plan, document.actuals(), scenario=baseline).projection
    replies = NodeKey("mail_replies", MAIL)
    assert after.values[replies] == pytest.approx(before.values[replies], rel=0.02)
    assert after.kgi == pytest.approx(before.kgi, rel=0.01)
    document.close()
