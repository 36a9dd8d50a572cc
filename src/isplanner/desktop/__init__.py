"""The window: everything Qt.

A workspace draws from the Plan and the Answer its Session holds and sends edits to it; workspaces do not know each
other. Read `session.py` and `workspace.py` first. Colours and fonts come from `theme.py`, never from constants; words
from `self.tr("日本語…")`, with their English in `resources/i18n`, or from `text` where they also leave the window.
Whatever shows a name of the user's is plain text: `widgets/plain_label.py`.
"""
