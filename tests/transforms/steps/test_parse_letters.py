"""Letters of a submission on its way: of correspondence, and of nothing else."""

from dataclasses import replace
from datetime import date

import pytest

from tests.transforms.correspondence.letters import CLOSING, HEAD
from tests.transforms.filings import ACCESSION, ref, unread, work
from tests.transforms.running import check_step
from transforms.edgar.filing import Header
from transforms.elements import FilingWork
from transforms.filing_step import FilingStep
from transforms.steps.parse_letters import parse_filing_letters

LETTER = {"filename1.txt": (HEAD + "1.   We note that.\n" + CLOSING).encode()}
BROKEN = {"filename1.pdf": b"%PDF-1.4 and no more"}


def comments(filing: FilingWork) -> int:
    return sum(len(part["position"]) for part in filing.tables.get("letter_comments", ()))


def test_letters_are_read_and_what_cannot_be_read_is_rejected() -> None:
    upload = ref(form_type="UPLOAD")
    check_step(
        FilingStep(parse_filing_letters),
        [work(LETTER, upload), work(BROKEN, upload), work(LETTER)],
        filings=[1, 0, 0],
        rejects=[(ACCESSION, "letter", "damaged")],
        show=comments,
    )


@pytest.mark.parametrize("form", ["CORRESP", "UPLOAD", "LETTER", "DRSLTR", "UPLOAD/A"])
def test_every_form_of_correspondence_is_read(form: str) -> None:
    assert parse_filing_letters(work(LETTER, ref(form_type=form))).tables["letters"]


def test_a_letter_is_dated_by_its_header() -> None:
    upload = work(LETTER, ref(form_type="UPLOAD"))
    assert upload.filing is not None
    header = Header(published_on=date(2022, 6, 1))
    dated = replace(upload, filing=replace(upload.filing, header=header))
    (letters,) = parse_filing_letters(dated).tables["letters"]
    assert letters["published_on"] == [date(2022, 6, 1)]


def test_a_submission_that_was_not_read_is_left_as_it_is() -> None:
    of = unread(ref(form_type="UPLOAD"))
    assert parse_filing_letters(of) is of
