"""How foreign XML is parsed everywhere: without network, entities or DTD, whatever its size."""

from typing import Final, TypedDict


class _Options(TypedDict):
    resolve_entities: bool
    no_network: bool
    load_dtd: bool
    huge_tree: bool
    remove_comments: bool
    remove_pis: bool


SAFE_XML: Final[_Options] = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": True,
    "remove_comments": True,
    "remove_pis": True,
}
"""Options of every parser of XML. Of a huge document the size is limited where it is read."""
