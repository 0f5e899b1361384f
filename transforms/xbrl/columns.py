"""Columns: what parsers build in place of one object per row.

A `Columns` has a list per column of one dataset, all of equal length, without the filing
key; `datasets.table` turns it into Arrow.
"""

Columns = dict[str, list[object]]
