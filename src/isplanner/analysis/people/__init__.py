"""Who is there when, who did what, and how much the team can do."""
