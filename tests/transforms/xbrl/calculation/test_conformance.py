"""What the conformance suites expect of calculations, units and duplicates.

XBRL 2.1 does not tell "invalid" from "inconsistent": a variation is expected to be invalid
where a summation is inconsistent, or where the calculation linkbase itself is in error.
"""

import pytest

from tests.corpus import CORPUS, requires_corpus
from tests.transforms.xbrl.conformance import Variation, suite
from transforms.xbrl.calculation.checking import check_calculations
from transforms.xbrl.calculation.data_point import DataPoints
from transforms.xbrl.instance.facts import Facts
from transforms.xbrl.instance.reading import read_facts
from transforms.xbrl.linkbase.parsing import parse_linkbases

pytestmark = [pytest.mark.corpus, requires_corpus]

XBRL_21 = "xbrl-2.1-conf-2025-07-16.zip"
EFM = "sec-efm-selected.zip"
CALCULATION_CASES = (
    "/208-balance.xml",
    "/210-relationshipEquivalence.xml",
    "/231-SyntacticallyEqualArcsThatAreNotEquivalentArcs.xml",
    "/232-ArcsUsingNonCanonicalDecimal.xml",
    "/320-CalculationBinding.xml",
    "/322-XmlXbrlInteraction.xml",
    "/330-s-equal-testcase.xml",
    "/331-equivalentRelationships-testcase.xml",
    "/395-inferNumericConsistency.xml",
    "/397-Testcase-SummationItem.xml",
)
DEFAULTS = "the schema gives attributes of facts a default or fixed value"
SOMETHING_ELSE = {
    "322-V-00": DEFAULTS,
    "322-V-02": DEFAULTS,
    "322-V-04": DEFAULTS,
    "322-V-05": DEFAULTS,
    "395-V-3": DEFAULTS,
    "395-V-5": DEFAULTS,
    "395-V-7": DEFAULTS,
}
EQUAL_UNITS = {"304-V-17": 1, "304-V-18": 1, "304-V-19": 1, "304-V-20": 1, "304-V-21": 2}
EQUAL_UNITS["304-V-22"] = 2
# The others of 304 say which units go with which item type.
LINKBASE_ERRORS = {"balance-weight", "weight-zero"}
# Text facts, of which there are no data points.
TEXT_DUPLICATES = {"605-_001gd", "605-_005ng", "605-_011gd"}
# NaN and infinities are no decimals: Calculations 1.1 does not reach duplicates of them.
FLOAT_DUPLICATES = {"605-_018ng", "605-_019gd", "605-_020gd"}


def variations(name: str, *testcases: str) -> list[Variation]:
    if not CORPUS.is_dir():
        return []
    return [found for case in testcases for found in suite(name).variations(case)]


def instances(name: str, variation: Variation) -> list[Facts]:
    documents = [suite(name).documents(entry) for entry in variation.instances]
    return [facts for each in documents for facts in read_facts(each).facts]


@pytest.mark.parametrize("variation", variations(XBRL_21, *CALCULATION_CASES), ids=str)
def test_xbrl21_consistency(variation: Variation) -> None:
    if str(variation) in SOMETHING_ELSE:
        pytest.skip(SOMETHING_ELSE[str(variation)])
    verdicts: list[object] = []
    errors: set[object] = set()
    for entry in variation.instances:
        documents = suite(XBRL_21).documents(entry)
        linkbases = parse_linkbases(documents)
        errors |= LINKBASE_ERRORS & set(linkbases.tables["findings"]["rule"])
        for facts in read_facts(documents, types=linkbases.element_types).facts:
            verdicts += check_calculations(facts, linkbases.summations)["xbrl21"]
    is_invalid = bool(errors) or "inconsistent" in verdicts
    assert is_invalid == (variation.expected == "invalid")


def test_every_variation_left_out_exists() -> None:
    names = {str(variation) for variation in variations(XBRL_21, *CALCULATION_CASES)}
    assert set(SOMETHING_ELSE) <= names


@pytest.mark.parametrize("variation", variations(XBRL_21, "/304-unitOfMeasure.xml"), ids=str)
def test_equality_of_units(variation: Variation) -> None:
    if str(variation) not in EQUAL_UNITS:
        pytest.skip("says which units go with which item type")
    (facts,) = instances(XBRL_21, variation)
    units = {unit for unit in facts.units if unit is not None}
    assert len(units) == EQUAL_UNITS[str(variation)]


@pytest.mark.parametrize(
    "variation", variations(XBRL_21, "/391a-inferPrecisionDecimals.xml"), ids=str
)
def test_decimals_inferred_from_precision(variation: Variation) -> None:
    """The suite's output states the decimals that each precision stands for."""
    (facts,) = instances(XBRL_21, variation)
    (entry,) = variation.instances
    folder, _, name = entry.rpartition("/")
    output = suite(XBRL_21).documents(f"{folder}/out/{name.replace('.xml', 'Out.xml')}")
    (expected,) = read_facts(output).facts
    stated = dict(zip(expected.concepts, expected.accuracies, strict=True))
    inferred = dict(zip(facts.concepts, facts.accuracies, strict=True))
    assert inferred == stated


@pytest.mark.parametrize(
    "variation", variations(EFM, "/605-12-no-duplicate-facts-testcase.xml"), ids=str
)
def test_duplicates_that_edgar_forbids_are_disallowed(variation: Variation) -> None:
    if str(variation) in TEXT_DUPLICATES:
        pytest.skip("the duplicates are texts")
    (facts,) = instances(EFM, variation)
    points = DataPoints(facts, facts.concepts)
    defects = {
        point.defect
        for concept in dict.fromkeys(facts.concepts)
        for _, point in points.of(concept)
        if len(point.facts) > 1
    }
    if str(variation) in FLOAT_DUPLICATES:
        assert defects == {"not_decimal"}
    else:
        assert ("disallowed_duplicates" in defects) == (variation.expected is None)
