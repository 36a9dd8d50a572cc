"""The same jobs without a window: arguments in, one JSON document or a few lines out.

`main.py` holds the group of commands and turns every PlanError into one message and exit code 1. Each family of
commands is a module of its own, loaded only when one of its commands is asked for. `answers.py` is the one place of the
JSON shapes.
"""
