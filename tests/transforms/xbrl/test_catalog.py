"""The catalog of standard concepts: what it says, and how it is built."""

import zipfile
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from tests.corpus import CORPUS, requires_corpus
from tests.transforms.xbrl.linkbase.documents import element, schema
from transforms.datasets.schema import STANDARD_CONCEPTS
from transforms.xbrl.catalog import CATALOG, catalog_rows, standard_concept, write_catalog


@pytest.mark.parametrize("version", ["2011-01-31", "2015-01-31", "2024"])
def test_a_concept_of_us_gaap_has_its_balance_in_every_version(version: str) -> None:
    concept = standard_concept(f"http://fasb.org/us-gaap/{version}", "Liabilities")
    assert concept is not None
    assert concept[:4] == ("monetary", "instant", "credit", True)
    assert concept.is_of_version == (version == "2011-01-31")


@pytest.mark.parametrize(("version", "known"), [("2011-01-31", True), ("2024", False)])
def test_no_balance_is_known_as_none_only_in_a_version_at_hand(version: str, known: bool) -> None:
    name = "NetCashProvidedByUsedInOperatingActivities"
    concept = standard_concept(f"http://fasb.org/us-gaap/{version}", name)
    assert concept is not None
    assert (concept.balance, concept.balance_known) == (None, known)


def test_what_is_not_monetary_has_no_balance_in_any_version() -> None:
    concept = standard_concept("http://fasb.org/us-gaap/2024", "EarningsPerShareBasic")
    assert concept is not None
    assert (concept.kind, concept.balance, concept.balance_known) == ("decimal", None, True)


@pytest.mark.parametrize(
    ("namespace", "name"),
    [
        ("http://fasb.org/us-gaap/2024", "NoSuchConcept"),
        ("http://fasb.org/us-gaap/2011-01-31", "NoSuchConcept"),
        ("http://xbrl.sec.gov/dei/2099", "DocumentType"),
        ("http://example.com/2024", "Liabilities"),
        ("", "Liabilities"),
    ],
)
def test_what_the_catalog_does_not_know_is_none(namespace: str, name: str) -> None:
    assert standard_concept(namespace, name) is None


def test_the_catalog_is_the_dataset_standard_concepts_and_its_key_is_unique() -> None:
    table = pq.read_table(str(CATALOG))
    assert table.schema.names == STANDARD_CONCEPTS.schema.names
    table.cast(STANDARD_CONCEPTS.schema)
    keys = list(zip(*(table[name].to_pylist() for name in STANDARD_CONCEPTS.key), strict=True))
    assert keys == sorted(set(keys))


def test_a_family_holds_what_every_version_says_alike(tmp_path: Path) -> None:
    balances, schemas = tmp_path / "balances.csv", tmp_path / "schemas.zip"
    balances.write_text(
        "concept,balance,source\nNew,debit,lookup.json\nChanged,debit,lookup.json\n"
    )
    with zipfile.ZipFile(schemas, "w") as archive:
        for version, balance in (("2011", "debit"), ("2012", "credit")):
            elements = element("Same", balance="debit"), element("Changed", balance=balance)
            namespace = f"http://fasb.org/us-gaap/{version}"
            for name in (f"us-gaap-{version}.xsd", f"us-gaap-{version}-again.xsd"):
                archive.writestr(name, schema(*elements, namespace=namespace))
        archive.writestr("broken.xsd", "<!DOCTYPE s><s/>")
        archive.writestr("own.xsd", schema(element("Own")))
    rows = catalog_rows(schemas, balances)
    known = {(row[0].removeprefix("http://fasb.org/us-gaap/"), row[2]): row[5] for row in rows}
    assert known == {
        ("", "Same"): "debit",
        ("", "New"): "debit",
        ("2011", "Same"): "debit",
        ("2011", "Changed"): "debit",
        ("2012", "Same"): "debit",
        ("2012", "Changed"): "credit",
    }
    assert len(rows) == len(known)
    written = tmp_path / "catalog.parquet"
    write_catalog(rows, written)
    table = pq.read_table(written)
    assert table.schema.names == STANDARD_CONCEPTS.schema.names
    assert sorted(zip(*table.to_pydict().values(), strict=True), key=str) == sorted(rows, key=str)
    namespaces = {row[0] for row in rows}
    assert pq.ParquetFile(written).num_row_groups == len(namespaces)


def test_a_taxonomy_that_is_not_carried_comes_with_its_schema(tmp_path: Path) -> None:
    balances, schemas = tmp_path / "balances.csv", tmp_path / "schemas.zip"
    balances.write_text("concept,balance,source\n")
    namespace = "https://xbrl.ifrs.org/taxonomy/2024-03-27/ifrs-full"
    with zipfile.ZipFile(schemas, "w") as archive:
        archive.writestr(
            "core.xsd", schema(element("Assets", balance="debit"), namespace=namespace)
        )
    kind = "xbrli:monetaryItemType", "instant", "debit", False
    assert catalog_rows(schemas, balances) == [
        (namespace, "ifrs-full", "Assets", *kind, "core.xsd")
    ]


@pytest.mark.slow
@pytest.mark.corpus
@requires_corpus
def test_the_catalog_carried_is_what_the_command_builds(tmp_path: Path) -> None:
    taxonomies = CORPUS / "taxonomies"
    built = tmp_path / "catalog.parquet"
    write_catalog(
        catalog_rows(taxonomies / "schemas.zip", taxonomies / "us_gaap_balance.csv"), built
    )
    assert pq.read_table(built).equals(pq.read_table(str(CATALOG)))
