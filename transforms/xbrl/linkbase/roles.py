"""Rows of dataset `roles`: extended link roles, declared or used (XBRL 2.1 §5.1.3)."""

import re
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from transforms.xbrl.dts import is_standard_address
from transforms.xbrl.linkbase.codes import DeclaredIn
from transforms.xbrl.schema import RoleType

_STANDARD_LINK: Final = "http://www.xbrl.org/2003/role/link"
# `0002 - Statement - Balance Sheets`
_DEFINITION: Final = re.compile(
    r"(?:(?P<sort_code>[0-9][0-9.]*)\s*-\s*)?"
    r"(?:(?P<category>Statement|Disclosure|Document|Schedule)\s*-\s*)?"
    r"(?P<title>.*)",
    re.DOTALL | re.IGNORECASE,
)


class RoleRow(NamedTuple):
    """A row of dataset `roles` less its filing key."""

    role_uri: str
    declared_in: DeclaredIn
    role_id: str | None
    definition: str | None
    sort_code: str | None
    category: str | None
    title: str | None
    used_on: list[str]
    n_arcs: int
    file: str | None
    line: int | None


def role_rows(
    declared: Iterable[RoleType], used: Mapping[str, int], references: Mapping[str, str]
) -> list[RoleRow]:
    """Roles that the filing declares, then those that it uses without declaring them.

    Args:
        declared: Role types of the filing's own schemas; the first of a URI counts.
        used: Role of every extended link with the number of its rows in `arcs`.
        references: `roleURI` of every `link:roleRef` with its `xlink:href`.
    """
    rows: dict[str, RoleRow] = {}
    for role in declared:
        if role.role_uri and role.role_uri not in rows:
            sort_code, category, title = split_definition(role.definition)
            rows[role.role_uri] = RoleRow(
                role_uri=role.role_uri,
                declared_in="filing",
                role_id=role.role_id,
                definition=role.definition,
                sort_code=sort_code,
                category=category,
                title=title,
                used_on=role.used_on,
                n_arcs=used.get(role.role_uri, 0),
                file=role.file,
                line=role.line,
            )
    for role_uri, n_arcs in used.items():
        if role_uri not in rows:
            declared_in = _declared_in(role_uri, references.get(role_uri))
            rows[role_uri] = RoleRow(
                role_uri, declared_in, None, None, None, None, None, [], n_arcs, None, None
            )
    return list(rows.values())


def split_definition(definition: str | None) -> tuple[str | None, str | None, str | None]:
    """Sort code, category and title of a definition, as EFM 6.07.12 lays it out.

    >>> split_definition("0002 - Statement - Balance Sheets")
    ('0002', 'Statement', 'Balance Sheets')
    """
    match = _DEFINITION.fullmatch(definition.strip()) if definition else None
    if match is None:
        return None, None, None
    category = match["category"]
    return match["sort_code"], category.capitalize() if category else None, match["title"] or None


def _declared_in(role_uri: str, reference: str | None) -> DeclaredIn:
    standard = role_uri == _STANDARD_LINK or (reference and is_standard_address(reference))
    return "standard" if standard else "nowhere"
