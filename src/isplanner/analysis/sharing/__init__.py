"""Sharing targets out over months, weeks and members. Read `allocate.py` first."""
