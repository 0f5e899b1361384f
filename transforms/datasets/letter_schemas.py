"""Schemas of letters: the filings under review, comments and citations."""

from typing import Final

import pyarrow as pa

from transforms.datasets.dataset import (
    AMOUNT,
    BOOL,
    DATE,
    INT32,
    INT64,
    STRING,
    field,
    list_of,
    of_filings,
)

_STAFF = pa.struct([("name", STRING), ("title", STRING), ("phone", STRING)])
_QUOTED_AMOUNT = pa.struct([("text", STRING), ("value", AMOUNT), ("currency", STRING)])

LETTERS: Final = of_filings(
    "letters",
    "staff letter or company response",
    "document",
    [
        field("document", STRING, "Document the letter was read from", null=False),
        field(
            "kind",
            STRING,
            "comment, completion, no_review, follow_up, response or other",
            null=False,
        ),
        field("letter_date", DATE, "Date in the letter"),
        field("published_on", DATE, "When EDGAR published it"),
        field("addressee", STRING, "Name of the addressee"),
        field("addressee_title", STRING, "Title of the addressee"),
        field("company_name", STRING, "Company in the address"),
        field("address", STRING, "Street, city, state and code"),
        field("salutation", STRING, "Salutation"),
        field("response_due_days", INT32, "Business days asked for the response"),
        field(
            "office", STRING, "Office of the Division of Corporation Finance, without `Office of`"
        ),
        field("staff", list_of(_STAFF), "Staff named, with title and telephone number", null=False),
        field("signatory", STRING, "Who signed"),
        field("cc", list_of(STRING), "Copies", null=False),
        field("refers_to_letter_date", DATE, "Date of the letter this one answers"),
        field("n_comments", INT32, "Rows in letter_comments", null=False),
        field("text", STRING, "Text, cleaned and unwrapped", null=False),
    ],
)

LETTER_FILINGS: Final = of_filings(
    "letter_filings",
    "filing under review named in a letter",
    "document position",
    [
        field("document", STRING, "Document the letter was read from", null=False),
        field("position", INT32, "Filing in the Re: block, from 1", null=False),
        field("form_type_reviewed", STRING, "Form type of the reviewed filing"),
        field("amendment", INT32, "Number of the amendment"),
        field("period_end", DATE, "End of the period the filing is for"),
        field("filed_on", DATE, "When it was filed or submitted"),
        field("file_number", STRING, "SEC file number"),
        field("reviewed_cik", INT64, "CIK named in place of a file number"),
        field("text", STRING, "Lines of the Re: block", null=False),
    ],
)

LETTER_COMMENTS: Final = of_filings(
    "letter_comments",
    "numbered comment, or numbered answer",
    "document position",
    [
        field("document", STRING, "Document the letter was read from", null=False),
        field("position", INT32, "Comment in the letter, from 1", null=False),
        field(
            "number", INT32, "Number as printed; may begin again below another filing", null=False
        ),
        field("filing_position", INT32, "Row of letter_filings the comment is about"),
        field(
            "headings", list_of(STRING), "Headings above the comment, outermost first", null=False
        ),
        field("pages", list_of(STRING), "Pages named", null=False),
        field("text", STRING, "Text of the comment, or of the answer, unwrapped", null=False),
        field("repeated_comment", STRING, "In a response: the staff's comment as repeated there"),
        field("amounts", list_of(_QUOTED_AMOUNT), "Amounts quoted", null=False),
        field(
            "asks_reconciliation",
            BOOL,
            "Asks to reconcile amounts that do not agree; in a response, the comment answered does",
            null=False,
        ),
        field("reconciliation_score", pa.float64(), "0 to 1", null=False),
        field("reconciliation_evidence", list_of(STRING), "Spans the score rests on", null=False),
        field("refers_to_comment", INT32, "Prior comment named"),
        field("answers_comment", INT32, "In a response: the comment answered"),
    ],
)

LETTER_CITATIONS: Final = of_filings(
    "letter_citations",
    "authority cited",
    "document comment_position position",
    [
        field("document", STRING, "Document the letter was read from", null=False),
        field(
            "comment_position", INT32, "Comment it stands in; 0 outside the comments", null=False
        ),
        field("position", INT32, "Citation in that comment, from 1", null=False),
        field(
            "authority",
            STRING,
            "ASC, Regulation S-K, Regulation S-X, Regulation G, SAB, Release, C&DI, IFRS, "
            "Exchange Act, Securities Act or Other",
            null=False,
        ),
        field("reference", STRING, "Normalised: 280-10-50-41, 303(b), 33-10751", null=False),
        field("text", STRING, "As written", null=False),
    ],
)
