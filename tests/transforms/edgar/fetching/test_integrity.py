import gzip
import io
import zipfile

import pytest

from tests.corpus import CORPUS, requires_corpus
from tests.transforms.edgar.archives import misnamed_archive
from transforms.edgar.errors import UnsoundBodyError
from transforms.edgar.fetching.integrity import check_body, digest_of

INDEX = b"Description: Master Index\n\nCIK|Company Name\n" + b"-" * 80 + b"\n"
ROW = b"1|A|10-K|2024-02-01|edgar/data/1/0000000001-24-000001.txt"
SUBMISSION = b"<SEC-DOCUMENT>0000000001-24-000001.txt : 20240201\n</SEC-DOCUMENT>\n"
RSS = b'<?xml version="1.0"?>\n<rss version="2.0"><channel></channel></rss>\n'
HEADER = b"<SEC-HEADER>0000000001-24-000001.hdr.sgml : 20240201\n</SEC-HEADER>\n"


def zipped(content=b"<linkbase/>" * 100):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("a_cal.xml", content)
    return held.getvalue()


SOUND = {
    "edgar/full-index/2024/QTR1/master.idx": INDEX + ROW + b"\n",
    "edgar/daily-index/2024/QTR1/master.20240201.idx": INDEX,
    "edgar/data/1/0000000001-24-000001.txt": SUBMISSION,
    "edgar/data/1/a/0000000001-24-000001.hdr.sgml": HEADER,
    "edgar/data/1/a/0000000001-24-000001-xbrl.zip": zipped(),
    "edgar/monthly/xbrlrss-2024-01.xml": RSS,
    "edgar/Feed/2024/QTR1/20240201.nc.tar.gz": gzip.compress(b"tar" * 1000),
}


def refusal(path, content):
    with pytest.raises(UnsoundBodyError) as caught:
        check_body(path, io.BytesIO(content))
    assert path in caught.value.message
    assert caught.value.file == path.rpartition("/")[2]
    return caught.value.error


@pytest.mark.parametrize("path", SOUND)
def test_a_sound_body_passes_and_is_left_at_its_start(path):
    body = io.BytesIO(SOUND[path])
    check_body(path, body)
    assert body.tell() == 0


def test_a_member_with_a_name_that_is_not_utf_8_does_not_damage_an_archive():
    check_body("edgar/data/1/a/0000000001-24-000001-xbrl.zip", io.BytesIO(misnamed_archive()))


@pytest.mark.parametrize("path", SOUND)
@pytest.mark.parametrize(
    "page",
    [b"<!DOCTYPE html><html>", b"\n <HTML lang='en'>", b"<!-- x --><html><body>", b"<head><title>"],
)
def test_a_page_is_refused_in_place_of_any_file(path, page):
    assert refusal(path, page + b"</html>") == "html-page"


@pytest.mark.parametrize("path", SOUND)
def test_another_kind_of_file_is_refused(path):
    other = b"<?xml version='1.0'?><Error><Code>AccessDenied</Code></Error>"
    assert refusal(path, other) in ("not-the-file", "damaged-archive")


@pytest.mark.parametrize("path", SOUND)
def test_nothing_is_refused(path):
    assert refusal(path, b"") == "empty-body"


@pytest.mark.parametrize(
    "path", [path for path in SOUND if "daily" not in path and "sgml" not in path]
)
@pytest.mark.parametrize("cut", [3, 10])
def test_a_body_cut_short_is_refused(path, cut):
    assert refusal(path, SOUND[path].rstrip()[:-cut]) in ("truncated", "damaged-archive")


def test_a_submission_or_header_of_another_filing_is_refused():
    assert refusal("edgar/data/1/0000000001-24-000009.txt", SUBMISSION) == "another-filing"
    assert refusal("edgar/data/1/a/0000000001-24-000009.hdr.sgml", HEADER) == "another-filing"


def test_a_header_that_opens_and_does_not_end_is_refused():
    path = "edgar/data/1/a/0000000001-24-000001.hdr.sgml"
    assert refusal(path, HEADER.rstrip()[:-3]) == "truncated"
    of_the_feed = b"<SUBMISSION>\n<ACCESSION-NUMBER>0000000001-24-000001\n<TYPE>10-K\n"
    check_body(path, io.BytesIO(of_the_feed))


def test_a_wrong_checksum_of_a_member_is_refused():
    content = bytearray(zipped())
    content[60] ^= 1
    assert refusal("a-xbrl.zip", bytes(content)) == "damaged-archive"


def test_a_wrong_checksum_of_a_gzip_is_refused():
    content = bytearray(SOUND["edgar/Feed/2024/QTR1/20240201.nc.tar.gz"])
    content[-6] ^= 1
    assert refusal("a.tar.gz", bytes(content)) == "damaged-archive"


def test_an_archive_that_would_fill_the_disk_is_refused(monkeypatch):
    monkeypatch.setattr("transforms.edgar.fetching.integrity.MAX_UNPACKED", 1000)
    assert refusal("a-xbrl.zip", zipped(b"x" * 1001)) == "bomb"
    assert refusal("a.tar.gz", gzip.compress(b"x" * 1001)) == "bomb"
    check_body("a-xbrl.zip", io.BytesIO(zipped(b"x" * 1000)))
    check_body("a.tar.gz", io.BytesIO(gzip.compress(b"x" * 1000)))


def test_an_old_submission_in_its_privacy_envelope_is_sound():
    content = (
        b"-----BEGIN PRIVACY-ENHANCED MESSAGE-----\nMIC-Info: RSA\n"
        + SUBMISSION
        + b"-----END PRIVACY-ENHANCED MESSAGE-----\n"
    )
    check_body("edgar/data/1/0000000001-24-000001.txt", io.BytesIO(content))


def test_the_digest_is_that_of_the_bytes():
    digest, size = digest_of(io.BytesIO(b"abc"))
    assert digest.startswith("ba7816bf8f01cfea414140de5dae2223b00361a3")
    assert size == 3


@pytest.mark.corpus
@requires_corpus
def test_every_real_file_passes():
    root = CORPUS / "mirror/Archives"
    files = [
        file
        for pattern in ("*.idx", "*.txt", "*-xbrl.zip", "*.tar.gz")
        for file in root.rglob(pattern)
    ]
    assert len(files) > 900
    for file in files:
        with file.open("rb") as body:
            check_body(file.relative_to(root).as_posix(), body)


@pytest.mark.corpus
@requires_corpus
@pytest.mark.parametrize(
    ("file", "path", "error"),
    [
        (
            "access-denied-in-place-of-form.gz",
            "edgar/full-index/2024/QTR1/form.gz",
            "damaged-archive",
        ),
        ("html-page-named-xml.xml", "edgar/monthly/xbrlrss-2024-01.xml", "html-page"),
    ],
)
def test_real_error_pages_are_refused(file, path, error):
    assert refusal(path, (CORPUS / "malformed" / file).read_bytes()) == error


def test_an_archive_without_members_is_not_what_edgar_has():
    empty = io.BytesIO()
    zipfile.ZipFile(empty, "w").close()
    assert refusal("edgar/data/1/a/0000000001-24-000001-xbrl.zip", empty.getvalue()) == "empty-body"
    assert refusal("edgar/Feed/2024/QTR1/20240201.nc.tar.gz", gzip.compress(b"")) == "empty-body"


@pytest.mark.timeout(60)
def test_comments_before_a_page_cost_no_more_than_their_length():
    assert refusal("a.idx", b"<!---->" * 500 + b"x") == "not-the-file"
    assert refusal("a.idx", b"<!-- a --> <!-- b -->\n<html>") == "html-page"
