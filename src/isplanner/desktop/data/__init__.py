"""データ: what was read into the plan, reading more of it, and writing sheets out. Begin with `workspace.py`."""
