"""Checking one filing, or a lone document of one, on this machine.

The functions are those of the pipeline's steps, so the rows are the ones it would write.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
from rich.console import Group, RenderableType
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from transforms.datasets.instance_schemas import SUMMATION_ITEM
from transforms.datasets.schema import DATASETS
from transforms.datasets.table import FilingKey
from transforms.edgar.filing import Document, Filing, FilingRef, Header
from transforms.edgar.reading import (
    DEFAULT_LIMITS,
    read_folder,
    read_submission,
    read_zip,
    too_large,
)
from transforms.edgar.wanted import is_letter, shows_xbrl
from transforms.elements import FilingWork
from transforms.errors import Reject
from transforms.steps.chain import filing_steps, process
from transforms.steps.tabulate import filing_key, filing_tables
from transforms.xbrl.calculation.verdict import VERDICTS

# `0000320193-24-000123`
_ACCESSION_NUMBER = re.compile(r"\d{10}-\d{2}-\d{6}")
# `<SEC-DOCUMENT>0000000001-24-000001.txt : 20240201`
_SUBMISSION = re.compile(
    rb"<(SEC-DOCUMENT|SEC-HEADER|IMS-DOCUMENT|IMS-HEADER|SUBMISSION|DOCUMENT)>"
)


def check_path(path: Path) -> dict[str, pa.Table]:
    """Every partitioned dataset's rows of what is at `path`.

    The filing key is what the header says; for a lone document it is null.

    Raises:
        OSError: It cannot be read.
    """
    filing = open_filing(path)
    ref = _ref(filing.header)
    key = filing_key(ref, filing) if ref else _partial_key(path)
    work = FilingWork(ref, filing, rejects=tuple(filing.rejects))
    work = process(work, filing_steps())
    if filing.container is None:
        work = _with_lone_letter(work)
    tables = filing_tables(key, work)
    if not any(table.num_rows for name, table in tables.items() if name != "filings"):
        tables |= filing_tables(key, work.with_found([], [_nothing_in(path)]))
    return {
        name: tables.get(name, dataset.schema.empty_table())
        for name, dataset in DATASETS.items()
        if dataset.partitioned
    }


def _nothing_in(path: Path) -> Reject:
    """The reject of a file that no step could read, such as an image, or of a folder of filings."""
    if path.is_dir():
        message = (
            f"{path.name}: no linkbase, schema or instance in this folder; what lies in it has to be "
            "named: a letter, an archive, a folder"
        )
    else:
        message = f"{path.name}: no linkbase, schema, instance or letter, and neither archive nor submission"
    return Reject("read", "nothing-to-read", message, path.name)


def _with_lone_letter(work: FilingWork) -> FilingWork:
    """The work with the letter in a lone document, if it is text that shows no XBRL."""
    documents = [
        document
        for document in (work.filing.documents if work.filing else ())
        if is_letter(document.name, document.type) and not shows_xbrl(document.content)
    ]
    if not documents:
        return work
    from transforms.correspondence.parsing import parse_letters  # as in `parse_filing_letters`

    letters = parse_letters(documents, form_type=None)
    return work.with_found([letters.tables], letters.rejects)


def open_filing(path: Path) -> Filing:
    """The filing in a folder, an archive or a submission; or one of a single document."""
    if path.is_dir():
        return read_folder(_files(path))
    if path.stat().st_size > DEFAULT_LIMITS.total_bytes:
        return too_large(path.name, DEFAULT_LIMITS)
    content = path.read_bytes()
    if content.startswith(b"PK") or path.suffix.lower() == ".zip":
        return read_zip(content, source=path.name)
    if _SUBMISSION.search(content, 0, 4096):
        return read_submission(content, source=path.name)
    return Filing(Header(), "index", None, None, (Document(path.name, content),))


def _files(folder: Path) -> Iterator[tuple[str, bytes]]:
    for file in sorted(folder.iterdir()):
        if file.is_file():
            yield file.name, file.read_bytes()


def _ref(header: Header) -> FilingRef | None:
    """What the index would say of the filing; None where the header does not say all of it."""
    if not (header.accession_number and header.form_type and header.filing_date and header.filers):
        return None
    ciks = tuple(sorted({filer.cik for filer in header.filers}))
    return FilingRef(
        header.accession_number,
        ciks[0],
        ciks,
        header.filers[0].name,
        header.form_type,
        header.filing_date,
        paths=(),
    )


def _partial_key(path: Path) -> FilingKey:
    found = _ACCESSION_NUMBER.search(path.name)
    return FilingKey(found and found[0], None, None, None, None)


def joined(checked: Sequence[dict[str, pa.Table]]) -> dict[str, pa.Table]:
    """The rows of several paths together."""
    return {name: pa.concat_tables([each[name] for each in checked]) for name in checked[0]}


def could_read(tables: dict[str, pa.Table]) -> bool:
    """Whether there are rows of anything but rejects."""
    return any(
        table.num_rows for name, table in tables.items() if name not in ("filings", "rejects")
    )


def render(tables: dict[str, pa.Table], *, only_inconsistent: bool) -> RenderableType:
    """Everything found, for reading: networks, calculations, letters, findings, rejects."""
    from pipelines.views.letters import letter_views
    from pipelines.views.networks import network_trees
    from pipelines.views.statements import statement_tables

    titles = {row["role_uri"]: row["definition"] for row in tables["roles"].to_pylist()}
    calculations = statement_tables(
        tables["calculations"], titles, only_inconsistent=only_inconsistent
    )
    networks = () if only_inconsistent else network_trees(tables["arcs"], titles)
    return Group(
        *networks,
        *calculations,
        *letter_views(tables),
        _counts(tables),
        _verdicts(tables["calculations"]),
        _problems("Findings", tables["findings"], "severity rule file line message"),
        _problems("Rejects", tables["rejects"], "stage error file line message"),
    )


def _counts(tables: dict[str, pa.Table]) -> Text:
    counts = (
        f"{table.num_rows:,} {name.removesuffix('s') if table.num_rows == 1 else name}"
        for name, table in tables.items()
        if table.num_rows
    )
    return Text(f"Read: {', '.join(counts) or 'nothing'}")


def _verdicts(calculations: pa.Table) -> Text:
    """How many sums have which verdict; those that are unbound were not compared."""
    shown = []
    for mode, name in (("xbrl21", "XBRL 2.1"), ("calc11", "Calculations 1.1")):
        # XBRL 2.1 §5.2.5.2 binds the arcrole of 2003 alone
        rows = zip(calculations["arcrole"].to_pylist(), calculations[mode].to_pylist(), strict=True)
        counts = Counter(
            verdict for arcrole, verdict in rows if mode == "calc11" or arcrole == SUMMATION_ITEM
        )
        verdicts = (f"{counts[verdict]:,} {verdict}" for verdict in VERDICTS)
        shown.append(f"{name}: {', '.join(verdicts)}")
    return Text("\n".join(shown) if calculations.num_rows else "Calculations: none")


def _problems(title: str, rows: pa.Table, columns: str) -> RenderableType:
    names = columns.split()
    if not rows.num_rows:
        return Text(f"{title}: none")
    table = Table(*names, title=f"{title}: {rows.num_rows:,}", title_justify="left")
    for column in table.columns:
        column.overflow = "fold"
    for row in rows.select(names).to_pylist():
        table.add_row(*("" if row[name] is None else escape(str(row[name])) for name in names))
    return table


def to_json(tables: dict[str, pa.Table]) -> str:
    """The rows of each dataset: amounts as numbers with all their digits, dates in ISO form."""
    import simplejson

    return simplejson.dumps(to_rows(tables), use_decimal=True, indent=1)


def to_rows(tables: dict[str, pa.Table]) -> dict[str, list[dict[str, Any]]]:
    """The rows of each dataset as plain values: decimals as such, dates in ISO form."""
    return {name: [_plain(row) for row in table.to_pylist()] for name, table in tables.items()}


def _plain(value: Any) -> Any:  # noqa: ANN401 # any value of a row, and rows hold lists and structs
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value.isoformat() if hasattr(value, "isoformat") else value
