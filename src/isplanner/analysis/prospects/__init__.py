"""What a number comes to by the end of the period, learned from its past. Read `prospect.py` first."""
