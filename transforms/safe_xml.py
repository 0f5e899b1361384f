"""Options for parsing foreign XML: without network, entities or DTD, of any size."""

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
"""Options of every XML parser. The size of a document is limited where it is read."""
