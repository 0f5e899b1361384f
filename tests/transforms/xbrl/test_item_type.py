"""Which item types are numeric, by their names."""

import zipfile
from typing import get_args

import pytest
from lxml import etree

from tests.corpus import CORPUS, requires_corpus
from transforms.xbrl.item_type import ValueType, numeric_kind, value_type
from transforms.xbrl.names import XSD


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("xbrli:monetaryItemType", "monetary"),
        ("monetaryItemType", "monetary"),
        ("xbrli:sharesItemType", "shares"),
        ("xbrli:nonNegativeIntegerItemType", "decimal"),
        ("num:perShareItemType", "decimal"),
        ("xbrli:doubleItemType", "float"),
        ("xbrli:fractionItemType", "fraction"),
        ("dtr-types:textBlockItemType", "non-numeric"),
        ("xbrli:dateItemType", "non-numeric"),
        ("own:widgetItemType", None),
        ("", None),
    ],
)
def test_the_kind_of_a_type(name: str, kind: str | None) -> None:
    assert numeric_kind(name) == kind


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("xbrli:monetaryItemType", "decimal"),
        ("num:perShareItemType", "decimal"),
        ("xbrli:unsignedByteItemType", "unsignedByte"),
        ("xbrli:dateItemType", "date"),
        ("xbrli:dateTimeItemType", "dateUnion"),
        ("xbrli:doubleItemType", None),
        ("xbrli:fractionItemType", None),
        ("xbrli:stringItemType", None),
        ("own:integer", None),
    ],
)
def test_the_values_of_a_type(name: str, values: str | None) -> None:
    assert value_type(name) == values


@pytest.mark.corpus
@requires_corpus
@pytest.mark.parametrize(
    "schema",
    [
        "www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd",
        "www.xbrl.org/dtr/type/2024-01-31/types.xsd",
        "www.xbrl.org/dtr/type/numeric-2009-12-16.xsd",
        "www.xbrl.org/dtr/type/nonNumeric-2009-12-16.xsd",
    ],
)
def test_every_type_of_the_registry_is_known_as_what_it_derives_from(schema: str) -> None:
    with zipfile.ZipFile(CORPUS / "taxonomies/schemas.zip") as archive:
        root = etree.fromstring(archive.read(schema))
    for definition in root.iterchildren(f"{{{XSD}}}complexType"):
        name = definition.get("name", "")
        if not name.endswith("ItemType"):
            continue
        assert numeric_kind(name) is not None, name
        base = next(definition.iter(f"{{{XSD}}}restriction", f"{{{XSD}}}extension"), None)
        if base is None:
            continue
        of_base = base.get("base", "")
        assert numeric_kind(of_base) in (None, numeric_kind(name)), name
        built_in = of_base.rpartition(":")[2]
        values = built_in if built_in in get_args(ValueType) else value_type(of_base)
        assert values in (None, value_type(name)), name
