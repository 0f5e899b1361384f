import errno
import hashlib
import io
import os

import pytest

from transforms.edgar.fetching.answers import Body
from transforms.edgar.fetching.store import Record, Store
from transforms.edgar.fetching.verification import verify
from transforms.storage.folder import Folder

PATH = "edgar/data/1/0000000001-24-000001.txt"


@pytest.fixture
def store(tmp_path):
    return Store(Folder(tmp_path))


def put(store, content=b"words"):
    digest = hashlib.sha256(content).hexdigest()
    return store.put(Body(PATH, io.BytesIO(content), digest, len(content)))


def faults(store, *records):
    return [each.fault for each in verify(store, [PATH], {each.path: each for each in records})]


def test_a_file_as_it_was_fetched_has_no_fault(store):
    record = put(store)
    (found,) = verify(store, [PATH, PATH, "edgar/none"], {PATH: record})
    assert (found.path, found.size, found.fault) == (PATH, 5, None)


@pytest.mark.parametrize(
    ("content", "fault"), [(b"word", "has 4 bytes, recorded are 5"), (b"wordz", "has SHA-256")]
)
def test_a_file_with_other_content_is_named(store, content, fault):
    record = put(store)
    put(store, content)
    assert faults(store, record)[0].startswith(fault)


def test_a_file_that_is_gone_is_named(store):
    record = put(store)
    store.files.delete(f"Archives/{PATH}")
    assert faults(store, record) == ["is recorded as stored and not there"]


def test_a_file_that_the_disk_does_not_give_is_named(store, monkeypatch):
    def damaged(*_):
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    record = put(store)
    monkeypatch.setattr(Store, "open", damaged)
    assert faults(store, record) == ["cannot be read: [Errno 5] Input/output error"]


@pytest.mark.parametrize("records", [[], [Record(PATH, "failed", "2024-05-15T00:00:00+00:00")]])
def test_a_file_without_record_of_its_content_is_not_taken_for_sound(store, records):
    put(store)
    assert faults(store, *records) == ["has no record to compare it with"]


def test_a_file_that_edgar_does_not_have_is_no_fault(store):
    assert faults(store, Record(PATH, "not_available", "2024-05-15T00:00:00+00:00")) == []
