# ruff: noqa: T201 # the table it prints is what a benchmark is for
"""Does time grow with the size of a document, and no faster?

Each case is read at a size and at its double. Run with

    make bench
"""

import gc
import time
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import partial
from itertools import cycle, islice

import pytest

from tests.transforms.edgar.test_rss import item, read
from tests.transforms.filings import work
from tests.transforms.xbrl.calculation.reported import F, facts_of, summation
from tests.transforms.xbrl.instance import builders as b
from tests.transforms.xbrl.linkbase.documents import (
    NAMESPACE,
    ROLE,
    arc,
    element,
    label,
    link,
    linkbase,
    loc,
    role_type,
    schema,
)
from transforms.correspondence.parsing import parse_letters
from transforms.edgar.filing import Document
from transforms.edgar.header import parse_header
from transforms.filing_step import collect_seldom
from transforms.steps.check_structure import check_filing_structure
from transforms.steps.parse_linkbases import parse_filing_linkbases
from transforms.steps.read_facts import read_filing_facts
from transforms.xbrl.calculation.checking import check_calculations
from transforms.xbrl.calculation.summation import Summation
from transforms.xbrl.instance.classic import read_instance
from transforms.xbrl.instance.inline import read_inline
from transforms.xbrl.linkbase.parsing import parse_linkbases

Work = Callable[[], object]


def lb(*links: str, elements: Iterable[str] = ()) -> list[tuple[str, bytes]]:
    return [("ex.xsd", schema(*elements)), ("cal.xml", linkbase(*links))]


def missing_ids(n: int) -> Work:
    return partial(
        parse_linkbases,
        lb(link(*(loc(f"l{i}") for i in range(n))), elements=[element(f"E{i}") for i in range(n)]),
    )


def generic(n: int) -> Work:
    link_ = (
        f'<gen:link xmlns:gen="http://xbrl.org/2008/generic" xlink:type="extended" xlink:role="{ROLE}">'
        + "".join(loc(f"l{i}", f"ex.xsd#ex_E{i}") for i in range(n))
        + "</gen:link>"
    )
    return partial(parse_linkbases, lb(link_, elements=[element(f"E{i}") for i in range(n)]))


def element_scheme(n: int) -> Work:
    return partial(
        parse_linkbases,
        lb(
            link(*(loc(f"l{i}", f"ex.xsd#element(/1/{i + 2})") for i in range(n))),
            elements=[element(f"E{i}") for i in range(n)],
        ),
    )


def arcs(n: int) -> Work:
    return partial(
        parse_linkbases,
        lb(
            link(
                loc("T"), *(loc(f"E{i}") for i in range(n)), *(arc("T", f"E{i}") for i in range(n))
            ),
            elements=[element("T"), *(element(f"E{i}") for i in range(n))],
        ),
    )


def broken_arcs(n: int) -> Work:
    return partial(parse_linkbases, lb(link(*(arc("T", f"E{i}") for i in range(n)))))


def prohibited(n: int) -> Work:
    return partial(
        parse_linkbases,
        lb(
            link(
                loc("T"),
                *(loc(f"E{i}") for i in range(n)),
                *(arc("T", f"E{i}", use="prohibited", priority="1") for i in range(n)),
            ),
            elements=[element("T"), *(element(f"E{i}") for i in range(n))],
        ),
    )


def roles(n: int) -> Work:
    return partial(
        parse_linkbases,
        [
            (
                "ex.xsd",
                schema(
                    element("A"),
                    element("B"),
                    appinfo="".join(role_type(f"http://x/{i}") for i in range(n)),
                ),
            ),
            (
                "cal.xml",
                linkbase(
                    *(
                        link(loc("A"), loc("B"), arc("A", "B"), role=f"http://x/{i}")
                        for i in range(n)
                    )
                ),
            ),
        ],
    )


def labels(n: int) -> Work:
    return partial(
        parse_linkbases,
        lb(
            link(
                *(
                    x
                    for i in range(n)
                    for x in (
                        loc(f"E{i}"),
                        label(f"r{i}", "text"),
                        arc(f"E{i}", f"r{i}", kind="label"),
                    )
                ),
                kind="label",
            ),
            elements=[element(f"E{i}") for i in range(n)],
        ),
    )


def label_locators(n: int) -> Work:
    return partial(
        parse_linkbases,
        lb(
            link(
                *(
                    x
                    for i in range(n)
                    for x in (
                        loc(f"E{i}"),
                        label(f"n{i}", "N", id=f"n{i}"),
                        loc(f"r{i}", f"#n{i}"),
                        arc(f"E{i}", f"r{i}", kind="label", use="prohibited"),
                    )
                ),
                kind="label",
            ),
            elements=[element(f"E{i}") for i in range(n)],
        ),
    )


def schemas(n: int) -> Work:
    return partial(
        parse_linkbases,
        [
            *((f"s{i}.xsd", schema(element(f"E{i}"), namespace=f"http://x/{i}")) for i in range(n)),
            (
                "cal.xml",
                linkbase(
                    link(
                        *(loc(f"E{i}", f"s{i}.xsd#ex_E{i}") for i in range(n)),
                        *(arc("E0", f"E{i}") for i in range(1, n)),
                    )
                ),
            ),
        ],
    )


def types(n: int) -> Work:
    t = "".join(
        f'<xs:complexType name="t{i}"><xs:simpleContent><xs:restriction base="{f"ex:t{i + 1}" if i < n - 1 else "xbrli:monetaryItemType"}"/></xs:simpleContent></xs:complexType>'
        for i in range(n)
    )
    return partial(
        parse_linkbases,
        lb(
            link(*(loc(f"E{i}") for i in range(n)), *(arc("E0", f"E{i}") for i in range(1, n))),
            elements=[t, *(element(f"E{i}", type=f"ex:t{i}") for i in range(n))],
        ),
    )


def inst(*parts: str) -> Work:
    return partial(read_instance, "a.xml", b.instance(*parts), kind="classic", max_text=0)


def contexts(n: int) -> Work:
    return inst(
        *(b.context(f"c{i}", entity=str(i)) for i in range(n)),
        b.unit(),
        *(b.amount("1", contextRef=f"c{i}") for i in range(n)),
    )


def units(n: int) -> Work:
    return inst(
        b.context(),
        *(b.unit(f"u{i}", f"<xbrli:measure>abc:u{i}</xbrli:measure>") for i in range(n)),
        *(b.amount("1", unitRef=f"u{i}") for i in range(n)),
    )


def facts(n: int) -> Work:
    return inst(b.DECLARED, *(b.amount(str(i)) for i in range(n)))


def bad_facts(n: int) -> Work:
    return inst(b.DECLARED, *(b.amount("x") for i in range(n)))


def footnotes(n: int) -> Work:
    return inst(
        b.DECLARED,
        *(b.amount(str(i), id=f"f{i}") for i in range(n)),
        '<link:footnoteLink xlink:type="extended" xlink:role="x">'
        + "".join(
            f'<link:loc xlink:type="locator" xlink:href="#f{i}" xlink:label="l{i}"/><link:footnote xlink:type="resource" xlink:label="n{i}">t</link:footnote><link:footnoteArc xlink:type="arc" xlink:arcrole="a" xlink:from="l{i}" xlink:to="n{i}"/>'
            for i in range(n)
        )
        + "</link:footnoteLink>",
    )


def html(*parts: str) -> Work:
    return partial(
        read_inline, [("a.htm", b.inline_document(b.header(b.DECLARED), *parts))], max_text=0
    )


def chain(n: int) -> Work:
    return html(
        b.non_numeric("t", continuedAt="k0"),
        *(
            f'<ix:continuation id="k{i}" continuedAt="k{i + 1}">x</ix:continuation>'
            for i in range(n)
        ),
        f'<ix:continuation id="k{n}">x</ix:continuation>',
    )


def shared_chain(n: int) -> Work:
    return html(
        *(b.non_numeric("t", continuedAt="k0") for i in range(n)),
        *(
            f'<ix:continuation id="k{i}" continuedAt="k{i + 1}">x</ix:continuation>'
            for i in range(n)
        ),
        f'<ix:continuation id="k{n}">x</ix:continuation>',
    )


def inline_facts(n: int) -> Work:
    return html(*(b.non_fraction(str(i)) for i in range(n)))


def inline_footnotes(n: int) -> Work:
    return html(
        *(b.non_fraction(str(i), id=f"f{i}") for i in range(n)),
        *(
            f'<ix:footnote id="n{i}">x</ix:footnote><ix:relationship fromRefs="f{i}" toRefs="n{i}"/>'
            for i in range(n)
        ),
    )


def hidden(n: int) -> Work:
    return html(
        "<ix:header><ix:hidden>",
        *(b.non_fraction(str(i)) for i in range(n)),
        "</ix:hidden></ix:header>",
    )


def calc(fs: Iterable[F], *sums: Summation) -> Work:
    f = facts_of(fs)
    return partial(check_calculations, f, sums)


def items(n: int) -> Work:
    return calc(
        [F("T", "1"), *(F(f"I{i}", "5") for i in range(n))],
        summation("T", *(f"I{i}" for i in range(n))),
    )


def near_items(n: int) -> Work:
    return calc(
        [F("T", str(5 * n - 10)), *(F(f"I{i}", "5") for i in range(n))],
        summation("T", *(f"I{i}" for i in range(n))),
    )


def totals(n: int) -> Work:
    return calc(
        [x for i in range(n) for x in (F(f"T{i}", str(i + 9)), F(f"A{i}", "5"))],
        *(summation(f"T{i}", f"A{i}") for i in range(n)),
    )


def data_points(n: int) -> Work:
    return calc(
        [
            x
            for i in range(n)
            for x in (
                F("T", str(i + 9), context=f"c{i}"),
                F("A", "5", context=f"c{i}"),
                F("B", "7", context=f"d{i}"),
            )
        ],
        summation("T", "A", "B"),
    )


def calc_units(n: int) -> Work:
    return calc(
        [
            x
            for i in range(n)
            for x in (
                F("T", str(i + 9), unit=f"u{i}"),
                F("A", "5", unit=f"u{i}"),
                F("B", "7", unit=f"u{i}", context="d"),
            )
        ],
        summation("T", "A", "B"),
    )


def duplicates(n: int) -> Work:
    return calc([F("T", "9"), *(F("A", str(i)) for i in range(n))], summation("T", "A"))


def tuples_side_by_side(n: int) -> Work:
    return inst(b.DECLARED, *(f"<abc:t>{b.amount(str(i))}</abc:t>" for i in range(n)))


def tuples_in_tuples(n: int) -> Work:
    """Each tuple holds an item and the next tuple; the total stands beside the first."""
    tuples = [F("U", None, unit=None, parent=2 * i - 2 if i else -1) for i in range(n)]
    items = [F("A", str(i), parent=2 * i) for i in range(n)]
    facts = [fact for pair in zip(tuples, items, strict=True) for fact in pair]
    return calc([*facts, F("T", "9")], summation("T", "A"))


def letter_comments(n: int) -> Work:
    head = "January 5, 2024\n\nDear Ms. Roe:\n\nForm 10-K for the year ended December 31, 2022\n\n"
    text = head + "".join(
        f"{i}. We note your disclosure on page {i}. Please tell us how you applied ASC 280-10.\n\n"
        for i in range(1, n + 1)
    )
    document = Document("letter.txt", text.encode())
    return partial(parse_letters, [document], form_type="UPLOAD")


def last_words(n: int) -> Work:
    words = "".join(f"<p>Please contact me at (555) 123-4567 about {i}.</p>" for i in range(n))
    text = (
        f"<html><body><p>Dear Ms. Roe:</p><p>1. Why?</p><p>Response: So.</p>{words}</body></html>"
    )
    return partial(parse_letters, [Document("a.htm", text.encode())], form_type="CORRESP")


def answered_items(n: int) -> Work:
    items = "".join(
        f"<p>{mark}. Tell us why.</p><p>Response: It is.</p>" for mark in islice(cycle("ab"), n)
    )
    text = f"<html><body><p>Dear Ms. Roe:</p><p>1. Please say:</p>{items}</body></html>"
    return partial(parse_letters, [Document("a.htm", text.encode())], form_type="CORRESP")


def periods_of_a_form(n: int) -> Work:
    ends = " and ".join(["March 31, 2005"] * n)
    text = (
        f"<html><body><p>Re: A, Inc.</p><p>Forms 10-Q for the quarters ended {ends}</p>"
        f"<p>Filed {ends}</p><p>{'fiscal ' * n}</p><p>Dear Ms. Roe:</p><p>We do.</p></body></html>"
    )
    return partial(parse_letters, [Document("a.htm", text.encode())], form_type="CORRESP")


def structure(facts: str, *links: str, elements: Iterable[str] = (), appinfo: str = "") -> Work:
    content = b.instance(b.DECLARED, facts).replace(
        b"<xbrli:xbrl ", f'<xbrli:xbrl xmlns:ex="{NAMESPACE}" '.encode()
    )
    own = schema(*elements, appinfo=appinfo)
    files = {"ex.xsd": own, "a.xml": content, "sums.xml": linkbase(*links)}
    filing = read_filing_facts(parse_filing_linkbases(work(files)), max_text=0)
    return partial(check_filing_structure, filing)


def periods(n: int) -> Work:
    """Durations that all begin on one day, and all their rests."""
    first, last = date(1900, 1, 1), date(1990, 1, 1)
    days = [first + timedelta(61 + i) for i in range(n)]
    durations = [(first, day) for day in days] + [(day + timedelta(1), last) for day in days]
    facts = "".join(
        b.context(
            f"c{i}",
            period=f"<xbrli:startDate>{start}</xbrli:startDate><xbrli:endDate>{end}</xbrli:endDate>",
        )
        + b.amount(str(i), contextRef=f"c{i}")
        for i, (start, end) in enumerate(durations)
    )
    return structure(facts)


def members(n: int) -> Work:
    axis = "us-gaap:StatementBusinessSegmentsAxis"
    facts = b.amount("1") + "".join(
        b.context(f"m{i}", segment=b.explicit(axis, f"abc:M{i}"))
        + b.amount(str(i + 2), contextRef=f"m{i}")
        for i in range(n)
    )
    return structure(facts)


def shown_sums(n: int) -> Work:
    names = [f"E{i}" for i in range(n)]
    locators = [loc("T"), *map(loc, names)]
    facts = "".join(b.amount("1", f"ex:{name}") for name in ("T", *names))
    return structure(
        facts,
        link(*locators, *(arc("T", name) for name in names)),
        link(
            *locators, *(arc("T", name, kind="presentation") for name in names), kind="presentation"
        ),
        elements=map(element, ("T", *names)),
    )


def totals_of_a_parent(n: int) -> Work:
    names = [f"E{i}" for i in range(n)]
    label = "http://www.xbrl.org/2009/role/negatedTotalLabel"
    lines = (
        arc("T", name, kind="presentation", order=i, preferredLabel=label)
        for i, name in enumerate(names)
    )
    return structure(
        "".join(b.amount("1", f"ex:{name}") for name in names),
        link(*map(loc, ("T", *names)), *lines, kind="presentation"),
        elements=map(element, ("T", *names)),
        appinfo=role_type(ROLE),
    )


def feed(n: int) -> Work:
    return partial(read, *(item(accession=f"0000000007-24-{i:06}") for i in range(n)))


def filers(n: int) -> Work:
    block = "FILER:\n\n\tCOMPANY DATA:\n\t\tCENTRAL INDEX KEY:\t\t\t{:010}\n"
    head = "<SEC-HEADER>\nACCESSION NUMBER:\t\t0000000007-24-000001\n\n"
    content = head + "".join(block.format(i + 1) for i in range(n))
    return partial(parse_header, content.encode())


CASES: dict[str, tuple[Callable[[int], Work], int]] = {
    "locators without element": (missing_ids, 4000),
    "locators of a generic link": (generic, 4000),
    "locators by element(/1/n)": (element_scheme, 4000),
    "arcs": (arcs, 4000),
    "arcs of unknown labels": (broken_arcs, 4000),
    "prohibiting arcs": (prohibited, 4000),
    "roles": (roles, 1500),
    "labels": (labels, 3000),
    "labels by locators": (label_locators, 3000),
    "schemas": (schemas, 400),
    "derived types": (types, 1500),
    "contexts": (contexts, 3000),
    "units": (units, 3000),
    "facts": (facts, 8000),
    "facts that cannot be read": (bad_facts, 6000),
    "footnotes": (footnotes, 3000),
    "continuation chain": (chain, 4000),
    "facts that share a chain": (shared_chain, 400),
    "inline facts": (inline_facts, 4000),
    "inline footnotes": (inline_footnotes, 3000),
    "hidden facts": (hidden, 4000),
    "items of a sum": (items, 3000),
    "items that all fit": (near_items, 2000),
    "totals": (totals, 1500),
    "data points": (data_points, 2000),
    "units of a sum": (calc_units, 1500),
    "duplicates": (duplicates, 4000),
    "tuples side by side": (tuples_side_by_side, 3000),
    "tuples in tuples": (tuples_in_tuples, 500),
    "comments of a letter": (letter_comments, 300),
    "last words of a letter": (last_words, 2000),
    "answered items of a comment": (answered_items, 2000),
    "periods of a form": (periods_of_a_form, 4000),
    "durations and their parts": (periods, 2000),
    "members of an axis": (members, 4000),
    "sums that are shown": (shown_sums, 3000),
    "totals below one parent": (totals_of_a_parent, 2000),
    "filings of a feed": (feed, 3000),
    "filers of a header": (filers, 3000),
}


def seconds(work: Work) -> float:
    """The least of three."""
    taken = []
    for _ in range(3):
        gc.collect()
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return min(taken)


@pytest.mark.benchmark
@pytest.mark.parametrize("case", CASES)
def test_double_the_size_takes_about_double_the_time(case: str) -> None:
    collect_seldom()
    make, size = CASES[case]
    single, double = seconds(make(size)), seconds(make(2 * size))
    print(f"\n{case:32} {size:6} {single * 1000:8.1f} ms  x{double / single:.2f}")
    assert double < 3 * single  # 4 would be quadratic; what the machine does besides varies
