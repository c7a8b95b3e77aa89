"""Files of tables: CSV in every usual spelling and .xlsx, each cell as text.

`read_tables` returns what a file holds, `find_table` the one table in it that has the columns a
format needs, wherever its header stands.
"""

from pathlib import Path

from facilities.listings.readers.safety import check_file
from facilities.listings.readers.tables.delimited import read_delimited
from facilities.listings.readers.tables.sheets import read_workbook
from facilities.listings.readers.tables.table import (
    MISFIT,
    Sheet,
    Table,
    check_whole,
    find_table,
    has_table,
)

__all__ = ["MISFIT", "Sheet", "Table", "check_whole", "find_table", "has_table", "read_tables"]


def read_tables(path: Path) -> list[Sheet]:
    """Return the sheets of a workbook, or the one of a text file, without rows that hold nothing.

    Raises FileError, whose message names the problem.
    """
    start = check_file(path)
    return read_workbook(path) if start.startswith(b"PK") else read_delimited(path)
