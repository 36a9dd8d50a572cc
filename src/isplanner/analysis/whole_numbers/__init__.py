"""Whole numbers that add up: rounding a row or a table of shares, and fitting shares to sums."""
