"""Fit exact shares to sums, before anything is rounded."""

import numpy as np

from isplanner.analysis.whole_numbers.rounding import Floats, MarginError

_ROUNDS = 500
_CLOSE = 1e-9


def fit_shares(seed: Floats, fixed: Floats, rows: Floats, columns: Floats) -> Floats:
    """Scale the rows and columns of a table until they have these sums (Deming and Stephan 1940).

    Args:
        seed: rows × columns, none negative.
        fixed: rows × columns; cells that stay, NaN for the others.
        rows: The sum of each row; NaN where it may be any.
        columns: The sum of each column. A row or column with nothing to scale is not looked at.

    Raises:
        MarginError: A row or column cannot have its sum.
    """
    stays = np.nan_to_num(fixed)
    table = np.where(np.isnan(fixed), seed, 0)
    free_columns = np.where(table.any(0), columns - stays.sum(0), 0).clip(0)
    free_rows = np.where(table.any(1), rows - stays.sum(1), 0).clip(0)
    if not np.isnan(rows).any():  # where a fixed cell is beyond an exact sum, both differ by that
        free_rows = free_rows * _ratios(free_columns.sum(), free_rows.sum())
    start = table * _ratios(free_columns, table.sum(0))
    table = _scale(start, free_rows, free_columns)
    if _missing(table, free_rows, free_columns).any():
        # Cells that have to become nothing near it ever more slowly: cut off, they no longer hold up the others.
        table = _scale(np.where(table > start / 100, table, 0), free_rows, free_columns)
    missing = _missing(table, free_rows, free_columns)
    worst = int(np.abs(missing).argmax())
    if abs(missing[worst]) > 1:
        is_row = worst < len(rows)
        index = worst if is_row else worst - len(rows)
        raise MarginError("row" if is_row else "column", index, (rows if is_row else columns)[index], missing[worst])
    return table + stays


def _scale(table: Floats, rows: Floats, columns: Floats) -> Floats:
    for _ in range(_ROUNDS):
        if not _missing(table, rows, columns).any():
            break
        table = table * np.where(np.isnan(rows), 1, _ratios(rows, table.sum(1)))[:, None]
        table = table * _ratios(columns, table.sum(0))
    return table


def _missing(table: Floats, rows: Floats, columns: Floats) -> Floats:
    """What rows and then columns miss; nothing where that is noise, or where a row may have any sum."""
    missing = np.concatenate((np.nan_to_num(rows - table.sum(1)), columns - table.sum(0)))
    return np.where(np.abs(missing) > _CLOSE * (1 + table.sum()), missing, 0)


def _ratios(wanted: Floats, sums: Floats) -> Floats:
    return np.divide(wanted, sums, out=np.zeros_like(sums), where=np.asarray(sums) > 0)
