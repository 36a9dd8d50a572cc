"""One SQLite file: schema, rows ⇄ Plan, facts, edits, and the log that undoes them. The only SQL of the program.

Nothing here computes an answer or knows a language; what a user can mend leaves as a PlanError (`connection.py` maps
SQLite's errors). Read `document.py` first, then `edits.py` (what a user can change), `history.py` (how it is undone).
Rows that facts point to (metrics, channels, members, batches) are never deleted: they come in hidden, and only showing
and hiding them is logged, so that undo never has to delete what a fact of a withdrawn batch still needs.
"""
