"""Facts of a filing on its way: of every instance, and of no letter."""

from functools import partial

from tests.transforms.filings import ACCESSION, ref, unread, work
from tests.transforms.running import check_step
from tests.transforms.xbrl.instance.builders import DECLARED, amount, instance
from transforms.elements import FilingWork
from transforms.filing_step import FilingStep
from transforms.steps.read_facts import read_filing_facts

INSTANCE = instance(DECLARED, amount("1"))
read = partial(read_filing_facts, max_text=1000)


def facts(filing: FilingWork) -> list[int]:
    return [len(each.concepts) for each in filing.facts]


def test_a_broken_instance_and_a_broken_fact_are_rejects_and_leave_the_others() -> None:
    files = {
        "a.xml": instance(DECLARED, amount("1"), amount("2", contextRef="nowhere")),
        "b.xml": INSTANCE,
        "c.xml": INSTANCE[:-9],
    }
    check_step(
        FilingStep(read),
        [work(files)],
        filings=[[1, 1]],
        rejects=[
            (ACCESSION, "instance", "not-well-formed"),
            (ACCESSION, "instance", "unresolved-context"),
        ],
        show=facts,
    )


def test_texts_are_cut_at_the_length_that_is_asked_for() -> None:
    note = work(
        {"a.xml": instance(DECLARED, amount("abcdef", "abc:Note", unitRef="", decimals=""))}
    )
    for length, kept in ((3, "abc"), (0, "abcdef")):
        (found,) = read_filing_facts(note, max_text=length).facts
        assert found.columns["value"] == [kept]


def test_correspondence_has_no_facts() -> None:
    letter = work({"a.xml": INSTANCE}, ref(form_type="CORRESP"))
    assert read(letter) is letter


def test_a_filing_that_was_not_read_is_left_as_it_is() -> None:
    of = unread()
    assert read(of) is of


def test_what_is_declared_an_instance_and_has_no_xbrl_in_it_is_a_reject() -> None:
    page = b"<html><body>Access denied</body></html>"
    done = read(work({"a-20231231.xml": page, "b_htm.xml": page, "R1.xml": page}))
    assert [(reject.error, reject.file) for reject in done.rejects] == [
        ("not-an-instance", "a-20231231.xml"),
        ("not-an-instance", "b_htm.xml"),
    ]
