"""Whose a gap is: shared out over levers, stages, channels and members. Read `bottleneck.py` first."""
