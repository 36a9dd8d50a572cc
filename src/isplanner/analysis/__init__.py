"""What can be worked out: pure functions from a Plan and its actuals to answers. A module is a verb.

Nothing here knows Qt, SQL, a clock or global random state: the as-of date and the seed are arguments. Inside,
"no value" is NaN; at the rim (what a function of another package gets) it is None or a missing key.

The folders build on each other in this order, which import-linter holds: `counting` (which facts count),
`whole_numbers` (rounding that adds up), `tree` (the goal tree as array operations: what everything else uses; begin
with `compile.py`), `chance`, `people`, `estimates` (how sure rates are), `prospects` (what numbers come to), `sharing`
(targets over people and weeks), `simulation` (thousands of worlds), `solving` (逆算), `forecasting` (where KPIs stand,
re-planning), `attribution` (the bottleneck), `judging` (SMART, stagnation), `winning` (what wins).
"""
