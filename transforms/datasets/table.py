"""Tables: columns of one filing and its key, as Arrow of the dataset's schema."""

from array import array
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Context, Decimal, InvalidOperation
from itertools import accumulate, chain
from typing import Any, NamedTuple, cast

import pyarrow as pa

from transforms.columns import Encoded, n_rows
from transforms.datasets.schema import Dataset

_FAR = 127
_REACH = 2**31 - 1  # bytes of the texts of one array; Arrow's `take` does not look


class FilingKey(NamedTuple):
    """The columns every row begins with. Only `rejects`, and a lone file, lack some."""

    accession_number: str | None
    cik: int | None
    form_type: str | None
    filing_date: date | None
    filing_quarter: int | None


def to_table(dataset: Dataset, key: FilingKey, columns: Mapping[str, Sequence[Any]]) -> pa.Table:
    """Rows of one filing: `columns`, which has the dataset's columns less the key, and the key.

    Decimals that the column's type cannot hold exactly become null; the datasets keep the text
    beside them.

    Raises:
        KeyError: A column of the dataset is missing from `columns`.
        pyarrow.ArrowInvalid: A value is not of the column's type, or null where it may not be.
    """
    rows = n_rows(columns)
    converted: dict[tuple[int, pa.DataType], pa.Array] = {}
    arrays = [
        pa.repeat(pa.scalar(getattr(key, field.name), field.type), rows)
        if field.name in FilingKey._fields
        else _column(columns[field.name], field.type, converted)
        for field in dataset.schema
    ]
    return pa.Table.from_arrays(arrays, schema=dataset.schema)


def _column(
    values: Sequence[object], kind: pa.DataType, converted: dict[tuple[int, pa.DataType], pa.Array]
) -> pa.Array:
    """A column as Arrow. Values that encoded columns share are converted once, into `converted`."""
    if not isinstance(values, Encoded):
        return _array(values, kind)
    key = id(values.values), kind
    if key not in converted:
        converted[key] = _array(values.values, kind)
    return _taken(converted[key], values.numbers)


def _taken(values: pa.Array, numbers: "array[int]") -> pa.Array | pa.ChunkedArray:
    """The value of each number; in pieces where all could be more than offsets of 32 bits reach."""
    rows = _integers(numbers)
    at_once = max(1, _REACH // max(1, values.nbytes))
    if len(rows) <= at_once:
        return values.take(rows)
    pieces = (rows[first : first + at_once] for first in range(0, len(rows), at_once))
    return pa.chunked_array([values.take(piece) for piece in pieces], values.type)


def _array(values: Sequence[object], kind: pa.DataType) -> pa.Array:
    if isinstance(values, array):
        return _integers(values).cast(kind)
    if pa.types.is_decimal(kind):
        return _decimals(values, kind)
    if pa.types.is_list(kind) and pa.types.is_struct(kind.value_type):
        return _structs(values, kind)
    return pa.array(values, kind)


def _integers(numbers: "array[int]") -> pa.Array:
    kind = pa.int8() if numbers.typecode == "b" else pa.int32()
    return pa.Array.from_buffers(kind, len(numbers), [None, pa.py_buffer(numbers)])


def _decimals(values: Sequence[object], kind: pa.Decimal128Type) -> pa.Array:
    try:
        if not _has_far_places(values):
            return pa.array(values, kind)
    except pa.ArrowInvalid:  # one of them does not fit
        pass
    return pa.array([fit(value, kind) for value in values], kind)


def _has_far_places(values: Sequence[object]) -> bool:
    """Whether a decimal may have so many places that Arrow makes 0 of it (above 127)."""
    texts = list(map(str, values))
    return max(map(len, texts), default=0) > _FAR or "E-" in "".join(texts)


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


def _structs(values: Sequence[object], kind: pa.ListType) -> pa.ListArray:
    """Lists of structs, given as dicts, built field by field."""
    lists = cast("Sequence[list[dict[str, object]]]", values)
    items = list(chain.from_iterable(lists))
    struct = kind.value_type
    fields = [struct.field(position) for position in range(struct.num_fields)]
    arrays = [_array([item[field.name] for item in items], field.type) for field in fields]
    offsets = pa.array([0, *accumulate(map(len, lists))], pa.int32())
    return pa.ListArray.from_arrays(
        offsets, pa.StructArray.from_arrays(arrays, fields=fields), type=kind
    )
