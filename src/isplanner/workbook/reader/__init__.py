"""The child process that parses foreign files: any file in, JSON lines of typed cells out. Nothing else parses them.

It runs under limits of memory, time and size (`child.py` of the parent package sets and watches them), imports the
standard library and python-calamine only, and may die at any moment: its death is an answer. Start with `main.py`.

The lines: `{"sheet", "visible", "date1904", "named"}` opens a sheet, `{"merged": [[top, left, bottom, right], …]}` and
`{"rows": [row, …], "left": column, "columns": [column, …]}` follow, at last `{"end": true}`; or `{"refused": code, …}`.
Rows and columns count from 0. A column is a list of cells, `{"words", "codes"}` or `{"times"}`; rows of very different
lengths come as `{"rows", "left", "cells": [[cell, …], …]}`. What JSON has no word for is tagged: `{"d"}` a day, `{"t"}`
a day and time, `{"s"}` seconds, `{"p"}` a number shown in percent, `{"e"}` an error, `{"f"}` a formula without a value.
"""
