import io
from datetime import date

import pytest

from tests.transforms.edgar.test_rss import ACCESSION, item
from transforms.edgar.fetching.store import Record, RecordBook, Store
from transforms.edgar.fetching.supplement import Supplement
from transforms.edgar.filing import Filer, Filing, FilingRef, Header
from transforms.storage.folder import Folder

DAY = date(2010, 5, 7)
PATH = f"edgar/data/72971/{ACCESSION}.txt"
REF = FilingRef(ACCESSION, 72971, (72971,), "INDEX NAME", "10-Q", DAY, (PATH,))
FROM_INDEX = Filing(
    Header(ACCESSION, "10-Q", DAY, filers=(Filer(72971, "INDEX NAME"),)), "index", "zip", "x.zip"
)
SGML = f"""<SEC-HEADER>{ACCESSION}.hdr.sgml : 20100507
<ACCEPTANCE-DATETIME>20100507173158
ACCESSION NUMBER:\t\t{ACCESSION}
FILER:
\tCOMPANY DATA:
\t\tCOMPANY CONFORMED NAME:\t\t\tSGML NAME
\t\tCENTRAL INDEX KEY:\t\t\t0000072971
\t\tSTATE OF INCORPORATION:\t\t\tDE
</SEC-HEADER>
"""


@pytest.fixture
def files(tmp_path):
    return Folder(tmp_path)


def write(files, path, text):
    files.write_whole(f"Archives/{path}", io.BytesIO(text.encode("cp1252")))


def write_rss(files, month, *items):
    head = '<?xml version="1.0" encoding="windows-1252"?><rss><channel>'
    write(files, f"edgar/monthly/xbrlrss-{month}.xml", f"{head}{''.join(items)}</channel></rss>")


def write_header(files, text=SGML):
    path = f"edgar/data/72971/{ACCESSION.replace('-', '')}/{ACCESSION}.hdr.sgml"
    write(files, path, text)
    return path


def test_the_rss_of_the_month_gives_the_header_that_a_zip_lacks(files):
    write_rss(files, "2010-05", item())
    filing = Supplement(files).with_header(REF, FROM_INDEX)
    assert filing.header_source == "rss"
    assert filing.header.file_numbers == ("001-02979",)
    assert filing.header.filers[0].sic == "6021"


def test_a_filing_of_the_first_days_is_found_in_the_month_before(files):
    write_rss(files, "2010-04", item())
    ref = FilingRef(ACCESSION, 72971, (72971,), None, "10-Q", date(2010, 5, 3), (PATH,))
    assert Supplement(files).with_header(ref, FROM_INDEX).header_source == "rss"


def test_a_header_file_is_richer_than_the_rss(files):
    write_rss(files, "2010-05", item())
    write_header(files)
    filing = Supplement(files).with_header(REF, FROM_INDEX)
    assert filing.header_source == "hdr_sgml"
    assert filing.header.filers[0].state_of_incorporation == "DE"
    assert (filing.header.form_type, filing.header.filing_date) == ("10-Q", DAY)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (SGML.replace(ACCESSION, "0000000001-10-000001"), "0000000001-10-000001"),
        ("<html>Access Denied</html>", "no filing"),
        ("", "no filing"),
    ],
    ids=["another filing's", "a page", "empty"],
)
def test_a_header_file_that_is_not_of_the_filing_gives_way_to_the_rss(files, written, said):
    write_rss(files, "2010-05", item())
    path = write_header(files, written)
    filing = Supplement(files).with_header(REF, FROM_INDEX)
    assert (filing.header_source, filing.header.filing_date) == ("rss", DAY)
    (reject,) = filing.rejects
    assert (reject.error, reject.file) == ("wrong-accession", path)
    assert reject.message == f"the index names {ACCESSION}, the header beside its archive {said}"


def test_without_either_the_index_is_all_that_is_known(files, tmp_path):
    write_rss(files, "2010-05", item(accession="0000000001-10-000001"))
    assert Supplement(files).with_header(REF, FROM_INDEX) == FROM_INDEX
    assert Supplement(Folder(tmp_path / "none")).with_header(REF, FROM_INDEX) == FROM_INDEX


def test_a_header_that_came_with_the_filing_stays(files):
    write_header(files)
    own = Filing(Header(ACCESSION), "submission", "submission", PATH)
    assert Supplement(files).with_header(REF, own) is own


def test_a_damaged_rss_file_is_reported_for_each_filing_that_it_could_have_had(files):
    write(files, "edgar/monthly/xbrlrss-2010-05.xml", "<rss><channel><item>")
    filing = Supplement(files).with_header(REF, FROM_INDEX)
    assert filing.header_source == "index"
    assert [each.error for each in filing.rejects] == ["not-well-formed"]


def test_items_that_name_no_filing_are_reported_once_for_each_that_is_not_found(files):
    write_rss(files, "2010-05", item(accession="none"), item(accession=""), item(accession="0-0-0"))
    filing = Supplement(files).with_header(REF, FROM_INDEX)
    (reject,) = filing.rejects
    assert (reject.error, reject.file) == ("rss-item", "edgar/monthly/xbrlrss-2010-05.xml")
    assert reject.message.startswith("3 items name no filing; of the first, 'none'")
    write_rss(files, "2010-05", item(accession="none"), item())
    assert Supplement(files).with_header(REF, FROM_INDEX).rejects == ()


@pytest.mark.parametrize(
    ("outcome", "reason", "error", "said"),
    [
        ("not_available", "HTTP 404", "not-available", f"{PATH}: HTTP 404"),
        ("failed", "no-answer", "no-answer", f"{PATH} could not be fetched: no-answer"),
    ],
)
def test_why_a_filing_is_missing_is_what_edgar_answered(files, outcome, reason, error, said):
    writer = RecordBook(Store(files), "run")
    writer.add(20102, Record.now(PATH, outcome, reason=reason))
    writer.flush()
    (reject,) = Supplement(files).why_missing(REF)
    assert (reject.stage, reject.error, reject.message) == ("fetch", error, said)


def test_a_mirror_does_not_know_why_a_filing_is_missing(files):
    assert Supplement(files).why_missing(REF) == ()
