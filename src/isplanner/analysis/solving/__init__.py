"""What levers must be for a goal. Read `propose.py` first; `least_stretch.py` is the method."""
