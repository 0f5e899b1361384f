"""The documented key of every dataset is unique, whatever repeats what in a filing."""

from collections import Counter

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.transforms.filings import QUARTER, filing, ref, work
from tests.transforms.xbrl.instance import builders as b
from tests.transforms.xbrl.linkbase import documents as d
from transforms.datasets.schema import DATASETS
from transforms.elements import IndexReject
from transforms.errors import Reject
from transforms.steps.chain import filing_steps, process
from transforms.steps.tabulate import filing_key, filing_tables, index_tables

NAMES = st.sampled_from("AB")
UNITS = {
    "u1": "<xbrli:measure>iso4217:USD</xbrli:measure>",
    "u2": "<xbrli:measure>abc:USD</xbrli:measure>",
    "u3": b.USD_PER_SHARE,
}
ROLES = st.sampled_from(["http://x/1", "http://x/2"])
SCHEMAS = st.sampled_from(["ex.xsd", "b.xsd", "absent.xsd"])


def few(values: st.SearchStrategy[str], most: int = 4) -> st.SearchStrategy[list[str]]:
    return st.lists(values, max_size=most)


def repeated_keys(tables: dict[str, pa.Table]) -> dict[str, list[object]]:
    found = {}
    for name, table in tables.items():
        columns = [
            table[column].to_pylist() for column in ("accession_number", *DATASETS[name].key)
        ]
        counts = Counter(zip(*columns, strict=True))
        found[name] = [key for key, count in counts.items() if count > 1]
    return {name: keys for name, keys in found.items() if keys}


@st.composite
def schemas(draw: st.DrawFn) -> bytes:
    namespace = draw(st.sampled_from([d.NAMESPACE, "http://example.com/other", None]))
    elements = [d.element(name) for name in draw(few(NAMES))]
    roles = [d.role_type(role) for role in draw(few(ROLES))]
    return d.schema(*elements, appinfo="".join(roles), namespace=namespace)


@st.composite
def links(draw: st.DrawFn) -> str:
    """An extended link whose locators repeat and lead to different places by the same label."""
    kind = draw(st.sampled_from(["calculation", "presentation", "label"]))
    places = draw(st.lists(st.tuples(NAMES, SCHEMAS), max_size=4))
    arcs = draw(st.lists(st.tuples(NAMES, NAMES), max_size=4))
    resources = [d.label(name, "text") for name in "AB"] if kind == "label" else []
    return d.link(
        *(d.loc(name, f"{file}#ex_{name}") for name, file in places),
        *resources,
        *(d.arc(source, target, kind=kind) for source, target in arcs),
        kind=kind,
        role=draw(ROLES),
    )


@st.composite
def items(draw: st.DrawFn, depth: int = 1) -> str:
    if depth and draw(st.booleans()):
        inside = "".join(draw(st.lists(items(depth - 1), max_size=2)))
        return f"<ex:Tuple>{inside}</ex:Tuple>"
    context, unit = draw(st.sampled_from("cd")), draw(st.sampled_from(sorted(UNITS)))
    prefix, value = draw(st.sampled_from(["ex", "other"])), draw(st.sampled_from(["1", "x", "2"]))
    return b.amount(value, f"{prefix}:{draw(NAMES)}", contextRef=context, unitRef=unit)


@st.composite
def instances(draw: st.DrawFn) -> bytes:
    """Contexts and units by the same ids, equal and not; facts that repeat, some in tuples."""
    entities = draw(st.lists(st.tuples(st.sampled_from("cd"), st.sampled_from("12")), max_size=4))
    contexts = [b.context(identifier, entity=entity) for identifier, entity in entities]
    units = [b.unit(identifier, measures) for identifier, measures in UNITS.items()]
    content = b.instance(*contexts, *units, *draw(st.lists(items(), max_size=6)))
    declared = f'xmlns:ex="{d.NAMESPACE}" xmlns:other="http://example.com/other" '
    return content.replace(b"<xbrli:xbrl ", f"<xbrli:xbrl {declared}".encode())


@st.composite
def filings(draw: st.DrawFn) -> dict[str, bytes]:
    linkbase = st.lists(links(), max_size=3).map(lambda found: d.linkbase(*found))
    optional = {"b.xsd": schemas(), "x_cal.xml": linkbase, "b.xml": instances()}
    return draw(
        st.fixed_dictionaries(
            {"ex.xsd": schemas(), "ex_cal.xml": linkbase, "a.xml": instances()}, optional=optional
        )
    )


@settings(max_examples=150)
@given(filings())
def test_the_keys_of_a_filing_are_unique(files: dict[str, bytes]) -> None:
    done = process(work(files), filing_steps())
    assert repeated_keys(filing_tables(filing_key(ref(), filing()), done)) == {}


@st.composite
def inline_sets(draw: st.DrawFn) -> dict[str, bytes]:
    """Inline documents of one set or of several, with facts that repeat."""
    facts = st.builds(b.non_fraction, st.sampled_from("12x"), contextRef=st.sampled_from("cd"))
    return {
        name: b.inline_document(
            b.header(b.context("c") + b.context("d") + b.unit(), schema=draw(SCHEMAS)),
            *draw(st.lists(facts, max_size=4)),
        )
        for name in draw(st.lists(st.sampled_from(["a.htm", "b.htm", "c.htm"]), unique=True))
    }


@settings(max_examples=60)
@given(inline_sets())
def test_the_keys_of_inline_documents_are_unique(files: dict[str, bytes]) -> None:
    done = process(work(files), filing_steps())
    assert repeated_keys(filing_tables(filing_key(ref(), filing()), done)) == {}


def test_rejects_of_indexes_are_told_apart_by_their_index() -> None:
    reject = Reject("discover", "no-index", "there is none")
    days = [IndexReject(QUARTER, f"edgar/daily-index/{day}.idx", reject) for day in "12"]
    together = pa.concat_tables([index_tables([day])["rejects"] for day in days])
    assert repeated_keys({"rejects": together}) == {}
