"""Tables: columns of one filing and its key, as Arrow of the dataset's schema."""

from collections.abc import Sequence
from datetime import date
from decimal import Context, Decimal, InvalidOperation
from typing import NamedTuple

import pyarrow as pa

from transforms.datasets.schema import Dataset

Columns = dict[str, list[object]]


class FilingKey(NamedTuple):
    """The columns every row begins with. Only `rejects`, and a lone file, lack some."""

    accession_number: str | None
    cik: int | None
    form_type: str | None
    filing_date: date | None
    filing_quarter: int | None


def to_table(dataset: Dataset, key: FilingKey, columns: Columns) -> pa.Table:
    """Rows of one filing: `columns`, which has the dataset's columns less the key, and the key.

    Decimals that the column's type cannot hold exactly become null; DATASETS keep the text
    beside them.

    Raises:
        KeyError: A column of the dataset is missing from `columns`.
        pyarrow.ArrowInvalid: A value is not of the column's type, or null where it may not be.
    """
    rows = len(next(iter(columns.values())))
    arrays = [
        pa.repeat(pa.scalar(getattr(key, field.name), field.type), rows)
        if field.name in FilingKey._fields
        else _array(columns[field.name], field.type)
        for field in dataset.schema
    ]
    return pa.Table.from_arrays(arrays, schema=dataset.schema)


def _array(values: list[object], kind: pa.DataType) -> pa.Array:
    if pa.types.is_decimal(kind):
        return _decimals(values, kind)
    if pa.types.is_list(kind) and pa.types.is_struct(kind.value_type):
        return pa.array([fit_structs(items, kind.value_type) for items in values], kind)
    return pa.array(values, kind)


def _decimals(values: Sequence[object], kind: pa.Decimal128Type) -> pa.Array:
    """Convert each distinct value once: weights and orders repeat, and Decimals are slow."""
    indexes: dict[object, int] = {}
    positions = pa.array([indexes.setdefault(value, len(indexes)) for value in values], pa.int32())
    return pa.array([fit(value, kind) for value in indexes], kind).take(positions)


def fit(value: object, kind: pa.Decimal128Type) -> Decimal | None:
    """`value` with the type's scale, or None where it is None or has more digits than fit."""
    if not isinstance(value, Decimal) or not value.is_finite():
        return None
    try:
        fitted = value.quantize(
            Decimal(1).scaleb(-kind.scale), context=Context(prec=kind.precision)
        )
    except InvalidOperation:
        return None
    return fitted if fitted == value else None


def fit_structs(items: object, kind: pa.StructType) -> list[dict[str, object]]:
    """Structs, given as tuples in the order of the type's fields, with decimals fitted."""
    fields = [kind.field(position) for position in range(kind.num_fields)]
    return [
        {
            field.name: fit(value, field.type) if pa.types.is_decimal(field.type) else value
            for field, value in zip(fields, item, strict=True)
        }
        for item in items  # type: ignore[attr-defined]  # a column of this type holds sequences
    ]
