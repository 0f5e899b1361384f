"""What all steps on a filing have in common."""

from dataclasses import replace

import pytest

from tests.transforms.filings import ACCESSION, REJECT, ref, unread, work
from tests.transforms.running import check_step, given, pipeline
from transforms.edgar.filing import Header
from transforms.elements import FilingWork
from transforms.errors import FilingError, Reject
from transforms.filing_step import FilingStep

NEW = Reject("linkbase", "not-well-formed", "damaged")


def reject(filing: FilingWork) -> FilingWork:
    return replace(filing, rejects=(*filing.rejects, NEW))


def fail(filing: FilingWork) -> FilingWork:
    raise KeyError(f"a bug at {filing.shard}")


def fill_the_disk(filing: FilingWork) -> FilingWork:
    raise OSError(f"No space left for {filing.shard}")


def errors(filing: FilingWork) -> list[str]:
    return [each.error for each in filing.rejects]


def test_only_what_the_step_itself_rejected_is_in_its_second_output() -> None:
    check_step(
        FilingStep(reject),
        [work({}, None, REJECT)],
        filings=[["not-found", "not-well-formed"]],
        rejects=[(ACCESSION, "linkbase", "not-well-formed")],
        show=errors,
    )


def test_what_is_no_input_error_stops_the_run() -> None:
    with pytest.raises(FilingError, match=f"{ACCESSION}: KeyError: "), pipeline() as root:
        given(root, [work()]) | FilingStep(fail)


def test_an_error_of_the_storage_is_not_laid_to_the_filing() -> None:
    with pytest.raises(OSError, match="No space"), pipeline() as root:
        given(root, [work()]) | FilingStep(fill_the_disk)


def test_the_form_is_that_of_the_index_before_that_of_the_header() -> None:
    read = work(of=ref(form_type="CORRESP"))
    assert read.filing is not None
    other = replace(read.filing, header=Header(form_type="10-K"))
    assert replace(read, filing=other).form_type == "CORRESP"
    assert FilingWork(None, other).form_type == "10-K"
    assert unread(ref(form_type="8-K")).form_type == "8-K"
    assert FilingWork(None).form_type is None
