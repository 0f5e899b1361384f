"""The formats in which `edgar-arcs schema` shows datasets and views."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Final

from transforms.datasets.describe import to_bigquery, to_json, to_markdown
from transforms.datasets.schema import Dataset
from transforms.datasets.views import View
from transforms.version import SOFTWARE_VERSION
from transforms.warehouse.contract import to_dbt, to_odcs
from transforms.warehouse.ddl import ddl
from transforms.warehouse.dialect import DIALECTS

Format = Callable[[Sequence[Dataset], Sequence[View]], str]


def _of_datasets(
    write: Callable[[Sequence[Dataset]], str], datasets: Sequence[Dataset], views: Sequence[View]
) -> str:
    """The datasets, for a format that has no views.

    Raises:
        ValueError: A view alone is asked for.
    """
    if not datasets:
        raise ValueError(f"{views[0].name} is a view, which this format cannot show")
    return write(datasets)


def bigquery_ddl(datasets: Sequence[Dataset], views: Sequence[View], within: str = "edgar") -> str:
    """BigQuery's statements that create tables and views in a `dataset` or `project.dataset`."""
    return ddl(datasets, views, DIALECTS["bigquery"], within)


FORMATS: Final[Mapping[str, Format]] = {
    "markdown": to_markdown,
    "json": to_json,
    "bigquery-json": partial(_of_datasets, to_bigquery),
    "odcs": partial(_of_datasets, partial(to_odcs, version=SOFTWARE_VERSION)),
    "dbt": partial(_of_datasets, to_dbt),
    **{name: partial(ddl, dialect=dialect) for name, dialect in DIALECTS.items()},
    "bigquery": bigquery_ddl,
}
"""The function that writes datasets and views, by name of the format."""
