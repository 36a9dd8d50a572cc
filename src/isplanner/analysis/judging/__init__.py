"""Whether targets are good ones. Read `judge.py` first."""
