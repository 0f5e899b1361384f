import io
import zipfile
from datetime import UTC, date, datetime

import pytest

from tests.corpus import CORPUS, requires_corpus
from transforms.edgar.errors import RssError
from transforms.edgar.filing import Filer
from transforms.edgar.rss import NAMESPACES, read_rss

ACCESSION = "0000950123-10-046578"


def item(namespace=NAMESPACES[0], prefix="edgar", accession=ACCESSION, **fields):
    given = {
        "companyName": "SOCIÉTÉ &amp; CO",
        "formType": "10-Q",
        "filingDate": "05/07/2010",
        "cikNumber": "0000072971",
        "accessionNumber": accession,
        "fileNumber": "001-02979",
        "acceptanceDatetime": "20100507173158",
        "period": "20100331",
        "assignedSic": "6021",
        "fiscalYearEnd": "1231",
    } | fields
    inner = "".join(f"<{prefix}:{name}>{text}</{prefix}:{name}>" for name, text in given.items())
    return (
        f'<item><description>10-Q</description><{prefix}:xbrlFiling xmlns:{prefix}="{namespace}">'
        f'{inner}<{prefix}:xbrlFiles><{prefix}:xbrlFile file="a.xsd"/></{prefix}:xbrlFiles>'
        f"</{prefix}:xbrlFiling></item>"
    )


def read(*items, encoding="windows-1252"):
    text = f'<?xml version="1.0" encoding="{encoding}"?>\n<rss version="2.0"><channel>'
    whole = f"{text}<title>All</title>{''.join(items)}</channel></rss>"
    return read_rss("xbrlrss-2010-05.xml", io.BytesIO(whole.encode(encoding)))


@pytest.mark.parametrize("namespace", NAMESPACES)
@pytest.mark.parametrize("prefix", ["edgar", "e"])
def test_an_item_gives_the_header_of_its_filing_in_either_namespace(namespace, prefix):
    headers, rejects = read(item(namespace, prefix))
    header = headers[ACCESSION]
    assert rejects == []
    assert header.form_type == "10-Q"
    assert header.filing_date == date(2010, 5, 7)
    assert header.accepted_at == datetime(2010, 5, 7, 21, 31, 58, tzinfo=UTC)
    assert header.period_of_report == date(2010, 3, 31)
    assert header.file_numbers == ("001-02979",)
    assert header.filers == (Filer(72971, "SOCIÉTÉ & CO", "6021", None, "1231"),)


def test_items_of_several_filers_make_one_header():
    second = item(cikNumber="0000000007", companyName="OTHER", fileNumber="001-00007")
    headers, _ = read(item(), second, second)
    assert [filer.cik for filer in headers[ACCESSION].filers] == [72971, 7]
    assert headers[ACCESSION].file_numbers == ("001-02979", "001-00007")


def test_what_an_item_lacks_or_has_damaged_is_unknown():
    headers, rejects = read(
        item(assignedSic="", period="20101341", filingDate="2010-05-07", fiscalYearEnd="9999",
             acceptanceDatetime="", cikNumber="x", fileNumber="")
    )  # fmt: skip
    header = headers[ACCESSION]
    assert rejects == []
    assert (header.period_of_report, header.filing_date, header.accepted_at) == (None, None, None)
    assert (header.filers, header.file_numbers) == ((), ())


def test_an_item_without_accession_number_is_told_with_its_line():
    headers, rejects = read("\n\n", item(accession="none"), item())
    assert list(headers) == [ACCESSION]
    assert [(each.error, each.line) for each in rejects] == [("rss-item", 4)]


def test_items_are_forgotten_once_read_and_none_is_lost():
    numbers = [f"0000000001-10-{n:06}" for n in range(300)]
    headers, _ = read(*(item(accession=number) for number in numbers))
    assert list(headers) == numbers


@pytest.mark.parametrize(
    "content",
    [b"", b"<rss><channel><item>", b"<html><body>x</body></html>", b"\x00\xff"],
)
def test_what_is_no_rss_file_is_refused(content):
    with pytest.raises(RssError):
        read_rss("xbrlrss-2010-05.xml", io.BytesIO(content))


@pytest.mark.corpus
@requires_corpus
def test_a_real_file_is_read_whole():
    with zipfile.ZipFile(CORPUS / "indexes/real-indexes.zip") as archive:
        content = archive.read("rss/usgaap.rss.xml")
    headers, rejects = read_rss("usgaap.rss.xml", io.BytesIO(content))
    assert len(headers) == len(set(headers)) == content.count(b"<edgar:accessionNumber>")
    assert rejects == []
    assert all(header.accepted_at and header.filers and header.file_numbers
               for header in headers.values())  # fmt: skip
