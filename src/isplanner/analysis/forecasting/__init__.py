"""Where every KPI is going, what a member's target rests on, and how to get back to the goal."""
