"""Excel and CSV: foreign workbooks in, our own sheets out. The only package that knows Excel.

Reading goes one way: **read** (`child.py` runs `reader/` as a limited child process and collects `grid.py`'s sheets) →
**recognise** (tables and their header rows) → **map** (what each column and row says) → **check** (facts, held cells).
Start with `reading.py`: `read_workbook(path)` walks the way and returns a `FileReading`; nothing is stored here.

One idea carries it: a number is a fact when the labels around it give a metric and a period (`labels.py`,
`periods.py`), so shapes 1-3 are one piece of code, `shapes/cells.py`. What people write is in
resources/vocabulary.toml.

A shape is a module of `shapes/` with `claims(...) -> bool` and `read(...) -> TableReading`: those of a whole sheet take
the sheet (our own exported sheet, known by its hidden key block, is one), those of a table its columns and what stands
around it. `shapes/__init__.py` has both protocols and asks the modules in order; the first claim wins.
"""
