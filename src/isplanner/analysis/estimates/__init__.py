"""What actuals say of rates and counts over time, and how sure that is. Read `estimate.py` first."""
