"""Concepts of sums that facts use by the same name in another namespace."""

from tests.transforms.filings import work
from tests.transforms.xbrl.instance import builders as b
from tests.transforms.xbrl.linkbase.documents import (
    NAMESPACE,
    arc,
    element,
    link,
    linkbase,
    loc,
    rows,
    schema,
)
from transforms.steps.chain import filing_steps, process

ADDRESS = "http://xbrl.fasb.org/us-gaap/{0}/elts/us-gaap-{0}.xsd#us-gaap_{1}"
IFRS = "https://xbrl.ifrs.org/taxonomy/2024-03-27"
SCHEMA = schema(*map(element, "ABC"))


def sums(*locators: str) -> bytes:
    return linkbase(link(*locators, arc("A", "B"), arc("A", "C", order="2")))


def gaap(version: int) -> bytes:
    names = {"A": "Assets", "B": "AssetsCurrent", "C": "AssetsNoncurrent"}
    return sums(*(loc(label, ADDRESS.format(version, name)) for label, name in names.items()))


def facts(*concepts: str, **prefixes: str) -> bytes:
    content = b.instance(b.DECLARED, *(b.amount("1", concept) for concept in concepts))
    declared = "".join(f' xmlns:{prefix}="{name}"' for prefix, name in prefixes.items())
    return content.replace(b"<xbrli:xbrl", f"<xbrli:xbrl{declared}".encode(), 1)


def found(**documents: bytes) -> list[tuple[object, ...]]:
    files = {f"{name}.{'xsd' if name == 'ex' else 'xml'}": text for name, text in documents.items()}
    columns = process(work(files), filing_steps()).tables["findings"]
    names = "rule", "severity", "linkbase", "from_concept", "to_concept", "message", "file"
    every = [row for part in columns for row in rows(part, *names)]
    return [row[1:] for row in every if row[0] == "another-namespace"]


def test_sums_of_another_version_than_the_facts_are_found_once() -> None:
    (row,) = found(
        ex=SCHEMA,
        cal=gaap(2023),
        a=facts("us-gaap:Assets", "us-gaap:AssetsCurrent", "us-gaap:Cash"),
    )
    message = (
        "sums take us-gaap:Assets and 1 more of http://fasb.org/us-gaap/2023,"
        " and facts are of http://fasb.org/us-gaap/2024"
    )
    place = ("warning", "calculation", "us-gaap:Assets", "us-gaap:AssetsCurrent")
    assert row == (*place, message, "cal.xml")


def test_sums_of_the_version_of_the_facts_are_not_found() -> None:
    assert (
        found(ex=SCHEMA, cal=gaap(2024), a=facts("us-gaap:Assets", "us-gaap:AssetsCurrent")) == []
    )


def test_sums_whose_names_no_fact_uses_are_not_found() -> None:
    assert found(ex=SCHEMA, cal=gaap(2023), a=facts("us-gaap:Cash", "abc:Assets")) == []


def test_a_scheme_makes_another_namespace() -> None:
    href = f"{IFRS}/full_ifrs/full_ifrs-cor_2024-03-27.xsd#ifrs-full_{{}}"
    cal = sums(*(loc(label, href.format(name)) for label, name in zip("ABC", "XYZ", strict=True)))
    without_s = f"{IFRS.replace('https', 'http')}/ifrs-full"
    of_facts = {"ifrs-full": without_s}
    ((*_, message, _),) = found(ex=SCHEMA, cal=cal, a=facts("ifrs-full:X", **of_facts))
    assert message == f"sums take ifrs-full:X of {IFRS}/ifrs-full, and facts are of {without_s}"


def test_an_own_concept_in_another_namespace_than_its_schema_is_found() -> None:
    cal = sums(loc("A"), loc("B"), loc("C"))
    ((*_, message, _),) = found(ex=SCHEMA, cal=cal, a=facts("ex:B", ex=NAMESPACE + "0331"))
    assert message == f"sums take ex:B of {NAMESPACE}, and facts are of {NAMESPACE}0331"
    assert found(ex=SCHEMA, cal=cal, a=facts("ex:B", ex=NAMESPACE)) == []


def test_a_concept_whose_facts_are_in_both_namespaces_is_not_found() -> None:
    both = facts("us-gaap:Assets", "old:Assets", old="http://fasb.org/us-gaap/2023")
    assert found(ex=SCHEMA, cal=gaap(2023), a=both) == []


def test_a_presentation_is_no_sum() -> None:
    assets, current = (ADDRESS.format(2023, name) for name in ("Assets", "AssetsCurrent"))
    shown = arc("A", "B", kind="presentation")
    pre = linkbase(link(loc("A", assets), loc("B", current), shown, kind="presentation"))
    assert found(ex=SCHEMA, pre=pre, a=facts("us-gaap:Assets")) == []
