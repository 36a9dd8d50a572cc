"""Edits of what people say about nodes: comments and influence links."""

import sqlite3
from collections.abc import Sequence
from datetime import date

from isplanner.plan.log import Comment, Influence
from isplanner.plan.plan import Plan
from isplanner.plan.problem import PlanError
from isplanner.plan.scope import NodeKey
from isplanner.store.edit import Edit
from isplanner.store.stored import free_name, stored_node


def set_influence(driver: NodeKey, driven: NodeKey, note: str = "") -> Edit:
    """Say that one node drives another beside all arithmetic; saying it again changes the note."""

    def apply(connection: sqlite3.Connection, plan: Plan) -> None:
        if driver == driven:
            raise PlanError("drives_itself", node=str(driver))
        connection.execute(
            """insert into influence (driver, driven, note) values (?, ?, ?)
            on conflict (driver, driven) do update set note = excluded.note""",
            [stored_node(plan, driver).id, stored_node(plan, driven).id, note.strip()],
        )

    return Edit("set_influence", {"node": str(driven), "driver": str(driver)}, apply)


def remove_influence(influence: Influence) -> Edit:
    """Take back that one node drives another."""

    def apply(connection: sqlite3.Connection, plan: Plan) -> None:
        _see_it_is_there(influence, plan.influences)
        connection.execute("delete from influence where id = ?", [influence.id])

    return Edit("remove_influence", {"node": str(influence.driven), "driver": str(influence.driver)}, apply)


def write_comment(node: NodeKey, author: str, day: date, words: str) -> Edit:
    """Write down what somebody said of a node. The same of the same day is not written twice."""

    def apply(connection: sqlite3.Connection, plan: Plan) -> None:
        said = [stored_node(plan, node).id, author.strip(), day.toordinal(), free_name(words, ())]
        connection.execute(
            """insert into comment (node, author, day, words, is_settled) select ?1, ?2, ?3, ?4, 0 where not exists
            (select 1 from comment where (node, author, day, words) = (?1, ?2, ?3, ?4))""",
            said,
        )

    return Edit("write_comment", {"node": str(node)}, apply)


def settle_comment(comment: Comment, *, is_settled: bool = True) -> Edit:
    """Say that a comment needs nothing more, or does again."""

    def apply(connection: sqlite3.Connection, plan: Plan) -> None:
        _see_it_is_there(comment, plan.comments)
        connection.execute("update comment set is_settled = ? where id = ?", [is_settled, comment.id])

    return Edit("settle_comment" if is_settled else "reopen_comment", {"node": str(comment.node)}, apply)


def remove_comment(comment: Comment) -> Edit:
    """Take a comment away."""

    def apply(connection: sqlite3.Connection, plan: Plan) -> None:
        _see_it_is_there(comment, plan.comments)
        connection.execute("delete from comment where id = ?", [comment.id])

    return Edit("remove_comment", {"node": str(comment.node)}, apply)


def _see_it_is_there(entry: Comment | Influence, entries: Sequence[Comment | Influence]) -> None:
    if all(stored.id != entry.id for stored in entries):
        raise PlanError("entry_gone")
