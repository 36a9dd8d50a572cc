"""The funnel workspace: if this rate were X, how much KGI?

`workspace.py` puts the parts together and holds the one preview there is: the lever under the user's hand. `shape.py`
finds levers and stages in the goal tree and `reading.py` what the screen shows of them; neither knows Qt. Everything
else is a widget that draws a `Reading`.
"""
