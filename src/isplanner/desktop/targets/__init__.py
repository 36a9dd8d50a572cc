"""目標配分: is the sharing-out fair and possible for each person.

`matrix.py` says what stands in each cell (no Qt), `fixing.py` what typing there comes to. Start with `workspace.py`.
"""
