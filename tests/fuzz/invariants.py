"""What holds of the rows of any package, however it is damaged.

Rows are of the types that the schema says, and their keys are unique. A damaged member changes
nothing that other members say by themselves, and if all that it said itself is gone, a finding or
a reject names it.
"""

import tempfile
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import pyarrow as pa

from pipelines.check import check_path
from transforms.datasets.schema import DATASETS
from transforms.edgar.wanted import is_html

Tables = Mapping[str, pa.Table]
Members = Sequence[tuple[str, bytes]]

_OF_THE_FILE_ALONE: Final = {
    "arcs": "file link_index arc_index linkbase arcrole order_text weight_text use line from_href",
    "labels": "file label_index label_role lang text line",
    "concepts": "file local_name element_id type period_type balance line",
    "roles": "file role_uri role_id definition line",
    "facts": "file fact_index concept namespace context_id start_date end_date decimals value line",
}
"""Columns that what other documents say does not change; the first is the document."""


def tables_of(members: Members) -> Tables:
    """The rows of an archive with these members."""
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory) / "0000012345-21-000001.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            for name, content in members:
                archive.writestr(zipfile.ZipInfo(name), content)
        return check_path(path)


def violations(before: Tables, after: Tables, member: str) -> list[str]:
    """What does not hold of the rows of a package after `member` was damaged."""
    return [
        *_of_schema(after),
        *_of_other_members(before, after, member),
        *_unnamed(before, after, member),
    ]


def _of_schema(tables: Tables) -> Iterator[str]:
    for name, table in tables.items():
        dataset = DATASETS[name]
        if table.schema != dataset.schema:
            yield f"{name}: another schema"
        table.validate(full=True)
        for field in dataset.schema:
            if not field.nullable and field.name in dataset.key and table[field.name].null_count:
                yield f"{name}: null in {field.name}"
        if dataset.key:
            keys = Counter(_rows(table, dataset.key))
            yield from (f"{name}: key {key} {n} times" for key, n in keys.items() if n > 1)


def _of_other_members(before: Tables, after: Tables, member: str) -> Iterator[str]:
    for name, columns in _OF_THE_FILE_ALONE.items():
        if name == "facts" and _may_hold_contexts(member):
            continue
        was, now = (_by_file(tables[name], columns, but=member) for tables in (before, after))
        for row in (was - now) + (now - was):
            yield f"{name}: {row[:3]} changed, though {member} was damaged"


def _may_hold_contexts(member: str) -> bool:
    """Whether facts of other documents may depend on it: of one set, or of which it is the extract."""
    return is_html(member) or member.endswith("_htm.xml")


def _by_file(table: pa.Table, columns: str, *, but: str) -> Counter[tuple[Any, ...]]:
    return Counter(row for row in _rows(table, columns.split()) if row[0] not in (None, but))


def _unnamed(before: Tables, after: Tables, member: str) -> Iterator[str]:
    had, has = (
        {name for name in _OF_THE_FILE_ALONE if member in tables[name]["file"].to_pylist()}
        for tables in (before, after)
    )
    named = (
        row["file"] == member or member in (row["message"] or "")
        for name in ("findings", "rejects")
        for row in after[name].select(["file", "message"]).to_pylist()
    )
    if had and not has and not any(named):
        yield f"all rows of {member} are gone, and nothing names it"


def _rows(table: pa.Table, columns: Sequence[str]) -> list[tuple[Any, ...]]:
    return list(zip(*(table[column].to_pylist() for column in columns), strict=True))
