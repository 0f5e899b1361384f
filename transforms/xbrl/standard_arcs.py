"""FASB's own calculation trees: every total and item of its linkbases, by version of us-gaap.

They come from the relationships that the SEC publishes with its validation software (public
domain): a zip with a `us-gaap-rels-<version>.json` for each version, whose `calcs` are weight ->
prefix of the total -> total -> prefix of the item -> items, and a
`<prefix>-deprecated-concepts.json` for each taxonomy, concept -> version that deprecated it.
A pair has one row per version, even if several of FASB's networks have it.

Build the table again with

    python -m transforms.xbrl.standard_arcs us-gaap-relationships.zip standard_arcs.parquet
"""

import json
import re
import sys
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from importlib import resources
from pathlib import Path
from typing import Any, Final

STANDARD_ARCS: Final = resources.files("transforms.xbrl") / "standard_arcs.parquet"
COLUMNS: Final = tuple("version total item weight total_deprecated item_deprecated".split())
_RELATIONSHIPS: Final = re.compile(r"us-gaap-rels-(\d{4})\.json$")  # us-gaap-rels-2023.json
# `us-gaap-deprecated-concepts.json`
_DEPRECATED: Final = re.compile(r"([\w-]+)-deprecated-concepts\.json$")

StandardArcRow = tuple[str, str, str, Decimal, str | None, str | None]


def standard_arc_rows(relationships: Path) -> list[StandardArcRow]:
    """Rows in the order of `COLUMNS`, sorted: version `2023`, concepts as prefix:LocalName.

    `total_deprecated` and `item_deprecated` name the version that deprecated the concept later.
    """
    with zipfile.ZipFile(relationships) as archive:
        deprecated = {
            f"{match[1]}:{name}": since
            for member in archive.namelist()
            if (match := _DEPRECATED.match(member))
            for name, since in json.loads(archive.read(member)).items()
        }
        return sorted(
            (match[1], total, item, weight, deprecated.get(total), deprecated.get(item))
            for member in archive.namelist()
            if (match := _RELATIONSHIPS.match(member))
            for weight, total, item in _pairs(json.loads(archive.read(member))["calcs"])
        )


def _pairs(calcs: dict[str, Any]) -> Iterator[tuple[Decimal, str, str]]:
    for weight, totals_by_prefix in calcs.items():
        for total_prefix, totals in totals_by_prefix.items():
            for total, items_by_prefix in totals.items():
                for item_prefix, items in items_by_prefix.items():
                    for item in items:
                        yield Decimal(weight), f"{total_prefix}:{total}", f"{item_prefix}:{item}"


def write_standard_arcs(rows: list[StandardArcRow], path: Path) -> None:
    """Write the table as Parquet."""
    import pyarrow as pa
    from pyarrow import parquet

    kinds = [pa.decimal128(18, 6) if name == "weight" else pa.string() for name in COLUMNS]
    columns = [
        pa.array(list(column), kind)
        for column, kind in zip(zip(*rows, strict=True), kinds, strict=True)
    ]
    table = pa.table(dict(zip(COLUMNS, columns, strict=True)))
    parquet.write_table(table, str(path), compression="zstd", compression_level=19)


if __name__ == "__main__":
    write_standard_arcs(standard_arc_rows(Path(sys.argv[1])), Path(sys.argv[2]))
