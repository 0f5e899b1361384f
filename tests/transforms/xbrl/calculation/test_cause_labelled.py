"""Causes against inconsistencies judged by reading the statements they come from.

`labelled_causes.csv` names a summation at a data point, its true cause and concept, and why.
The rules were refined on the sample `development`. The sample `held out`, of other filings,
was judged afterwards and changed two things: that a total of 0 tells nothing of what is omitted,
and that what items report elsewhere shows nothing where a fact here is the difference.
`rounding` follows from the verdicts alone and is no judgement; `duplicate` and `scale` do not
occur and are tested on built cases.
"""

import csv
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path

import pytest

from tests.corpus import requires_corpus
from tests.transforms.xbrl.calculation.reported import rows_of
from tests.transforms.xbrl.corpus_filings import documents, packages
from transforms.xbrl.calculation.checking import check_calculations
from transforms.xbrl.instance.reading import read_facts
from transforms.xbrl.linkbase.parsing import parse_linkbases

pytestmark = [pytest.mark.corpus, pytest.mark.slow, requires_corpus]

KEY = ("role_uri", "concept", "start_date", "end_date", "dimensions_key", "unit")
CAUSES = ("sign", "omitted", "incomplete")


def labels() -> list[dict[str, str]]:
    path = Path(__file__).with_name("labelled_causes.csv")
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def causes(accession: str) -> dict[tuple[str, ...], tuple[str | None, str | None]]:
    filing = documents(packages()[accession])
    linkbases = parse_linkbases(filing)
    return {
        tuple(str(row[column] or "") for column in KEY): (row["cause"], row["cause_concept"])
        for facts in read_facts(filing).facts
        for row in rows_of(check_calculations(facts, linkbases.summations, linkbases.item_types))
        if row["cause"]
    }


@cache
def judged() -> list[tuple[dict[str, str], str, str | None]]:
    """Every label with the cause and concept that the code gives."""
    by_filing = defaultdict(list)
    for label in labels():
        by_filing[label["accession"]].append(label)
    result = []
    for accession, filing_labels in by_filing.items():
        given = causes(accession)
        for label in filing_labels:
            cause, concept = given[tuple(label[column] for column in KEY)]
            result.append((label, str(cause), concept))
    return result


def measure(sample: str | None = None) -> dict[str, tuple[int, int, int]]:
    """By cause: how often it is given, how often rightly, how often it is the true one."""
    given: Counter[str] = Counter()
    right: Counter[str] = Counter()
    true: Counter[str] = Counter()
    for label, cause, _ in judged():
        if sample in (None, label["sample"]):
            given[cause] += 1
            true[label["cause"]] += 1
            right[cause] += label["cause"] == cause
    return {cause: (given[cause], right[cause], true[cause]) for cause in CAUSES}


def test_there_are_labels_of_many_filings() -> None:
    assert len(labels()) >= 200
    assert len({label["accession"] for label in labels()}) >= 60


@pytest.mark.parametrize("sample", ["development", "held out"])
@pytest.mark.parametrize("cause", CAUSES)
def test_a_cause_that_is_given_is_nearly_always_true(cause: str, sample: str) -> None:
    given, right, _ = measure(sample)[cause]
    assert given
    assert right >= 0.95 * given


@pytest.mark.parametrize(
    ("cause", "recall"), [("sign", 0.8), ("omitted", 0.7), ("incomplete", 0.8)]
)
def test_a_true_cause_is_mostly_found(cause: str, recall: float) -> None:
    _, right, true = measure()[cause]
    assert right >= recall * true


def test_the_concept_that_a_cause_names_is_nearly_always_the_true_one() -> None:
    named = [(label["cause_concept"], concept) for label, cause, concept in judged() if concept]
    agree = sum(not expected or expected == concept for expected, concept in named)
    assert agree >= 0.95 * len(named)


@pytest.mark.benchmark
def test_precision_and_recall_by_cause() -> None:
    for sample in (None, "development", "held out"):
        print(f"\n{sample or 'all'}")  # noqa: T201 - a measurement is for reading
        for cause, (given, right, true) in measure(sample).items():
            print(  # noqa: T201
                f"  {cause:12} given {given:3}  precision {right / max(given, 1):.2f}"
                f"  true {true:3}  recall {right / max(true, 1):.2f}"
            )
