"""What the least that anybody could do takes: run in children, which import nothing else."""

import csv
import sqlite3
from pathlib import Path


def read_workbook(path: str) -> int:
    """Exhaust calamine's rows; how many there are."""
    from python_calamine import CalamineWorkbook

    rows = 0
    for _row in CalamineWorkbook.from_path(path).get_sheet_by_index(0).iter_rows():
        rows += 1
    return rows


def read_text(path: str) -> int:
    """List the rows of a CSV; how many there are."""
    with Path(path).open(encoding="cp932", newline="") as file:
        return len(list(csv.reader(file)))


def pandas_to_sql(path: str, database: str) -> int:
    """Read with pandas and calamine, and write a table; how many rows it has."""
    import pandas as pd

    frame = pd.read_excel(path, engine="calamine")
    connection = sqlite3.connect(database)
    frame.to_sql("calls", connection, index=False)
    (rows,) = connection.execute("select count(*) from calls").fetchone()
    connection.close()
    return int(rows) + 1
