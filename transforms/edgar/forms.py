"""Form types: which are correspondence, who writes it, and how EDGAR's indexes spell them.

The list of spellings holds what companies and funds file most, not all there is: EDGAR has hundreds of
types, and new ones come every year. An amendment is the type with `/A`.
"""

from typing import Final, Literal, NamedTuple

from transforms.codes import Code

LetterForm = Literal["UPLOAD", "LETTER", "CORRESP", "DRSLTR", "DOSLTR"]


class Correspondence(NamedTuple):
    """What is filed under a form of correspondence.

    Attributes:
        writer: Who files under it. Some letters of the staff are filed under a company's form.
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

FORM_TYPES: Final = LETTER_FORMS.keys() | frozenset(
    """
    1-A|1-K|1-SA|1-U|1-Z|10-12B|10-12G|10-D|10-K|10-K405|10-KSB|10-KSB40|10-KT|10-Q|10-QSB|10-QT
    |11-K|13F-HR|13F-NT|144|15-12B|15-12G|15-15D|15F-12B|15F-12G|15F-15D|18-K|20-F|20FR12B|20FR12G
    |24F-2NT|25|25-NSE|253G1|253G2|253G3|253G4|3|305B2|4|40-17F2|40-17G|40-APP|40-F|40-OIP|40FR12B
    |424A|424B1|424B2|424B3|424B4|424B5|424B7|424B8|425|485APOS|485BPOS|485BXT|486BPOS|487|497
    |497AD|497J|497K|497VPI|5|6-K|8-A12B|8-A12G|8-K|8-K12B|8-K12G3|8-K15D5|ABS-15G|ABS-EE|ARS|AW
    |C|C-AR|C-TR|C-U|CERT|CERTNYS|CT ORDER|D|DEF 14A|DEF 14C|DEFA14A|DEFA14C|DEFC14A
    |DEFM14A|DEFM14C|DEFN14A|DEFR14A|DEFR14C|DFAN14A|DRS|EFFECT|F-1|F-10|F-1MEF
    |F-3|F-3ASR|F-4|F-6|F-6EF|F-8|FWP|IRANNOTICE|MA|MA-A|MA-I|N-14|N-14 8C|N-1A|N-2|N-23C3A
    |N-30B-2|N-30D|N-4|N-6|N-8F|N-CEN|N-CSR|N-CSRS|N-MFP|N-MFP1|N-MFP2|N-MFP3|N-PX|N-Q|NPORT-P
    |NRSRO-UPD|NT 10-D|NT 10-K|NT 10-Q|NT 11-K|NT 20-F|NT N-CEN|NT-NCSR|POS 8C|POS AM|POS EX
    |POSASR|PRE 14A|PRE 14C|PREC14A|PREM14A|PREM14C|PRER14A|PRER14C|PX14A6G|QUALIF|REVOKED|RW
    |S-1|S-11|S-1MEF|S-3|S-3ASR|S-3D|S-4|S-4 POS|S-6|S-8|S-8 POS|SB-2|SC 13D|SC 13E3|SC 13G
    |SC 14D9|SC 14F1|SC TO-C|SC TO-I|SC TO-T|SCHEDULE 13D|SCHEDULE 13G|SD|SF-1|SF-3|SUPPL|T-3
    |TA-1|TA-2|X-17A-5
    """.replace("\n", "")
    .replace(" " * 4, "")
    .split("|")
)


def intended_form(form: str) -> str | None:
    """The form type that someone meant who wrote `form`; None if it may be right as it is.

    Only case, spaces and dashes are taken for mistakes: `10-k` and `10K` mean `10-K`.
    """
    base = form.removesuffix("/A")
    if base in FORM_TYPES:
        return None
    written = _bare(form)
    for known in sorted(FORM_TYPES):
        for spelled in (known, f"{known}/A"):
            if _bare(spelled) == written:
                return spelled
    return form.upper().strip() if form != form.upper().strip() else None


def _bare(form: str) -> str:
    return "".join(filter(str.isalnum, form)).upper()


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
