"""What does not belong in the sums of a statement of cash flows, as FASB's groups have it.

Two kinds, from the relationships that the SEC publishes with its validation software (public
domain), of all versions of us-gaap together:

- *non-cash*: supplementary amounts beside the statement, such as assets acquired for shares
  (`non-CF`), less those that FASB itself sums into other totals of cash;
- *accrual*: expenses, gains and changes in equity (`accrual-items`), which are adjustments in the
  reconciliation of operating activities and no cash of investing or financing.

Build the table again with

    python -m transforms.xbrl.cash_flow_items us-gaap-relationships.zip cash_flow_items.parquet
"""

import json
import re
import sys
import zipfile
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, Final

CASH_FLOW_ITEMS: Final = resources.files("transforms.xbrl") / "cash_flow_items.parquet"
_RELATIONSHIPS: Final = re.compile(r"us-gaap-rels-\d{4}\.json$")  # us-gaap-rels-2023.json
_KINDS: Final = {"non-CF": "non-cash", "accrual-items": "accrual"}


def cash_flow_item_rows(relationships: Path) -> list[tuple[str, str]]:
    """Kind and concept as prefix:LocalName, sorted."""
    found: dict[str, set[str]] = {kind: set() for kind in _KINDS.values()}
    parents: dict[str, set[str]] = {}
    with zipfile.ZipFile(relationships) as archive:
        for member in archive.namelist():
            if _RELATIONSHIPS.match(member):
                content = json.loads(archive.read(member))
                for name, kind in _KINDS.items():
                    found[kind].update(content[name])
                _add_parents(parents, content["calcs"])
    beside = found["non-cash"]
    beside -= {name for name in beside if parents.get(name, set()) - beside}
    return sorted((kind, f"us-gaap:{name}") for kind, names in found.items() for name in names)


def _add_parents(parents: dict[str, set[str]], calcs: dict[str, Any]) -> None:
    for totals_by_prefix in calcs.values():
        for total, items_by_prefix in totals_by_prefix.get("us-gaap", {}).items():
            for item in items_by_prefix.get("us-gaap", ()):
                parents.setdefault(item, set()).add(total)


@cache
def cash_flow_items(kind: str) -> frozenset[str]:
    """Concepts of one kind, `non-cash` or `accrual`, read once a process."""
    from pyarrow import parquet  # imported here: parsing linkbases itself needs no pyarrow

    table = parquet.read_table(str(CASH_FLOW_ITEMS))
    pairs = zip(table["kind"].to_pylist(), table["concept"].to_pylist(), strict=True)
    return frozenset(concept for of_kind, concept in pairs if of_kind == kind)


def write_cash_flow_items(rows: list[tuple[str, str]], path: Path) -> None:
    """Write the table as Parquet."""
    import pyarrow as pa
    from pyarrow import parquet

    kinds, concepts = zip(*rows, strict=True)
    table = pa.table({"kind": pa.array(kinds), "concept": pa.array(concepts)})
    parquet.write_table(table, str(path), compression="zstd", compression_level=19)


if __name__ == "__main__":
    write_cash_flow_items(cash_flow_item_rows(Path(sys.argv[1])), Path(sys.argv[2]))
