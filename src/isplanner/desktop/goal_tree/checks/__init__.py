"""点検: the list of what should be looked at in the plan, to be walked through and mended.

Begin with `check_panel.py`; `check_rows.py` makes the rows out of findings, `mender.py` does what their links say.
"""
