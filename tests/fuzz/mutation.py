"""Mutations of documents and archives, the same for the same seed."""

import copy
import re
import warnings
import zipfile
from collections.abc import Callable, Sequence
from io import BytesIO
from random import Random
from typing import cast

from lxml import etree

_NUMBER = re.compile(rb"\d+")
_NUMBERS = [b"0", b"-1", b"1", b"255", b"65536", b"2147483648", b"9" * 20, b"1e999", b"INF", b""]
_BYTES = [b"\0", b"\xff", b"\x80", b"\n", b"\r", b" ", b"<", b">", b"&", b'"', b"\xed\xa0\x80"]
_VALUES = [
    *("", " ", "#", "##", "#a", "#xpointer(/1)", "#element(/1/2)", "http://[", "%ZZ", "//a/../b"),
    *(
        "a:b",
        "a:b:c",
        ":",
        "xml:lang",
        "{a}b",
        "\u00e9",
        "\U0001f600",
        "x" * 10_000,
        "..",
        "a.xsd#b",
    ),
    *(
        "0",
        "-0",
        "1",
        "-1",
        "1.5",
        "1e5",
        "1E400",
        "NaN",
        "INF",
        "-INF",
        "9" * 40,
        "0x1",
        "+1",
        "١",
    ),
    *(
        "true",
        "2020-02-30",
        "2020-12-31",
        "2020-12-31T24:00:00",
        "-0001-01-01",
        "9999-12-31",
        "--02-30",
    ),
    *(
        "optional",
        "prohibited",
        "2147483648",
        "99999999999999999999",
        "1,000.50",
        "1.000,50",
        "(1)",
    ),
]
_MOST = 1_000_000  # bytes of a mutated document
_ROUNDS = 6

Mutation = Callable[[bytes, Random, Sequence[bytes]], bytes]


def mutated(seeds: Sequence[bytes], tokens: Sequence[bytes], random: Random) -> bytes:
    """One of the seeds with one to six mutations.

    Args:
        seeds: Whole documents.
        tokens: What the format is made of, such as names and delimiters.
        random: Decides all.
    """
    content = random.choice(seeds)
    for _ in range(random.randint(1, _ROUNDS)):
        content = random.choice(_MUTATIONS)(content, random, tokens)
        if random.random() < 0.1:
            content = _spliced(content, random.choice(seeds), random)
        content = content[:_MOST]
    return content


def mutated_xml(seeds: Sequence[bytes], tokens: Sequence[bytes], random: Random) -> bytes:
    """A seed with its elements and attributes mutated, mostly; else with its bytes.

    Bytes changed at random seldom leave a document well-formed; elements that are dropped,
    doubled or changed always do.
    """
    content = random.choice(seeds)
    try:
        root = etree.fromstring(content)
    except (etree.XMLSyntaxError, ValueError):
        return mutated(seeds, tokens, random)
    if random.random() < 0.2:
        return mutated(seeds, tokens, random)
    for _ in range(random.randint(1, _ROUNDS)):
        _change_element([*root.iter(etree.Element)], random)
    encoding: str = random.choice(("UTF-8", "UTF-8", "UTF-16"))
    return cast(bytes, etree.tostring(root, encoding=encoding))[:_MOST]


def _change_element(elements: Sequence[etree._Element], random: Random) -> None:
    """Drop, double, move or rename an element, or change its text or an attribute."""
    element, other = random.choice(elements), random.choice(elements)
    parent = element.getparent()
    match random.randrange(8):
        case 0 if parent is not None:
            parent.remove(element)
        case 1 if parent is not None:
            parent.extend(copy.deepcopy(element) for _ in range(random.choice((1, 1, 40))))
        case 2 if element is not other and element not in other.iterancestors():
            other.append(element)
        case 3:
            element.tag = other.tag
        case 4:
            element.text = random.choice([*_VALUES, other.text])
        case 5 if element.attrib:
            del element.attrib[random.choice(element.keys())]
        case _ if element.attrib:
            name = random.choice(element.keys())
            theirs = [each.get(name) for each in (other, *random.sample(elements, 1))]
            element.set(name, random.choice([*_VALUES, *(each or "" for each in theirs)]))
        case _:
            element.attrib.update(other.attrib)


def mutated_archive(seeds: Sequence[bytes], tokens: Sequence[bytes], random: Random) -> bytes:
    """A zip with its bytes or its members mutated, or any other document with its bytes."""
    content = random.choice(seeds)
    if not content.startswith(b"PK") or random.random() < 0.25:
        for _ in range(random.randint(1, _ROUNDS)):
            content = random.choice(_MUTATIONS)(content, random, tokens)
        return content
    with zipfile.ZipFile(BytesIO(content)) as archive:
        members = [(name, archive.read(name)) for name in archive.namelist()]
    for _ in range(random.randint(1, 3)):
        _change_member(members, tokens, random)
    out = BytesIO()
    with (
        warnings.catch_warnings(action="ignore"),  # a name may be there twice
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
    ):
        for name, member in members:
            archive.writestr(zipfile.ZipInfo(name), member)
    return out.getvalue()


def _change_member(
    members: list[tuple[str, bytes]], tokens: Sequence[bytes], random: Random
) -> None:
    """Drop, swap, rename, cut or mutate a member."""
    if not members:
        return
    i, j = random.randrange(len(members)), random.randrange(len(members))
    (name, content), (other_name, other) = members[i], members[j]
    match random.randrange(5):
        case 0:
            del members[i]
        case 1:
            members[i], members[j] = (name, other), (other_name, content)
        case 2:
            members[i] = (_renamed(name, random), content)
        case 3:
            members[i] = (name, content[: random.randrange(len(content) + 1)])
        case _:
            members[i] = (name, mutated_xml([content], tokens, random))


def _renamed(name: str, random: Random) -> str:
    stem, dot, suffix = name.rpartition(".")
    return random.choice(
        [
            stem,
            f"{name}.bak",
            f"sub/{name}",
            f"../{name}",
            name.upper(),
            f"{stem}\u00e9 #%20{dot}{suffix}",
            f"{stem}.{random.choice(['xml', 'xsd', 'htm', 'txt', 'pdf', 'zip'])}",
            name.replace("_cal", "_pre").replace("_lab", "_cal"),
        ]
    )


def _flipped(content: bytes, random: Random, _tokens: Sequence[bytes]) -> bytes:
    if not content:
        return content
    changed = bytearray(content)
    for _ in range(random.randint(1, 4)):
        changed[random.randrange(len(changed))] ^= 1 << random.randrange(8)
    return bytes(changed)


def _cut(content: bytes, random: Random, _tokens: Sequence[bytes]) -> bytes:
    start, stop = _range(content, random)
    return content[:start] + content[stop:]


def _truncated(content: bytes, random: Random, _tokens: Sequence[bytes]) -> bytes:
    return content[: random.randrange(len(content) + 1)]


def _repeated(content: bytes, random: Random, _tokens: Sequence[bytes]) -> bytes:
    start, stop = _range(content, random)
    return content[:stop] + content[start:stop] * random.choice((1, 2, 50)) + content[stop:]


def _moved(content: bytes, random: Random, _tokens: Sequence[bytes]) -> bytes:
    start, stop = _range(content, random)
    rest = content[:start] + content[stop:]
    at = random.randrange(len(rest) + 1)
    return rest[:at] + content[start:stop] + rest[at:]


def _token_put(content: bytes, random: Random, tokens: Sequence[bytes]) -> bytes:
    at = random.randrange(len(content) + 1)
    return content[:at] + random.choice([*tokens, *_BYTES]) + content[at:]


def _token_changed(content: bytes, random: Random, tokens: Sequence[bytes]) -> bytes:
    """One occurrence of a token replaced by another."""
    present = [token for token in tokens if token in content]
    if not present:
        return content
    token = random.choice(present)
    places = [match.start() for match in re.finditer(re.escape(token), content)]
    at = random.choice(places)
    return content[:at] + random.choice(tokens) + content[at + len(token) :]


def _number_changed(content: bytes, random: Random, _tokens: Sequence[bytes]) -> bytes:
    places = list(_NUMBER.finditer(content))
    if not places:
        return content
    match = random.choice(places)
    return content[: match.start()] + random.choice(_NUMBERS) + content[match.end() :]


def _spliced(content: bytes, other: bytes, random: Random) -> bytes:
    return content[: random.randrange(len(content) + 1)] + other[random.randrange(len(other) + 1) :]


def _range(content: bytes, random: Random) -> tuple[int, int]:
    start = random.randrange(len(content) + 1)
    return start, min(start + random.choice((1, 8, 64, 512, 4096)), len(content))


_MUTATIONS: list[Mutation] = [
    _flipped,
    _cut,
    _truncated,
    _repeated,
    _moved,
    _token_put,
    _token_put,
    _token_changed,
    _token_changed,
    _number_changed,
]
