"""Builders of what passes between the steps: references, filings, and their places in a shard."""

from datetime import date

from transforms.edgar.filing import Document, Filer, Filing, FilingRef, Header
from transforms.elements import FilingReject, FilingWork, IndexReject, Shard
from transforms.errors import Reject

ACCESSION = "0000000007-24-000001"
FILED = date(2024, 2, 1)
QUARTER = 20241
SHARD = Shard(QUARTER, 0)
REJECT = Reject("read", "not-found", "nothing is there")
INDEX_REJECT = IndexReject(QUARTER, "edgar/full-index/2024/QTR1/master.idx", REJECT)


def accession(number: int) -> str:
    return f"{ACCESSION[:-6]}{number:06}"


def ref(
    number: int = 1, *ciks: int, form_type: str = "10-K", filing_date: date = FILED
) -> FilingRef:
    """The filing `number`, of company 7 if no CIKs are given."""
    ciks = ciks or (7,)
    paths = tuple(f"edgar/data/{cik}/{accession(number)}.txt" for cik in ciks)
    return FilingRef(accession(number), ciks[0], ciks, "A CO", form_type, filing_date, paths)


def filing(*documents: Document) -> Filing:
    header = Header(filers=(Filer(7, "A CO"),))
    return Filing(header, "index", "zip", "edgar/data/7/a.zip", documents, "ab", 10)


def work(
    files: dict[str, bytes] | None = None, of: FilingRef | None = None, *rejects: Reject
) -> FilingWork:
    """A filing that has been read."""
    documents = [Document(name, content) for name, content in (files or {}).items()]
    return FilingWork(of or ref(), filing(*documents), rejects=rejects, shard=SHARD)


def unread(of: FilingRef | None = None, *rejects: Reject) -> FilingWork:
    """A filing that has not been read."""
    return FilingWork(of or ref(), rejects=rejects, shard=SHARD)


def rejected(reject: Reject) -> FilingReject:
    return FilingReject(ACCESSION, reject)
