"""What can be worked out: pure functions from a Plan and its actuals to answers. A module is a verb.

Nothing here knows Qt, SQL, a clock or global random state: the as-of date and the seed are arguments. Inside,
"no value" is NaN; at the rim (what a function of another package gets) it is None or a missing key.
Read `compile.py` and `evaluate.py` first: the goal tree as a list of array operations, which everything else uses;
then `engine.py`: the same in thousands of worlds.
Then `count.py` (which facts count) and `allocate.py` (targets over people and weeks).
"""
