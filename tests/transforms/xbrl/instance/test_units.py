import pytest

from tests.transforms.xbrl.instance.builders import (
    SHARES,
    USD,
    USD_PER_SHARE,
    amount,
    context,
    errors,
    instance,
    read,
    unit,
)
from transforms.xbrl.instance.classic import read_instance


def unit_of(measures):
    return read(context(), unit(measures=measures), amount("1"))


@pytest.mark.parametrize(
    ("measures", "text"),
    [
        (USD, "USD"),
        (USD_PER_SHARE, "USD/shares"),
        (SHARES + USD, "USD*shares"),
        ("<xbrli:measure>abc:investigation</xbrli:measure>", "investigation"),
    ],
)
def test_the_text_of_a_unit_has_local_names(measures, text):
    assert unit_of(measures).columns["unit"] == [text]


def test_the_order_of_measures_does_not_matter():
    assert unit_of(USD + SHARES).units == unit_of(SHARES + USD).units


def test_a_repeated_measure_counts_each_time():
    assert unit_of(USD + USD).units != unit_of(USD).units


def test_numerator_and_denominator_are_not_exchangeable():
    inverse = USD_PER_SHARE.replace(USD, "-").replace(SHARES, USD).replace("-", SHARES)
    assert unit_of(USD_PER_SHARE).units != unit_of(inverse).units


def test_measures_are_compared_by_namespace_and_not_by_prefix():
    document = instance(context(), unit(), amount("1"))
    other = document.replace(b"xmlns:iso4217", b"xmlns:money").replace(
        b">iso4217:USD<", b">money:USD<"
    )
    first = read_instance("a.xml", document, kind="classic", max_text=0)
    second = read_instance("a.xml", other, kind="classic", max_text=0)
    assert first.units == second.units


def test_a_measure_without_prefix_is_in_the_default_namespace():
    bare = instance(context(), unit("usd", SHARES), amount("1"))
    default = bare.replace(b">xbrli:shares<", b">shares<").replace(
        b"<xbrli:xbrl ", b'<xbrli:xbrl xmlns="http://www.xbrl.org/2003/instance" '
    )
    first = read_instance("a.xml", bare, kind="classic", max_text=0)
    second = read_instance("a.xml", default, kind="classic", max_text=0)
    assert first.units == second.units == [(("{http://www.xbrl.org/2003/instance}shares",), ())]


def test_a_measure_of_an_undeclared_prefix_stays_as_filed_and_is_reported():
    facts = unit_of("<xbrli:measure>nowhere:USD</xbrli:measure>")
    assert facts.columns["unit"] == ["USD"]
    assert facts.units == [(("nowhere:USD",), ())]
    assert errors(facts) == ["undeclared-prefix"]


WITHOUT_DENOMINATOR = (
    f"<xbrli:divide><xbrli:unitNumerator>{USD}</xbrli:unitNumerator></xbrli:divide>"
)


@pytest.mark.parametrize("measures", ["", "<xbrli:divide/>", WITHOUT_DENOMINATOR])
def test_a_unit_without_measures_rejects_the_facts_that_use_it(measures):
    facts = unit_of(measures)
    assert facts.concepts == []
    assert errors(facts) == ["invalid-unit"]
