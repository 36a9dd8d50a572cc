"""目標配分: a KPI's target shared out over members, months and weeks, and what is fixed in it."""
