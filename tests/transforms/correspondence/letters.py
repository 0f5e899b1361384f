"""Builders of letters, and the letters of the corpus."""

import csv
from collections.abc import Iterator
from functools import cache

from tests.corpus import CORPUS
from transforms.correspondence.frame.frame import Frame
from transforms.correspondence.letter import Letter, parse_letter
from transforms.edgar.filing import Document
from transforms.edgar.reading import read_submission

HEAD = """\
United States securities and exchange commission logo

                                                            March 3, 2022

Jane Q. Public
Chief Financial Officer
Example Holdings, Inc.
1 Main Street
Springfield, IL 62701

        Re:    Example Holdings, Inc.
               Form 10-K for the Fiscal Year Ended December 31, 2020
               Filed February 22, 2021
               File No. 001-12345

Dear Ms. Public:

        We have reviewed your filing and have the following comments.

        Please respond to these comments within ten business days.

"""
CLOSING = """
        We remind you that the company is responsible for its disclosures.

        You may contact Ann Example, Staff Accountant, at (202) 551-0001 or
John Sample at (202) 551-0002 with any questions.

                                                            Sincerely,

                                                            Division of Corporation Finance
                                                            Office of Technology
cc:     Rex Counsel
"""


def edgar_wrapped(text: str, width: int = 80) -> str:
    """Text as EDGAR renders it: what does not fit goes on at column 0."""
    out: list[str] = []
    for line in text.splitlines():
        rest = line
        while len(rest) >= width and " " in rest[:width].strip():
            cut = rest.rindex(" ", 0, width)
            out.append(rest[:cut])
            rest = rest[cut + 1 :]
        out.append(rest)
    return "\n".join(out) + "\n"


def staff_letter(body: str, *, head: str = HEAD, closing: str = CLOSING) -> Letter:
    """A staff letter in plain text, wrapped as EDGAR does."""
    content = edgar_wrapped(head + body + closing).encode()
    return parse_letter(Document("filename2.txt", content, "TEXT-EXTRACT"), form_type="UPLOAD")


def text_letter(text: str, form_type: str | None = "UPLOAD") -> Letter:
    """A letter in plain text, of which this is all."""
    return parse_letter(Document("a.txt", text.encode()), form_type=form_type)


def html_letter(body: str) -> Letter:
    """A company's letter in HTML, of which this is all."""
    content = f"<html><body>{body}</body></html>".encode()
    return parse_letter(Document("a.htm", content), form_type="CORRESP")


def company_letter(body: str) -> Letter:
    """A company's letter in HTML; `body` follows the salutation."""
    return html_letter(f"""<p>March 10, 2022</p><p>Ms. Ann Example</p>
<p>Securities and Exchange Commission</p><p>100 F Street, N.E.</p>
<p>Re: Example Holdings, Inc.<br>Form 10-K for the Fiscal Year Ended December 31, 2020<br>
File No. 001-12345</p><p>Dear Ms. Example:</p>
<p>We respond to the comments in your letter dated March&nbsp;3, 2022.</p>{body}
<p>Sincerely,</p><p>/s/ Jane Q. Public</p><p>Jane Q. Public</p>""")


def to_commission(*lines: str) -> Frame:
    """The frame of a letter with these lines above `Dear Ms. Example:`."""
    head = "".join(f"<p>{line}</p>" for line in lines)
    return html_letter(f"{head}<p>Dear Ms. Example:</p><p>We write to you.</p>").frame


RE = ("Re: Example Holdings, Inc.", "Form 10-K for the Year Ended December 31, 2020", "File No. 001-12345")  # fmt: skip


def to_office(*lines: str) -> Frame:
    """The frame of a letter to the Division with these lines below its name; the last greets."""
    to = "March 10, 2022", "Securities and Exchange Commission", "Division of Corporation Finance"
    body = "".join(
        f"<p>{line}</p>" for line in (*to, *lines, "Example Holdings, Inc. answers you.")
    )
    return html_letter(body).frame


@cache
def manifest() -> list[dict[str, str]]:
    """The rows of the corpus' letters."""
    with (CORPUS / "manifest.csv").open(newline="") as file:
        return [row for row in csv.DictReader(file) if row["kind"] == "letter"]


def documents(row: dict[str, str]) -> list[Document]:
    """The documents of a letter of the corpus."""
    content = (CORPUS / "mirror" / "Archives" / row["path"]).read_bytes()
    return list(read_submission(content, source=row["path"]).documents)


def corpus_letters() -> Iterator[tuple[dict[str, str], Document]]:
    """Every letter of the corpus in its first rendition."""
    for row in manifest():
        texts = [each for each in documents(row) if not each.name.endswith(".pdf")]
        yield row, texts[0]
