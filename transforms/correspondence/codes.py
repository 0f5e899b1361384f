"""Codes of letters: what a letter is, and the authorities that it cites."""

from typing import Final, Literal

from transforms.codes import Code

LetterKind = Literal["comment", "completion", "no_review", "follow_up", "response", "other"]
Authority = Literal[
    "ASC",
    "Regulation S-K",
    "Regulation S-X",
    "Regulation G",
    "SAB",
    "Release",
    "C&DI",
    "IFRS",
    "Exchange Act",
    "Securities Act",
    "Other",
]

LETTER_KINDS: Final[dict[LetterKind, Code]] = {
    "comment": Code("The staff comments on a filing for the first time"),
    "follow_up": Code("The staff comments again: on a response or an amendment"),
    "completion": Code("The staff has completed its review and has no comment"),
    "no_review": Code("The staff will not review the filing"),
    "response": Code("The company answers comments"),
    "other": Code("Anything else, such as a request for more time"),
}

AUTHORITIES: Final[dict[Authority, Code]] = {
    "ASC": Code("FASB Accounting Standards Codification", "FASB"),
    "Regulation S-K": Code("Disclosure outside the financial statements", "17 CFR 229"),
    "Regulation S-X": Code("Form and content of financial statements", "17 CFR 210"),
    "Regulation G": Code("Measures that are not of GAAP", "17 CFR 244"),
    "SAB": Code("Staff Accounting Bulletin", "17 CFR 211"),
    "Release": Code("Release of the Commission, by its series and number", "SEC"),
    "C&DI": Code("Compliance and Disclosure Interpretation, by its question", "SEC"),
    "IFRS": Code("IFRS and IAS with their interpretations", "IASB"),
    "Exchange Act": Code("Securities Exchange Act of 1934, its rules and schedules", "17 CFR 240"),
    "Securities Act": Code("Securities Act of 1933 and its rules", "17 CFR 230"),
    "Other": Code("Any other act, regulation, form or standard"),
}
