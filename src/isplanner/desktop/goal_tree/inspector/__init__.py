"""The inspector: all about the node that is selected.

Begin with `inspector.py`. Each section is a module of its own with two inlets, `show_node(sight)` and nothing else, and
one outlet, an Edit that the workspace stores. `sight.py` says what is looked at, `folding.py` what all sections share.
"""
