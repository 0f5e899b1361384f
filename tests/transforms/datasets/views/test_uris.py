"""URIs of XBRL stand in SQL as text, for it is shown and loaded elsewhere as it is.

So nothing but a test keeps them the same as those that the parser knows.
"""

import re

import pytest

from transforms.datasets import instance_schemas
from transforms.datasets.examples import EXAMPLES, example_sql
from transforms.datasets.views import VIEWS
from transforms.xbrl import names

KNOWN = {value for value in vars(names).values() if isinstance(value, str)}
KNOWN |= {names.DIMENSION_ARCROLES + name for name in ("all", "notAll", "hypercube-dimension")}
STATEMENTS = {name: view.sql for name, view in VIEWS.items()}
STATEMENTS |= {name: example_sql(name) for name in EXAMPLES}


@pytest.mark.parametrize("name", STATEMENTS)
def test_roles_and_arcroles_of_a_statement_are_those_of_the_specifications(name: str) -> None:
    # `'http://www.xbrl.org/2003/arcrole/summation-item'`
    found = re.findall(r"'(https?://[^']*/(?:arc)?role/[^']*)'", STATEMENTS[name])
    assert [uri for uri in found if uri not in KNOWN] == []


def test_the_arcrole_whose_sums_xbrl_21_binds_is_that_of_the_parser() -> None:
    assert instance_schemas.SUMMATION_ITEM == names.SUMMATION_ITEM
