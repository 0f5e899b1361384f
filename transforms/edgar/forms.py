"""Forms of correspondence, and who writes under them.

Every other form is a filing, which may hold XBRL and no letters.
"""

from typing import Final, Literal, NamedTuple

from transforms.codes import Code

LetterForm = Literal["UPLOAD", "LETTER", "CORRESP", "DRSLTR", "DOSLTR"]


class Correspondence(NamedTuple):
    """What is filed under a form of correspondence.

    Attributes:
        writer: Who files under it. Letters of the staff stand at times under a company's form.
        meaning: What it is.
    """

    writer: Literal["staff", "company"]
    meaning: str


LETTER_FORMS: Final[dict[LetterForm, Correspondence]] = {
    "UPLOAD": Correspondence("staff", "letter, uploaded by the staff"),
    "LETTER": Correspondence("staff", "letter, as some indexes call it"),
    "CORRESP": Correspondence("company", "correspondence"),
    "DRSLTR": Correspondence("company", "correspondence on a draft registration statement"),
    "DOSLTR": Correspondence("company", "correspondence on a draft offering statement"),
}

FORM_CODES: Final = {
    form: Code(f"Of the {of.writer}: {of.meaning}", "EDGAR form types")
    for form, of in LETTER_FORMS.items()
}

_BY_NAME: Final = {str(form): of for form, of in LETTER_FORMS.items()}


def is_letter_form(form_type: str | None) -> bool:
    """Whether filings of this form, or amendments to one, are letters."""
    return _base(form_type) in _BY_NAME


def is_staff_form(form_type: str | None) -> bool:
    """Whether the staff write under this form."""
    form = _BY_NAME.get(_base(form_type))
    return form is not None and form.writer == "staff"


def _base(form_type: str | None) -> str:
    """`UPLOAD` of `UPLOAD/A`."""
    return (form_type or "").removesuffix("/A")
