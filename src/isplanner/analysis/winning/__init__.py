"""What wins: rates told apart by what records say. Read `segment.py` first."""
