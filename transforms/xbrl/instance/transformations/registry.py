"""Which transformation a `format` names: the registries that EDGAR accepts, by namespace.

EDGAR has taken Inline XBRL since 2016, and with it registry 3 of XBRL International and one of
its own, later 4 and 5. Registries 1 (2010-04-20) and 2 (2011-07-31), which other countries
used, it never took: their names are partly those of later registries with other rules, so a
fact with such a format is a reject, and a sum that needs it is not checked.
"""

from functools import lru_cache
from typing import Final

from transforms.xbrl.errors import ValueTextError
from transforms.xbrl.instance.transformations import dates, numbers, sec
from transforms.xbrl.instance.transformations.numbers import Transformation
from transforms.xbrl.lexical import WHITE_SPACE
from transforms.xbrl.names import split_clark

REGISTRIES: Final[dict[str, dict[str, Transformation]]] = {
    "http://www.xbrl.org/inlineXBRL/transformation/2015-02-26": {
        **numbers.REGISTRY_3,
        **dates.REGISTRY_3,
    },
    "http://www.xbrl.org/inlineXBRL/transformation/2020-02-12": {
        **numbers.REGISTRY_4,
        **dates.REGISTRY_4,
    },
    "http://www.xbrl.org/inlineXBRL/transformation/2022-02-16": {
        **numbers.REGISTRY_5,
        **dates.REGISTRY_5,
    },
    "http://www.sec.gov/inlineXBRL/transformation/2015-08-31": sec.REGISTRY,
}


@lru_cache(maxsize=1 << 12)
def transform(format_name: str, text: str) -> str:
    """What the transformation of a Clark name makes of `text`, white space around it dropped.

    Raises:
        ValueTextError: `unknown-format`, or `invalid-format-text` where it has no value for it.
    """
    namespace, name = split_clark(format_name)
    transformation = REGISTRIES.get(namespace, {}).get(name)
    if transformation is None:
        raise ValueTextError("unknown-format", f"no accepted registry has {format_name}")
    return transformation(text.strip(WHITE_SPACE))
