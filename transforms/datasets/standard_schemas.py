"""Schemas of the tables of standard taxonomies that are part of the package."""

from typing import Final

import pyarrow as pa

from transforms.datasets.dataset import BOOL, FACTOR, STRING, Dataset, field

STANDARD_CONCEPTS: Final = Dataset(
    "standard_concepts",
    "concept of a standard taxonomy: the catalog that balance and period checks used",
    ("namespace", "local_name"),
    pa.schema(
        [
            field("namespace", STRING, "Namespace of the taxonomy", null=False),
            field("prefix", STRING, "Conventional prefix", null=False),
            field("local_name", STRING, "Name of the element", null=False),
            field("type", STRING, "Type as prefix:LocalName"),
            field("period_type", STRING, "instant or duration"),
            field("balance", STRING, "debit or credit"),
            field("abstract", BOOL, "Whether the element is abstract"),
            field("source", STRING, "Schema or lookup it was read from", null=False),
        ]
    ),
    partitioned=False,
)

STANDARD_ARCS: Final = Dataset(
    "standard_arcs",
    "total and item of FASB's own calculation trees, by version of us-gaap",
    ("version", "total", "item"),
    pa.schema(
        [
            field("version", STRING, "Version of us-gaap, such as 2023", null=False),
            field("total", STRING, "Total, prefix:LocalName", null=False),
            field("item", STRING, "Item, prefix:LocalName", null=False),
            field("weight", FACTOR, "Weight of the item", null=False),
            field("total_deprecated", STRING, "Version that deprecated the total later"),
            field("item_deprecated", STRING, "Version that deprecated the item later"),
        ]
    ),
    partitioned=False,
)
