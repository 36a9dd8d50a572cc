"""ShareDeeds: what the user does to a shared-out target, as edits of the plan."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from isplanner.desktop.language import language
from isplanner.desktop.targets.share_edits import Place, edit_of_shares, free_metric
from isplanner.desktop.targets.way_edits import edition_edit, markup_edit, way_edit, weights_edit
from isplanner.plan.problem import PlanError
from isplanner.store import edits
from isplanner.text.problems import with_names

if TYPE_CHECKING:
    from isplanner.desktop.session import Session
    from isplanner.plan.scope import Member, NodeKey
    from isplanner.plan.target import Edition, Way


class ShareDeeds:
    """Edits of the node that is looked at."""

    def __init__(self, session: "Session") -> None:
        self._session = session

    def store_shares(self, node: "NodeKey", typed: Mapping[Place, int | None]) -> None:
        """Fix shares, or free them where None.

        Raises:
            PlanError: What `edit_of_shares` says, by the plan's names.
        """
        answer = self._session.answer
        try:
            edit = edit_of_shares(self._session.plan, node, typed, answer.record if answer else None)
        except PlanError as error:
            named = with_names(error.problem, self._session.plan, language())
            raise PlanError(named.code, named.place, **named.values) from None
        if edit is not None:
            self._session.edit(edit)

    def free_all(self, node: "NodeKey") -> None:
        """Free all that is fixed of its metric."""
        edit = free_metric(self._session.plan, node.metric)
        if edit is not None:
            self._session.edit(edit)

    def set_members(self, members: "Sequence[Member]") -> None:
        """Change members at once."""
        self._session.edit(edits.together([edits.set_member(member) for member in members]))

    def set_way(self, node: "NodeKey", way: "Way") -> None:
        """Share out another way."""
        self._session.edit(way_edit(self._session.plan, node, way))

    def set_markup(self, node: "NodeKey", markup: float) -> None:
        """Have members add up to so much more."""
        self._session.edit(markup_edit(self._session.plan, node, markup))

    def set_edition(self, node: "NodeKey", edition: "Edition") -> None:
        """Say how far the target is agreed on, as of the day looked at."""
        answer = self._session.answer
        if answer is not None:
            edit = edition_edit(self._session.plan, node, edition, answer.as_of, answer.record)
            self._session.edit(edit)

    def set_weights(self, node: "NodeKey", weights: Mapping[int, float]) -> None:
        """Set the column of weights that members' shares go by."""
        self._session.edit(weights_edit(self._session.plan, node, weights))
