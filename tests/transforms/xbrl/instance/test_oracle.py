"""Facts of real filings against the corpus's oracle, and inline against extracted."""

import gzip
import json
import re
from collections import Counter

import pyarrow as pa
import pytest

from tests.corpus import CORPUS, requires_corpus
from tests.corpus_documents import document_names, filing_documents, malformed, manifest
from tests.transforms.xbrl.instance.oracle_rows import checksum, oracle_rows
from transforms.datasets.schema import FACTS
from transforms.xbrl.document import kind_of
from transforms.xbrl.instance.classic import read_instance
from transforms.xbrl.instance.inline import read_inline
from transforms.xbrl.instance.reading import read_facts

pytestmark = [pytest.mark.corpus, requires_corpus]

ORACLES = {path.name.partition(".")[0] for path in (CORPUS / "oracle").glob("*.json.gz")}
FILINGS = sorted(manifest()) if CORPUS.is_dir() else []

# The copy at hand of this one lost the declaration of its `ixt` prefix: the oracle keeps the
# fact with an error for a value, here it is a reject.
WITHOUT_PREFIX = "0009999999-25-000001"
WITHOUT_VALUE = "(ixTransformValueError)"
# Numbers that are empty and not nil (8-K of 2011, before EDGAR refused them).
EMPTY_NUMBERS = {"0009999999-11-000001": 8}


def read_filing(accession, *, max_text=0):
    return read_facts(filing_documents(accession), max_text=max_text)


@pytest.mark.parametrize("accession", FILINGS)
def test_facts_are_those_of_the_oracle_and_as_many_as_the_manifest_counts(accession):
    found = read_filing(accession).facts
    if number := manifest()[accession]["facts"]:
        (facts,) = found
        assert facts.kind == manifest()[accession]["instance_kind"]
        if accession != WITHOUT_PREFIX:
            assert_counted(facts, int(number), EMPTY_NUMBERS.get(accession, 0))
    if accession in ORACLES:
        assert_equal_to_the_oracle(found, oracle(accession)["facts"])


def assert_counted(facts, number, empty):
    assert len(facts.concepts) == number - empty
    errors = Counter(reject.error for reject in facts.rejects)
    assert errors == Counter({"not-a-number": empty} if empty else {})


def oracle(accession):
    return json.loads(gzip.decompress((CORPUS / "oracle" / f"{accession}.json.gz").read_bytes()))


def assert_equal_to_the_oracle(found, expected):
    if expected is None:
        assert found == []
        return
    (facts,) = found
    rows, expected_rows = oracle_rows(facts), expected["rows"]
    if facts.rejects:
        expected_rows = [row for row in expected_rows if row[5] != WITHOUT_VALUE]
        assert Counter(map(tuple, rows)) == Counter(map(tuple, expected_rows))
        return
    kinds = {
        "numeric": sum(bool(row[4]) and row[5] is not None for row in rows),
        "non-numeric": sum(not row[4] and row[5] is not None for row in rows),
        "nil": sum(row[5] is None for row in rows),
    }
    counts = {kind: count for kind, count in kinds.items() if count}
    assert counts == {kind: count for kind, count in expected["counts"].items() if count}
    assert len(rows) == expected["total"]
    assert Counter(row[0] for row in rows) == expected["per_concept"]
    assert checksum(rows) == expected["sha256_all"]
    assert checksum([row for row in rows if row[4]]) == expected["sha256_numeric"]


def test_one_reject_of_the_oracles_filings_stands_for_a_fact_the_oracle_has():
    (facts,) = read_filing(WITHOUT_PREFIX).facts
    reasons = Counter(reject.error for reject in facts.rejects)
    assert set(reasons) == {"unresolved-prefix", "undeclared-prefix"}
    assert len(facts.concepts) == 94


def _pairs():
    for accession in FILINGS:
        if manifest()[accession]["kind"] != "derived":
            names = document_names(accession)
            for name in names:
                inline = re.sub(r"_htm\.xml$", ".htm", name)
                if inline != name and inline in names:
                    yield accession, inline, name


def _read_pair(inline, extracted):
    return (
        read_inline([inline], max_text=0),
        read_instance(*extracted, kind="extracted", max_text=0),
    )


@pytest.mark.parametrize(("accession", "inline", "extracted"), list(_pairs()))
def test_facts_of_the_inline_document_equal_those_edgar_extracted(accession, inline, extracted):
    documents = dict(filing_documents(accession))
    shown, plain = _read_pair((inline, documents[inline]), (extracted, documents[extracted]))
    assert not shown.rejects
    assert not plain.rejects
    assert Counter(map(tuple, oracle_rows(shown))) == Counter(map(tuple, oracle_rows(plain)))
    assert Counter(shown.contexts) == Counter(plain.contexts)
    assert Counter(shown.units) == Counter(plain.units)
    assert shown.dei == plain.dei
    assert _texts(shown) == _texts(plain)


def _texts(facts):
    """Texts with markup by fact id, as far as a rendering of them would be equal."""
    columns = facts.columns
    texts = {}
    for concept, context, unit, value in zip(
        columns["concept"], facts.contexts, facts.units, columns["value"], strict=True
    ):
        if unit is None and value is not None:
            text = "".join(re.sub(r"<[^>]*>", "", value).split())
            texts.setdefault((concept, context), []).append(text)
    return {key: sorted(found) for key, found in texts.items()}


def test_pairs_are_there():
    assert len(list(_pairs())) >= 8


def test_the_altered_copy_of_an_extracted_instance_differs_in_the_one_altered_value():
    documents = dict(filing_documents("0001652044-25-000043"))
    altered = malformed("goog-20250331_htm-altered-assets.xml")
    shown, plain = _read_pair(("goog-20250331.htm", documents["goog-20250331.htm"]), altered)
    ours, theirs = (Counter(map(tuple, oracle_rows(facts))) for facts in (shown, plain))
    instant = ("us-gaap:Assets", "", "2025-03-31", "", "USD")
    assert list((ours - theirs).elements()) == [(*instant, "475374000000", "-6")]
    assert list((theirs - ours).elements()) == [(*instant, "275374000000", "-6")]
    assert shown.dei == plain.dei


@pytest.mark.parametrize(
    ("name", "facts", "errors"),
    [
        ("doctype-and-html-entity.xml", 0, ["not-well-formed"]),
        ("goog-20250331_htm-altered-assets.xml", 1220, []),
        ("html-page-named-xml.xml", 0, []),
        ("inline-document-without-header.htm", 0, ["no-contexts"]),
        ("iso-8859-1-instance.xml", 163, []),
        ("newline-before-xml-declaration-13f.xml", 0, []),
        ("access-denied-in-place-of-form.gz", 0, []),
        ("empty-form.idx", 0, []),
    ],
)
def test_files_that_break_naive_readers(name, facts, errors):
    instances = read_facts([malformed(name)])
    assert sum(len(found.concepts) for found in instances.facts) == facts
    assert [reject.error for reject in instances.rejects] == errors


def _instances_of_every_kind():
    for accession in ("0001193125-10-162840", "0000320193-19-000010", "0000320193-22-000108"):
        yield accession, "classic"
    for accession in ("0001652044-25-000043", "0000320193-25-000057", "0009999999-24-000005"):
        yield accession, "inline"


@pytest.mark.parametrize("accession", ["0001652044-25-000043", "0000012927-24-000010"])
def test_the_columns_have_the_types_of_the_dataset(accession):
    (facts,) = read_filing(accession, max_text=1000).facts
    schema = pa.schema(list(FACTS.schema)[5:])
    table = pa.Table.from_pydict(facts.columns, schema=schema)
    table.validate(full=True)
    for field in schema:
        assert field.nullable or table[field.name].null_count == 0, field.name


@pytest.mark.slow
@pytest.mark.parametrize(("accession", "kind"), list(_instances_of_every_kind()))
def test_a_real_instance_read_incrementally_has_the_same_facts(accession, kind):
    wanted = "inline" if kind == "inline" else "instance"
    ((name, content),) = (
        document for document in filing_documents(accession) if kind_of(document[1]) == wanted
    )
    if kind == "inline":
        whole, pieces = (
            read_inline([(name, content)], max_text=0, incremental_bytes=size)
            for size in (10**9, 0)
        )
    else:
        whole, pieces = (
            read_instance(name, content, kind=kind, max_text=0, incremental_bytes=size)
            for size in (10**9, 0)
        )
    assert whole.concepts
    assert pieces == whole


@pytest.mark.slow
@pytest.mark.parametrize("accession", ["0001652044-25-000043", "0009999999-24-000005"])
def test_a_real_inline_document_cut_short_keeps_the_facts_before_the_cut(accession):
    ((name, content),) = (
        document for document in filing_documents(accession) if kind_of(document[1]) == "inline"
    )
    whole = read_inline([(name, content)], max_text=0)
    cut = read_inline([(name, content[: len(content) * 3 // 4])], max_text=0)
    assert len(cut.concepts) > len(whole.concepts) // 2
    assert all(cut.columns["is_lenient"])
    numbers = dict(zip(whole.columns["fact_id"], whole.values, strict=True))
    assert all(
        numbers[identifier] == value
        for identifier, value in zip(cut.columns["fact_id"], cut.values, strict=True)
    )
