"""The goal tree as a drawing: cards joined by lines, on one painted widget (design: window.md 3.1, speed.md 2.1).

Read `cards.py` first (what is drawn, as frozen records), then `tidy_layout.py` (where, no Qt), `canvas.py` (the widget:
view, selection, keys) and `card_painter.py`. The outline beside it is its accessible twin: both share the selection.
"""
