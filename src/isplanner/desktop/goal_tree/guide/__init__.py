"""The guide through a plan's three steps: KGI, 要因, KPI. It never covers the tree, and can be left at any point."""
