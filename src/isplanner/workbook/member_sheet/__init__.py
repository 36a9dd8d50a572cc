"""The KPI sheet a member gets: how it is written. Read back it is by `workbook/shapes/member_sheet.py`.

Start with `write.py`. What is handed out comes as values (`handout.py`), where it stands is worked out once
(`layout.py`), and each part of the sheet is a function of a `Page`. `key.py` is what writing and reading share.
"""
