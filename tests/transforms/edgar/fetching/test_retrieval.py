import gzip
import io
import tarfile
from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.edgar_server import EdgarServer
from tests.transforms.edgar.fetching.test_client import AGENT, FAST, index_bytes, zip_bytes
from transforms.edgar.errors import NoAnswerError
from transforms.edgar.fetching.client import Client
from transforms.edgar.fetching.pacer import Pacer
from transforms.edgar.fetching.retrieval import Retrieval
from transforms.edgar.fetching.store import Record, Store
from transforms.edgar.filing import FilingRef
from transforms.edgar.slices import Slice
from transforms.storage.folder import Folder

DAY = date(2024, 2, 1)
QUARTER = Slice.of_quarter(20241)
LATER = date(2024, 6, 1)


def ref(number=1, *, form="10-K", ciks=(1,)):
    accession = f"0000000001-24-{number:06}"
    paths = tuple(f"edgar/data/{cik}/{accession}.txt" for cik in ciks)
    return FilingRef(accession, ciks[0], ciks, "COMPANY", form, DAY, paths)


def zip_path(filing, cik=1):
    bare = filing.accession_number.replace("-", "")
    return f"edgar/data/{cik}/{bare}/{filing.accession_number}-xbrl.zip"


def header_file(filing):
    return zip_path(filing).replace("-xbrl.zip", ".hdr.sgml")


def text_of(filing):
    return f"<SEC-DOCUMENT>{filing.accession_number}.txt : 20240201\n</SEC-DOCUMENT>\n".encode()


@pytest.fixture
def edgar(tmp_path):
    with EdgarServer(tmp_path / "nothing") as server:
        yield server


def serve(edgar, path, content):
    edgar.extra[f"/Archives/{path}"] = content


@pytest.fixture
def store(tmp_path):
    return Store(Folder(tmp_path / "store"))


@pytest.fixture
def retrieval(edgar, store):
    client = Client(AGENT, Pacer(500), base_url=edgar.url, patience=FAST)

    def make(known=(), **how):
        return Retrieval(client, store, {each.path: each for each in known}, **how)

    yield make
    client.close()


def test_a_filing_with_a_zip_costs_one_request(edgar, store, retrieval):
    archive = zip_bytes()  # whose time is that of its making
    serve(edgar, zip_path(ref()), archive)
    done = retrieval().filing(ref())
    assert done.path == zip_path(ref())
    assert [each.outcome for each in done.records] == ["stored"]
    with store.open(done.path) as content:
        assert content.read() == archive
    assert edgar.paths() == [zip_path(ref())]


def test_what_the_store_has_costs_nothing(edgar, retrieval):
    serve(edgar, zip_path(ref()), zip_bytes())
    done = retrieval().filing(ref())
    again = retrieval(done.records).filing(ref())
    assert (again.path, again.records, again.rejects) == (zip_path(ref()), (), ())
    assert len(edgar.requests) == 1


def test_what_a_killed_run_left_without_record_gets_one_at_no_request(edgar, retrieval):
    serve(edgar, zip_path(ref()), zip_bytes())
    done = retrieval().filing(ref())
    again = retrieval().filing(ref())
    assert [(each.sha256, each.size) for each in again.records] == [
        (each.sha256, each.size) for each in done.records
    ]
    assert len(edgar.requests) == 1


def test_a_filing_without_a_zip_has_its_submission(edgar, retrieval):
    serve(edgar, ref().paths[0], text_of(ref()))
    done = retrieval().filing(ref())
    assert done.path == ref().paths[0]
    assert [each.outcome for each in done.records] == ["not_available", "stored"]
    assert done.rejects == ()


@pytest.mark.parametrize("form", ["UPLOAD", "CORRESP"])
def test_a_letter_is_a_submission(edgar, retrieval, form):
    serve(edgar, ref().paths[0], text_of(ref()))
    assert retrieval().filing(ref(form=form)).path == ref().paths[0]
    assert edgar.paths() == [ref().paths[0]]


def test_headers_of_submissions_need_no_zip(edgar, retrieval):
    serve(edgar, zip_path(ref()), zip_bytes())
    serve(edgar, ref().paths[0], text_of(ref()))
    retrieval(headers="submission").filing(ref())
    assert edgar.paths() == [ref().paths[0]]


def test_headers_of_their_own_cost_one_request_more(edgar, store, retrieval):
    serve(edgar, zip_path(ref()), zip_bytes())
    serve(
        edgar,
        header_file(ref()),
        b"<SEC-HEADER>0000000001-24-000001.hdr.sgml : 20240201\n</SEC-HEADER>\n",
    )
    retrieval(headers="hdr_sgml").filing(ref())
    retrieval(headers="hdr_sgml").filing(ref())
    assert edgar.paths() == [zip_path(ref()), header_file(ref())]
    assert store.holds(header_file(ref()))


@pytest.mark.parametrize("missing", [404, 403])
def test_the_folder_of_another_filer_is_tried_last(edgar, retrieval, missing):
    edgar.missing_status = missing
    filing = ref(ciks=(1, 7))
    serve(edgar, zip_path(filing, 7), zip_bytes())
    assert retrieval().filing(filing).path == zip_path(filing, 7)
    assert edgar.paths() == [zip_path(filing, 1), filing.paths[0], zip_path(filing, 7)]


def test_a_filing_that_edgar_does_not_have_is_reported_and_not_asked_for_again(edgar, retrieval):
    done = retrieval().filing(ref())
    assert done.path is None
    assert [each.error for each in done.rejects] == ["not-available"]
    again = retrieval(done.records).filing(ref())
    assert [each.error for each in again.rejects] == ["not-available"]
    assert len(edgar.requests) == 2
    retrieval(done.records, ask_again=True).filing(ref())
    assert len(edgar.requests) == 4


def test_a_zip_that_stays_damaged_is_reported_and_the_submission_taken(edgar, retrieval):
    serve(edgar, zip_path(ref()), b"no zip at all")
    serve(edgar, ref().paths[0], text_of(ref()))
    done = retrieval().filing(ref())
    assert done.path == ref().paths[0]
    assert [each.error for each in done.rejects] == ["damaged-archive"]
    assert len(edgar.requests) == FAST.unsound_attempts + 1


def test_no_answer_is_no_reason_to_take_another_file(edgar, retrieval):
    edgar.misbehave("status", "xbrl.zip", times=99)
    serve(edgar, ref().paths[0], text_of(ref()))
    done = retrieval().filing(ref())
    assert (done.path, done.records[0].outcome) == (None, "failed")
    assert len(edgar.requests) == FAST.attempts
    edgar.faults.clear()
    serve(edgar, zip_path(ref()), zip_bytes())
    assert retrieval(done.records).filing(ref()).path == zip_path(ref())


def test_a_page_in_place_of_every_file_leaves_the_filing_lacking(edgar, retrieval):
    serve(edgar, zip_path(ref()), zip_bytes())
    edgar.misbehave("page", times=99)
    done = retrieval().filing(ref())
    assert (done.path, done.is_lacking) == (None, True)
    assert {each.error for each in done.rejects} == {"html-page"}
    edgar.faults.clear()
    assert retrieval(done.records).filing(ref()).path == zip_path(ref())


def test_what_edgar_does_not_have_is_not_lacking(retrieval):
    assert not retrieval().filing(ref()).is_lacking


def test_a_zip_never_stands_in_for_the_submission_of_a_letter_that_may_come(edgar, retrieval):
    letter = ref(form="CORRESP")
    serve(edgar, zip_path(letter), zip_bytes())
    serve(edgar, letter.paths[0], text_of(letter))
    edgar.misbehave("page", r"\.txt", times=FAST.unsound_attempts)
    done = retrieval().filing(letter)
    assert (done.path, done.is_lacking) == (None, True)
    assert retrieval(done.records).filing(letter).path == letter.paths[0]


def test_access_denied_is_definite_only_if_it_is_the_answer_on_another_day(
    edgar, retrieval, monkeypatch
):
    noon = "2024-06-01T12:00:00+00:00"
    monkeypatch.setattr("transforms.edgar.fetching.store._now", lambda: noon)
    edgar.missing_status = 403
    done = retrieval().filing(ref())
    assert (done.is_lacking, [each.error for each in done.rejects]) == (True, ["access-denied"])
    assert [each.outcome for each in done.records] == ["failed"] * 2
    assert retrieval(done.records).filing(ref()).is_lacking
    earlier = [replace(each, asked_at="2024-02-02T05:00:00+00:00") for each in done.records]
    again = retrieval(earlier).filing(ref())
    assert (again.is_lacking, [each.error for each in again.rejects]) == (False, ["not-available"])
    asked_for = len(edgar.requests)
    retrieval(again.records).filing(ref())
    assert len(edgar.requests) == asked_for


def test_a_header_that_could_not_be_had_is_lacking_and_asked_for_again(edgar, retrieval):
    serve(edgar, zip_path(ref()), zip_bytes())
    edgar.misbehave("page", "hdr.sgml", times=99)
    done = retrieval(headers="hdr_sgml").filing(ref())
    assert (done.path, done.is_lacking) == (zip_path(ref()), True)
    edgar.faults.clear()
    again = retrieval(done.records, headers="hdr_sgml").filing(ref())
    assert [each.path for each in again.records] == [header_file(ref())]
    assert not again.is_lacking


def asked(path, day):
    return Record(path, "stored", f"{day}T00:00:00+00:00")


@pytest.mark.parametrize(
    ("asked_on", "requests"),
    [("2024-04-01", 1), ("2024-04-07", 1), ("2024-04-08", 0), ("2024-06-01", 0)],
)
def test_the_index_of_a_quarter_is_asked_for_until_it_is_settled(
    edgar, store, retrieval, asked_on, requests
):
    serve(edgar, QUARTER.index, index_bytes())
    retrieval().index(QUARTER, LATER)
    known = [asked(QUARTER.index, asked_on)]
    edgar.requests.clear()
    retrieval(known).index(QUARTER, LATER)
    assert len(edgar.requests) == requests
    assert store.holds(QUARTER.index)


@pytest.mark.parametrize(("asked_on", "requests"), [("2024-02-02", 1), ("2024-02-09", 0)])
def test_the_index_of_a_day_is_asked_for_until_it_is_settled(edgar, retrieval, asked_on, requests):
    day = Slice.of_day(DAY)
    serve(edgar, day.index, index_bytes())
    retrieval().index(day, LATER)
    edgar.requests.clear()
    retrieval([asked(day.index, asked_on)]).index(day, LATER)
    assert len(edgar.requests) == requests


def test_an_index_that_did_not_change_costs_no_body(edgar, store, retrieval):
    serve(edgar, QUARTER.index, index_bytes())
    first = retrieval().index(QUARTER, LATER)
    known = replace(first, asked_at="2024-04-01T00:00:00+00:00")
    again = retrieval([known]).index(QUARTER, LATER)
    assert [each.status for each in edgar.requests] == [200, 304]
    assert again == replace(first, asked_at=again.asked_at)
    serve(edgar, QUARTER.index, index_bytes() + b"9|COMPANY|10-K|2024-03-30|edgar/data/9/b.txt\n")
    newer = retrieval([known]).index(QUARTER, LATER)
    assert edgar.requests[-1].status == 200
    assert newer.sha256 != first.sha256
    with store.open(QUARTER.index) as content:
        assert content.read().endswith(b"b.txt\n")


def test_an_index_that_the_store_lost_is_asked_for_without_condition(edgar, store, retrieval):
    serve(edgar, QUARTER.index, index_bytes())
    first = retrieval().index(QUARTER, LATER)
    store.files.delete(f"Archives/{QUARTER.index}")
    retrieval([first]).index(QUARTER, LATER)
    assert [each.status for each in edgar.requests] == [200, 200]
    assert store.holds(QUARTER.index)


def test_a_day_without_index_is_an_answer(retrieval):
    record = retrieval().index(Slice.of_day(date(2024, 5, 5)), LATER)
    assert record.outcome == "not_available"


def test_an_index_that_cannot_be_had_fails(edgar, retrieval):
    serve(edgar, QUARTER.index, index_bytes())
    edgar.misbehave("status", times=99)
    with pytest.raises(NoAnswerError):
        retrieval().index(QUARTER, LATER)


RSS = "edgar/monthly/xbrlrss-2024-02.xml"


def test_the_rss_of_a_month_that_is_over_is_asked_for_once(edgar, retrieval):
    serve(edgar, RSS, b"<rss><channel/></rss>")
    record = retrieval().rss(date(2024, 2, 1), LATER)
    assert record.outcome == "stored"
    assert retrieval([record]).rss(date(2024, 2, 1), LATER) is None
    assert edgar.paths() == [RSS]


def test_the_rss_of_a_month_that_edgar_does_not_have_is_asked_for_once(retrieval):
    record = retrieval().rss(date(2024, 2, 1), LATER)
    assert record.outcome == "not_available"
    assert retrieval([record]).rss(date(2024, 2, 1), LATER) is None
    assert retrieval([record], ask_again=True).rss(date(2024, 2, 1), LATER) is not None


@pytest.mark.parametrize("day", [date(2024, 2, 14), date(2024, 12, 20)])
def test_the_rss_of_a_month_that_was_not_over_is_asked_for_again(edgar, retrieval, day):
    path = f"edgar/monthly/xbrlrss-{day:%Y-%m}.xml"
    serve(edgar, path, b"<rss><channel/></rss>")
    retrieval().rss(day, day)
    assert retrieval([asked(path, day)]).rss(day, day) is None
    assert retrieval([asked(path, day)]).rss(day, day + timedelta(days=90)) is not None


def test_before_there_was_rss_none_is_asked_for(edgar, retrieval):
    assert retrieval().rss(date(2005, 3, 1), LATER) is None
    assert edgar.requests == []


def submission_of(filing):
    return f"<SUBMISSION>\n<ACCESSION-NUMBER>{filing.accession_number}\n</SUBMISSION>\n".encode()


def feed_of(*filings):
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w") as archive:
        for filing in filings:
            content = submission_of(filing)
            member = tarfile.TarInfo(f"{filing.accession_number}.nc")
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return gzip.compress(held.getvalue())


FEED = "edgar/Feed/2024/QTR1/20240201.nc.tar.gz"


def test_a_feed_gives_the_selected_filings_of_a_day_at_one_request(edgar, store, retrieval):
    serve(edgar, FEED, feed_of(ref(1), ref(2), ref(3)))
    done = {each.ref: each for each in retrieval().feed(DAY, [ref(1), ref(3), ref(4)])}
    assert done[ref(1)].path == "edgar/data/1/0000000001-24-000001.nc"
    assert done[ref(3)].records[0].source == FEED
    assert [each.error for each in done[ref(4)].rejects] == ["not-available"]
    assert edgar.paths() == [FEED]
    kept = sorted(store.list("edgar/data"))
    assert kept == [done[ref(1)].path, done[ref(3)].path]


def test_a_feed_is_not_asked_for_when_everything_is_there(edgar, retrieval):
    serve(edgar, FEED, feed_of(ref(1)))
    list(retrieval().feed(DAY, [ref(1)]))
    again = list(retrieval().feed(DAY, [ref(1)]))
    assert [each.path for each in again] == ["edgar/data/1/0000000001-24-000001.nc"]
    assert len(edgar.requests) == 1


def test_a_day_without_feed_is_reported_for_each_filing(retrieval):
    done = list(retrieval().feed(DAY, [ref(1), ref(2)]))
    assert [(each.path, each.records[0].outcome) for each in done] == [(None, "not_available")] * 2


def test_a_submission_that_is_cut_short_in_the_feed_is_not_taken(
    edgar, store, retrieval, monkeypatch
):
    whole = submission_of
    monkeypatch.setitem(globals(), "submission_of", lambda filing: whole(filing)[:-8])
    serve(edgar, FEED, feed_of(ref(1)))
    (done,) = retrieval().feed(DAY, [ref(1)])
    assert (done.path, "truncated" in {each.error for each in done.rejects}) == (None, True)
    assert list(store.list("edgar/data")) == []
