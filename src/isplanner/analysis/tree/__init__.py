"""The goal tree as arithmetic: compiled, evaluated, moved. Read `compile.py` and `project.py` first."""
