"""Letters for a terminal: addressee, filings under review, and the numbered comments."""

from collections.abc import Iterator
from typing import Any

import pyarrow as pa
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

LetterRow = dict[str, Any]


def letter_views(tables: dict[str, pa.Table]) -> Iterator[RenderableType]:
    """One view per letter."""
    for letter in tables["letters"].to_pylist():
        filings, comments, citations = (
            [row for row in tables[name].to_pylist() if row["document"] == letter["document"]]
            for name in ("letter_filings", "letter_comments", "letter_citations")
        )
        yield Group(_head(letter, filings), *_comments(letter, comments, citations), _close(letter))


def _head(letter: LetterRow, filings: list[LetterRow]) -> Text:
    text = Text(f"{letter['kind']} letter, {letter['letter_date'] or 'undated'}\n", style="bold")
    to = (letter["addressee"], letter["addressee_title"], letter["company_name"])
    text.append(", ".join(filter(None, to)) + "\n")
    for filing in filings:
        about = (
            filing["form_type_reviewed"],
            filing["period_end"] and f"for {filing['period_end']}",
            filing["filed_on"] and f"filed {filing['filed_on']}",
            filing["file_number"] or (filing["reviewed_cik"] and f"CIK {filing['reviewed_cik']}"),
        )
        text.append(f"  Re: {', '.join(str(part) for part in about if part)}\n")
    return text


def _comments(
    letter: LetterRow, comments: list[LetterRow], citations: list[LetterRow]
) -> Iterator[RenderableType]:
    # What asks is the staff's comment, which a response repeats above its answer.
    is_answer = letter["kind"] == "response"
    asks = "answers a comment that asks to reconcile" if is_answer else "asks to reconcile"
    shown: list[str] = []
    for comment in comments:
        if comment["headings"] != shown:
            shown = comment["headings"]
            yield Text(" / ".join(shown), style="bold")
        text = Text(f"{comment['number']}. {comment['text']}")
        cited = [
            f"{row['authority']} {row['reference']}"
            for row in citations
            if row["comment_position"] == comment["position"]
        ]
        if cited:
            text.append(f"\ncites {'; '.join(cited)}", style="cyan")
        if comment["asks_reconciliation"]:
            evidence = "; ".join(comment["reconciliation_evidence"])
            text.append(f"\n{asks}: {evidence}", style="yellow")
        yield Padding(text, (0, 0, 1, 2))


def _close(letter: LetterRow) -> Text:
    people = (
        " ".join(filter(None, (person["name"], person["title"], person["phone"])))
        for person in letter["staff"]
    )
    return Text(
        "\n".join(filter(None, (letter["office"], *people, letter["signatory"]))), style="dim"
    )
