from transforms.correspondence.frame.registrants import registrants_above
from transforms.correspondence.frame.reviewed import reviewed_filings
from transforms.correspondence.rendition.lines import letters_of

ONE, OTHER = "Example Holdings, Inc.", "Example Capital LLC"


def above(block: str, *forms: str) -> list[list[str]]:
    text = block.replace(" |", "")
    starts, end = [], 0
    for form in forms:
        end = text.index(form, end)
        starts.append(end)
        end += len(form)
    return registrants_above(block, text, starts)


def test_registrants_stand_above_their_filings() -> None:
    block = f"{ONE} | Form 10-K | Form 10-Q | {OTHER} | Form 10-K"
    assert above(block, "Form 10-K", "Form 10-Q", "Form 10-K") == [[ONE], [ONE], [OTHER]]


def test_registrants_that_file_together_stand_above_one_another() -> None:
    assert above(f"{ONE} | {OTHER} | Forms 10-K", "Forms 10-K") == [[ONE, OTHER]]


def test_one_registrant_needs_no_name() -> None:
    assert above(f"{ONE} | Form 10-K", "Form 10-K") == [[]]


def test_file_numbers_are_of_the_registrants_in_their_order() -> None:
    block = f"{ONE} | {OTHER} | Forms 10-K | File Nos. 1-11111 and 1-22222"
    filings = reviewed_filings(block)
    assert [(each.registrant, each.file_number) for each in filings] == [
        (ONE, "1-11111"),
        (OTHER, "1-22222"),
    ]


def test_a_filing_of_several_that_cannot_be_told_is_of_none() -> None:
    [filing] = reviewed_filings(f"{ONE} | {OTHER} | Form S-4 | File No. 333-11111")
    assert (filing.registrant, filing.file_number) == (None, "333-11111")


def test_names_compare_by_their_letters() -> None:
    assert letters_of("EXAMPLE  Holdings, Inc.") == letters_of("Example Holdings Inc")
