"""Staff letters and responses, down to the numbered comment."""

from transforms.edgar.forms import is_letter_form
from transforms.elements import FilingWork


def parse_filing_letters(work: FilingWork) -> FilingWork:
    """The submission with the letters in it, if its form is correspondence."""
    filing = work.filing
    form_type = work.form_type
    if filing is None or form_type is None or not is_letter_form(form_type):
        return work
    # Most filings have no letters, and the patterns that find their parts are slow to compile.
    from transforms.correspondence.parsing import parse_letters

    letters = parse_letters(
        filing.documents, form_type=form_type, published_on=filing.header.published_on
    )
    return work.with_found([letters.tables], letters.rejects)
