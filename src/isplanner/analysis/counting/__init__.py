"""Which facts count and what they add up to; what few trials tell. Read `count.py` first."""
