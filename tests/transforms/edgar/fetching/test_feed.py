import gzip
import io
import tarfile

import pytest

from tests.corpus import CORPUS, requires_corpus
from transforms.edgar.fetching.feed import FeedSubmission, read_feed
from transforms.errors import Reject

A, B, C = (f"0000000001-24-00000{n}" for n in (1, 2, 3))


def tar_of(*members):
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w") as archive:
        for name, content in members:
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return held.getvalue()


def submission(accession, text="words"):
    return f"<SUBMISSION>\n<ACCESSION-NUMBER>{accession}\n{text}\n</SUBMISSION>\n".encode() * 100


def read(archive, wanted=None):
    found = list(read_feed("20240515.nc.tar.gz", io.BytesIO(gzip.compress(archive)), wanted))
    return (
        [each for each in found if isinstance(each, FeedSubmission)],
        [each for each in found if isinstance(each, Reject)],
    )


def test_only_wanted_submissions_are_copied_out():
    archive = tar_of(*((f"{key}.nc", submission(key)) for key in (A, B, C)))
    found, rejects = read(archive, {B})
    assert found == [FeedSubmission(B, submission(B))]
    assert rejects == []


@pytest.mark.parametrize("suffix", ["nc", "corr", "corr01", "pr", "NC"])
def test_each_suffix_of_a_submission_is_known(suffix):
    found, rejects = read(tar_of((f"./2024/{A}.{suffix}", submission(A))))
    assert [each.accession_number for each in found] == [A]
    assert rejects == []


def test_a_correction_follows_what_it_corrects():
    archive = tar_of((f"{A}.nc", submission(A)), (f"{A}.corr", submission(A, "better")))
    found, _ = read(archive)
    assert [each.content for each in found] == [submission(A), submission(A, "better")]


def test_a_last_member_may_fill_its_block():
    content = submission(A)[:512]
    assert read(tar_of((f"{A}.nc", content))) == ([FeedSubmission(A, content)], [])


def test_a_member_that_is_no_submission_is_told():
    found, rejects = read(tar_of(("readme.txt", b"x"), (f"{A}.nc", submission(A))))
    assert len(found) == 1
    assert [(each.error, "readme.txt" in each.message) for each in rejects] == [
        ("unknown-member", True)
    ]


def test_a_damaged_member_does_not_take_those_after_it():
    archive = bytearray(tar_of(*((f"{key}.nc", submission(key)) for key in (A, B, C))))
    second = archive.index(B.encode())
    archive[second : second + 300] = bytes(300)
    found, rejects = read(bytes(archive))
    assert [each.accession_number for each in found] == [A, C]
    assert [each.error for each in rejects] == ["damaged-archive"]


def test_a_damaged_last_member_is_told_too():
    archive = bytearray(tar_of(*((f"{key}.nc", submission(key)) for key in (A, B))))
    second = archive.index(B.encode())
    archive[second : second + 300] = bytes(300)
    found, rejects = read(bytes(archive))
    assert [each.accession_number for each in found] == [A]
    assert [each.error for each in rejects] == ["damaged-archive"]


def test_the_least_that_follows_the_last_member_is_told():
    content = submission(A)[:5120]
    found, rejects = read(tar_of((f"{A}.nc", content))[: 512 + 5120] + b"lost" + bytes(1020))
    assert found == [FeedSubmission(A, content)]
    assert [each.error for each in rejects] == ["damaged-archive"]


@pytest.mark.parametrize("cut", [0.2, 0.5, 0.95])
def test_an_archive_cut_short_is_told_and_gives_what_is_whole(cut):
    packed = gzip.compress(tar_of(*((f"{key}.nc", submission(key)) for key in (A, B, C))), 0)
    found = list(read_feed("x", io.BytesIO(packed[: int(len(packed) * cut)])))
    assert isinstance(found[-1], Reject)
    whole = [each for each in found if isinstance(each, FeedSubmission)]
    assert all(each.content == submission(each.accession_number) for each in whole)
    assert len(whole) == int(cut * 3.1)


def test_a_wrong_checksum_is_told():
    packed = bytearray(gzip.compress(tar_of((f"{A}.nc", submission(A)))))
    packed[-8] ^= 1
    found = list(read_feed("x", io.BytesIO(packed)))
    assert "CRC" in found[-1].message


@pytest.mark.parametrize("content", [b"", b"<html></html>", gzip.compress(b"no tar" * 1000)])
def test_what_is_no_archive_is_told(content):
    found = list(read_feed("x", io.BytesIO(content)))
    assert [each.error for each in found] == ["damaged-archive"]


@pytest.mark.corpus
@requires_corpus
def test_every_submission_of_real_days_is_read():
    for day in sorted((CORPUS / "mirror/Archives/edgar/Feed").rglob("*.nc.tar.gz")):
        with day.open("rb") as stream:
            found = list(read_feed(day.name, stream))
        assert found
        for each in found:
            assert isinstance(each, FeedSubmission)
            assert each.content.startswith(b"<SUBMISSION>")
            assert each.accession_number.encode() in each.content[:200]
