"""Everything a user can change: one function each, which makes the Edit that `Document.edit` carries out.

They are written where what they change is: `edits_of_plan.py`, `edits_of_scenarios.py`, `edits_of_targets.py`,
`edits_of_tree.py` and `edits_of_people.py`; what an Edit is, `edit.py` says. Here is where callers find them all.
"""

from isplanner.store.edit import Change, Edit, together
from isplanner.store.edits_of_people import add_member, remove_member, set_member
from isplanner.store.edits_of_plan import (
    rename_plan,
    set_closings,
    set_factors,
    set_goal,
    set_levels,
    set_period,
    set_rule,
)
from isplanner.store.edits_of_scenarios import (
    add_scenario,
    choose_scenario,
    remove_scenario,
    rename_scenario,
    set_judgements,
    set_levers,
)
from isplanner.store.edits_of_targets import (
    adopt_targets,
    fix_cells,
    free_cells,
    set_aims,
    set_edition,
    set_markup,
    set_targets,
    set_way,
    set_weights,
)
from isplanner.store.edits_of_tree import (
    add_channel,
    add_metric,
    add_node,
    remove_channel,
    remove_metric,
    remove_node,
    set_channel,
    set_formula,
    set_metric,
    set_priorities,
)

__all__ = [
    "Change",
    "Edit",
    "add_channel",
    "add_member",
    "add_metric",
    "add_node",
    "add_scenario",
    "adopt_targets",
    "choose_scenario",
    "fix_cells",
    "free_cells",
    "remove_channel",
    "remove_member",
    "remove_metric",
    "remove_node",
    "remove_scenario",
    "rename_plan",
    "rename_scenario",
    "set_aims",
    "set_channel",
    "set_closings",
    "set_edition",
    "set_factors",
    "set_formula",
    "set_goal",
    "set_judgements",
    "set_levels",
    "set_levers",
    "set_markup",
    "set_member",
    "set_metric",
    "set_period",
    "set_priorities",
    "set_rule",
    "set_targets",
    "set_way",
    "set_weights",
    "together",
]
