"""Qt item models over frozen records: adapters, with declared columns and no rule of planning.

`column.py` declares what a column shows and takes; `records_table.py` and `tree_model.py` give it to Qt's views.
A model never changes a record. What a user types leaves as one `CellEdits` signal, and comes back as new records.
"""
