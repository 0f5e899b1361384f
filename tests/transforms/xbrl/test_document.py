"""Parsing safely, and telling documents apart."""

import gc

import pytest
from lxml import etree

from tests.transforms.xbrl.linkbase.documents import linkbase, schema
from transforms.xbrl.doctype import reject_doctype
from transforms.xbrl.document import (
    as_utf8,
    has_xml_base,
    kind_of,
    lang_of,
    line_of,
    parse_events,
    parse_xml,
    text_of,
)
from transforms.xbrl.errors import DocumentError
from transforms.xbrl.names import IX, XBRLI

INLINE = f'<html xmlns:ix="{IX}"><body><p>unclosed<ix:header></body></html>'.encode()

UTF_16 = f'<?xml version="1.0" encoding="utf-16"?>{schema().decode()}'.encode("utf-16")


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (schema(), "schema"),
        (linkbase(), "linkbase"),
        (f'<xbrl xmlns="{XBRLI}"/>'.encode(), "instance"),
        (INLINE, "inline"),
        (INLINE.replace(b"ix:header", b"IX:HEADER"), "inline"),
        (INLINE.replace(b"xmlns:ix", b"xmlns:other"), "inline"),
        (INLINE.replace(b"xmlns:ix", b"xmlns:other").replace(b"ix:", b"other:"), "inline"),
        (f'<html><a xmlns:ix="{IX}"/><header xmlns = "{IX}"/></html>'.encode(), "inline"),
        (INLINE.replace(b"<ix:header>", b""), "other"),
        (INLINE[: INLINE.index(b"<ix:header>")], "inline"),
        (b"<html/>", "other"),
        (b"", "other"),
        (b"plain text", "other"),
        (b"\xff\xd8\xff", "other"),
        (b"\n\n<?xml version='1.0'?>" + schema(), "schema"),
        (b"<!-- " + b"x" * 5000 + b" -->" + linkbase(), "linkbase"),
        (UTF_16, "schema"),
        (linkbase()[:-5], "linkbase"),
    ],
)
def test_a_document_is_what_its_root_says(content: bytes, kind: str) -> None:
    assert kind_of(content) == kind


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", "empty"),
        (b" \r\n", "empty"),
        (b"<a><b></a>", "not-well-formed"),
        (b"no xml", "not-well-formed"),
        (b"<!DOCTYPE a><a/>", "doctype"),
        (b'<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>', "doctype"),
        (b'<?xml version="1.0" encoding="utf-7"?>+ADw-!DOCTYPE a []><a/>', "doctype"),
        (b'<?xml version="1.0" encoding="utf-8"?><a>\xe9</a>', "not-well-formed"),
    ],
)
def test_what_cannot_be_parsed_says_why(content: bytes, error: str) -> None:
    with pytest.raises(DocumentError) as caught:
        parse_xml("a.xml", content)
    assert (caught.value.error, caught.value.file) == (error, "a.xml")


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"<a><b/></a>", 1),
        (b"<a>\n<b/></a>", 2),
        (b"\n\n<a>\n<b/></a>", 4),
        (b"\r\n<?xml version='1.0'?>\n<a>\n<b/></a>", 4),
        (b"<a>" + b"\n" * 65_533 + b"<b/></a>", 65_534),
        (b"<a>" + b"\n" * 65_534 + b"<b/></a>", None),
        (b"<a>" + b"\n" * 80_000 + b"<b/>\n<c/></a>", None),
    ],
)
def test_lines_are_those_of_the_document_or_unknown(content: bytes, line: int | None) -> None:
    assert line_of(parse_xml("a.xml", content)[0]) == line


def test_text_is_that_of_everything_below() -> None:
    assert text_of(parse_xml("a.xml", b"<a>one<b>two<!-- no --></b>three</a>")) == "onetwothree"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b'<a xml:base="x"><b/></a>', True),
        (b'<a><b xml:base="x"/></a>', True),
        (b'<a><b/><c xml:base="x"/></a>', False),
        (b"<a><b base='xml:base'/></a>", False),
    ],
)
def test_xml_base_is_seen_on_an_element_and_above_it(content: bytes, expected: bool) -> None:
    assert has_xml_base(parse_xml("a.xml", content)[0]) is expected


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ('<a xml:lang="de"><b><c xml:lang="en"/></b></a>', "en"),
        ('<a xml:lang="de"><b><c/></b></a>', "de"),
        ('<a xml:lang="de"><b xml:lang=""><c/></b></a>', ""),
        ("<a><b><c/></b></a>", None),
    ],
)
def test_a_language_is_the_nearest_that_is_said(content: str, expected: str | None) -> None:
    assert lang_of(etree.fromstring(content)[0][0]) == expected


def test_a_deep_document_is_read_and_not_a_crash() -> None:
    assert parse_xml("a.xml", b"<a>" * 1500 + b"</a>" * 1500).tag == "a"


SUBSET = b'<!DOCTYPE x [<!ENTITY a "]>"> <!-- ] --> <!ENTITY b "&a;&a;">]>'


@pytest.mark.parametrize("content", [schema(), linkbase(), INLINE])
def test_what_a_document_is_shows_without_its_internal_subset(content: bytes) -> None:
    assert kind_of(SUBSET + content) == kind_of(content)


@pytest.mark.parametrize(
    "content",
    [linkbase("<a/>" * 5000), linkbase("<a>")[:200], b"<a>" + b"<b " * 2000, b"<a/>", b"no XML"],
)
def test_a_look_at_a_document_leaves_no_parser_to_the_garbage_collector(
    content: bytes, garbage: list[object]
) -> None:
    kind_of(content)
    gc.collect()
    assert not [each for each in garbage if isinstance(each, etree.XMLPullParser)]


def test_a_subset_without_end_leaves_nothing_to_see() -> None:
    assert kind_of(b'<!DOCTYPE x [<!ENTITY a "' + linkbase()) == "other"


def bomb(levels: int) -> bytes:
    entities = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(levels))
    return f'<!DOCTYPE x [<!ENTITY e0 "ha">{entities}]>'.encode()


@pytest.mark.parametrize("content", [schema(), linkbase()])
def test_entities_of_a_subset_are_never_expanded(content: bytes) -> None:
    """Nine levels would be two billion characters in the attribute."""
    name, _, rest = content.partition(b" ")
    document = bomb(9) + name + b' id="&e9;" ' + rest
    assert kind_of(document) == kind_of(content)
    with pytest.raises(DocumentError) as caught:
        parse_xml("a.xml", document)
    assert caught.value.error == "doctype"


@pytest.mark.timeout(60)
@pytest.mark.parametrize("repeated", [b'<!-- " ', b"<!-- ' ", b"<!ENTITY a '", b'"', b"<", b"<!--"])
def test_a_subset_that_opens_and_never_closes_costs_no_more_than_its_length(
    repeated: bytes,
) -> None:
    content = b"<!DOCTYPE a [" + repeated * 100_000 + linkbase()
    assert kind_of(content) in ("other", "linkbase")
    with pytest.raises(DocumentError, match="declares a DOCTYPE"):
        parse_xml("a.xml", content)


@pytest.mark.timeout(60)
@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_white_space_in_a_declaration_costs_no_more_than_its_length(encoding: str) -> None:
    space = " " * 200_000
    content = f"<?xml version='1.0'{space}encoding = '{encoding}'?>{space}<a/>".encode(encoding)
    assert parse_xml("a.xml", as_utf8(content)).tag == "a"
    assert as_utf8(f"<?xml{space}?><a/>".encode(encoding)).endswith(b"?><a/>")


@pytest.mark.parametrize("line_end", ["\r", "\r\n", "\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_lines_are_counted_whatever_ends_them(line_end: str, encoding: str) -> None:
    text = line_end.join(("<a>", "x", "<b>y", "z</b>", "</a>"))
    (element,) = parse_xml("a.xml", as_utf8(text.encode(encoding)))
    assert (line_of(element), element.text) == (3, "y\nz")


BOMB = '<!DOCTYPE link [<!ENTITY b "bb">]><a b="&b;">&b;</a>'


def in_pieces(name: str, content: bytes) -> None:
    reject_doctype(name, content)
    list(parse_events(name, content, ("end",)))


@pytest.mark.parametrize(
    ("encoding", "less_than"),
    [("UTF-7", "+ADw-"), ("utf-7", "<"), ("JAVA", "\\u003c"), ("CSUNICODE11UTF7", "+ADw-")],
)
def test_no_encoding_hides_a_doctype(encoding: str, less_than: str) -> None:
    hidden = BOMB.replace("<!", f"{less_than}!")
    content = as_utf8(f'\n<?xml version="1.0" encoding="{encoding}"?>{hidden}'.encode())
    for read in (parse_xml, in_pieces):
        with pytest.raises(DocumentError):
            read("a.xml", content)


@pytest.mark.parametrize("encoding", ["utf-8", "US-ASCII", "ISO-8859-1", "windows-1252", "Big5"])
def test_a_document_in_what_extends_ascii_stays_as_it_is(encoding: str) -> None:
    content = f'<?xml version="1.0" encoding="{encoding}"?><a b="x"/>'.encode()
    assert as_utf8(content) == content
    assert parse_xml("a.xml", content).get("b") == "x"


@pytest.mark.parametrize("encoding", ["undefined", "punycode", "unicode_escape", "cp864"])
def test_an_encoding_that_python_alone_knows_is_not_decoded(encoding: str) -> None:
    content = f'<?xml version="1.0" encoding="{encoding}"?><a>\xe9</a>'.encode("latin-1")
    assert as_utf8(content) == content
    with pytest.raises(DocumentError, match="encoding"):
        parse_xml("a.xml", content)


def test_half_a_character_in_utf_7_is_replaced() -> None:
    content = b"<?xml version='1.0' encoding='utf-7'?><a>+2AA-</a>"
    assert parse_xml("a.xml", as_utf8(content)).text == "?"


def test_a_document_in_utf_7_is_read() -> None:
    content = b"<?xml version='1.0' encoding='utf-7'?><a>+AOk-</a>"
    assert parse_xml("a.xml", as_utf8(content)).text == "\xe9"


def test_an_inline_document_that_is_said_to_be_utf_16_and_is_not_stays_one() -> None:
    content = b'<?xml version="1.0" encoding="utf-16"?>' + INLINE
    assert kind_of(as_utf8(content)) == "inline"


def test_no_change_to_utf_16_hides_a_doctype() -> None:
    declared, wide = '<?xml version="1.0" encoding="UTF-16LE"', f"?>{BOMB}".encode("utf-16-le")
    content = as_utf8(declared.encode() + wide)
    with pytest.raises(DocumentError):
        in_pieces("a.xml", content)
