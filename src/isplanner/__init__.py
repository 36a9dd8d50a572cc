"""An offline desktop planner for inside-sales goals and KPIs."""

__version__ = "0.1.0"
