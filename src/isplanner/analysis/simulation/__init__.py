"""The KGI in thousands of worlds. Read `simulate.py` first, then `engine.py`."""
