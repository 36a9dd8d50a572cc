"""Whole jobs across the layers, for window and command line alike: new plan, demo, import, export, the answer shown.

A job takes values and a Document and gives values back. It prints nothing, asks nothing, and knows no Qt; what takes
long reports its progress to a function it is given. Rules of planning live in `analysis`, of workbooks in `workbook`.
Read `import_files.py` first: it is the longest way through the house.
"""
