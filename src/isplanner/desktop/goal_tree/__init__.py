"""目標ツリー: which KPI stands between us and the KGI.

`rows.py` says what is drawn (no Qt), `outline.py` draws and edits it, `inspector.py` tells all about the selected node,
`formula_edit.py` is the field formulas are typed into. Start with `workspace.py`.
"""
