"""Edits of the people in the team."""

import sqlite3

from isplanner.plan.plan import Plan
from isplanner.plan.scope import Member
from isplanner.store.edit import Edit
from isplanner.store.stored import free_name, member_row, show_row, stored_member, update_row


def add_member(member: Member) -> Edit:
    """Add a person; his `id` says nothing yet."""

    def apply(connection: sqlite3.Connection, plan: Plan) -> None:
        name = free_name(member.name, (other.name for other in plan.members))
        show_row(connection, "member", "name", {**member_row(member), "name": name})

    return Edit("add_member", {"member": member.name}, apply)


def set_member(member: Member) -> Edit:
    """Change what is said of a person, his name too."""

    def apply(connection: sqlite3.Connection, plan: Plan) -> None:
        stored = stored_member(plan, member.id)
        name = free_name(member.name, (other.name for other in plan.members if other is not stored))
        update_row(connection, "member", stored.id, {**member_row(member), "name": name})

    return Edit("set_member", {"member": member.name}, apply)


def remove_member(member: Member) -> Edit:
    """Take a person away, with his fixed cells, weights and when scenarios let him go. His facts still count."""

    def apply(connection: sqlite3.Connection, plan: Plan) -> None:
        stored = stored_member(plan, member.id)
        for table in ("fixed_cell", "target_weight", "leaver"):
            connection.execute(f"delete from {table} where member = ?", [stored.id])
        update_row(connection, "member", stored.id, {"present": 0})

    return Edit("remove_member", {"member": member.name}, apply)
