"""Forecasts are kept day by day: beside the plan, so that neither undo nor another window hears of it."""

import dataclasses
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from isplanner.plan.forecast import KeptForecast
from isplanner.plan.problem import PlanError
from isplanner.plan.scope import Member
from isplanner.store import edits
from isplanner.store.document import Document
from tests.store.samples import DIALS, ORDERS, bring_in, content, fact, query

MONDAY, TUESDAY = date(2026, 11, 16), date(2026, 11, 17)
FORECAST = KeptForecast(MONDAY, 1, ORDERS, None, 118.25, 101.0, 118.0, 136.5, 0.4375, 120.0)


@pytest.fixture
def other(document: Document) -> Iterator[Document]:
    """Another window on the same plan."""
    with Document.open(document.path) as other:
        yield other


def test_what_is_kept_is_read_back(document: Document) -> None:
    document.edit(edits.add_member(Member(0, "佐藤 花子")))
    of_all = (FORECAST, KeptForecast(MONDAY, 1, DIALS, 1, 0.1), dataclasses.replace(FORECAST, day=TUESDAY, revision=3))
    document.forecasts.keep([of_all[2], *of_all[:2]])
    assert document.forecasts.kept() == of_all
    assert document.forecasts.kept(MONDAY) == of_all[:2]
    assert document.forecasts.kept(date(2026, 11, 18)) == ()
    with Document.open(document.path) as again:
        assert again.forecasts.kept() == of_all
    assert document.check() == ()


def test_forecast_of_the_same_revision_takes_the_place_of_the_one_before(document: Document) -> None:
    better = dataclasses.replace(FORECAST, mean=119.0)
    for forecast in (FORECAST, better):
        document.forecasts.keep([forecast])
    assert document.forecasts.kept() == (better,)


def test_what_says_the_same_as_the_revision_before_is_not_written_again(document: Document) -> None:
    same = dataclasses.replace(FORECAST, revision=2)
    changed = dataclasses.replace(FORECAST, revision=3, mean=90.0)
    back = dataclasses.replace(FORECAST, revision=4)
    document.forecasts.keep([FORECAST])
    document.forecasts.keep([same])
    assert document.forecasts.kept() == (FORECAST,)
    document.forecasts.keep([changed, back])
    assert document.forecasts.kept() == (FORECAST, changed, back)
    before = document.path.read_bytes()
    document.forecasts.keep([same, changed, back])
    assert document.path.read_bytes() == before


def test_keeping_is_no_edit(document: Document) -> None:
    document.edit(edits.rename_plan("甲"))
    document.edit(edits.rename_plan("乙"))
    document.undo()
    before = document.plan, document.history()
    document.forecasts.keep([FORECAST])
    assert (document.plan, document.history()) == before
    assert query(document.path, "select revision from plan") == [(before[0].revision,)]
    document.redo()
    document.undo()
    document.undo()
    assert document.forecasts.kept() == (FORECAST,)


def test_other_window_can_undo_and_edit_as_if_nothing_had_been_written(document: Document, other: Document) -> None:
    document.edit(edits.set_targets({ORDERS: 120}))
    other.reload_if_changed()
    seen = other.plan
    document.forecasts.keep([FORECAST])
    assert other.reload_if_changed() is None
    assert other.plan is seen or other.plan == seen
    document.forecasts.keep([dataclasses.replace(FORECAST, mean=1.0)])
    assert other.undo().parts == {"targets"}
    document.reload_if_changed()
    document.forecasts.keep([dataclasses.replace(FORECAST, mean=2.0)])
    assert other.edit(edits.set_targets({ORDERS: 130})) is not None
    assert [kept.mean for kept in other.forecasts.kept()] == [2.0]


def test_undo_still_refuses_what_another_window_did(document: Document, other: Document) -> None:
    document.edit(edits.set_targets({ORDERS: 120}))
    document.forecasts.keep([FORECAST])
    with pytest.raises(PlanError, match="changed_elsewhere"):
        other.undo()


def test_reading_one_keeps_nothing(document: Document) -> None:
    document.forecasts.keep([FORECAST])
    with Document.open(document.path, read_only=True) as reader:
        reader.forecasts.keep([dataclasses.replace(FORECAST, mean=1.0)])
        assert reader.forecasts.kept() == (FORECAST,)


def test_removed_member_and_channel_keep_their_forecasts(document: Document) -> None:
    bring_in(document, [fact(3)])
    (member,) = document.plan.members
    kept = dataclasses.replace(FORECAST, node=DIALS, member=member.id)
    document.forecasts.keep([kept])
    before = content(document.plan)
    document.edit(edits.together([edits.remove_member(member), edits.remove_channel("webinar")]))
    assert document.forecasts.kept() == (kept,)
    document.undo()
    assert content(document.plan) == before


def test_busy_file_says_so(document: Document, path: Path) -> None:
    with Document.open(path, wait=0.0) as other:
        writer = document._file.connection  # noqa: SLF001 (as an edit in the other window would)
        writer.execute("begin immediate")
        with pytest.raises(PlanError, match="locked"):
            other.forecasts.keep([FORECAST])
        writer.execute("rollback")
        assert other.forecasts.kept() == ()
