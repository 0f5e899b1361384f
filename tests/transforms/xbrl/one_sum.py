"""A filing of one sum, A of B and C, processed whole, and what came of it."""

from tests.transforms.filings import work
from tests.transforms.xbrl.instance import builders as b
from tests.transforms.xbrl.linkbase.documents import (
    NAMESPACE,
    ROLE,
    arc,
    element,
    link,
    linkbase,
    loc,
    schema,
)
from transforms.elements import FilingWork
from transforms.steps.chain import filing_steps, process

SUM = loc("A"), loc("B"), loc("C"), arc("A", "B"), arc("A", "C")
CALCULATION = linkbase(link(*SUM))
CONSISTENT = {"consistent"}
_DECLARED = f'xmlns:ex="{NAMESPACE}" '.encode()


def own_schema(*refs: str, before: str = "") -> bytes:
    return schema(*map(element, "ABC"), appinfo="".join(refs)).replace(
        b"<xs:annotation>", f"{before}<xs:annotation>".encode()
    )


def errors(filing: FilingWork) -> list[str]:
    return [reject.error for reject in filing.rejects]


def verdicts(filing: FilingWork) -> set[object]:
    """What either rule says of the sums of the first network, or why it says nothing."""
    return {
        unbound or verdict
        for columns in filing.tables["calculations"]
        for rule in ("xbrl21", "calc11")
        for role, verdict, unbound in zip(
            columns["role_uri"], columns[rule], columns[f"{rule}_unbound"], strict=True
        )
        if role == ROLE
    }


def amount(name: str, value: str, **attributes: str) -> str:
    return b.amount(value, f"ex:{name}", **attributes)


def number(name: str, value: str, **attributes: str) -> str:
    return b.non_fraction(value, f"ex:{name}", **attributes)


PARTS = amount("A", "3"), amount("B", "1")
INLINE = number("A", "3"), number("B", "1")


def of_documents(max_text: int = 0, **more: bytes) -> FilingWork:
    files = {"ex.xsd": own_schema(), "ex_cal.xml": CALCULATION}
    files |= {name.replace("_", "."): each for name, each in more.items()}
    return process(work(files), filing_steps(max_text=max_text))


def instance(*parts: str) -> bytes:
    """An instance that declares prefix `ex`."""
    return b.instance(*parts).replace(b"<xbrli:xbrl ", b"<xbrli:xbrl " + _DECLARED)


def classic(*parts: str, declared: str = b.DECLARED) -> FilingWork:
    return of_documents(a_xml=instance(declared, *parts))


def inline_document(*parts: str) -> bytes:
    content = b.inline_document(b.header(schema="ex.xsd"), *parts)
    return content.replace(b"<html ", b"<html " + _DECLARED, 1)


def inline(*parts: str) -> FilingWork:
    return of_documents(a_htm=inline_document(*parts))


def rules(filing: FilingWork) -> list[object]:
    return [rule for columns in filing.tables["findings"] for rule in columns["rule"]]
