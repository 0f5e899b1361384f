"""The readers: seeds from the samples, the tokens of their format, and how each is called."""

import tempfile
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from random import Random

import pyarrow as pa

from pipelines.check import check_path
from samples.build import build_mirror
from tests.corpus import CORPUS
from tests.fuzz.mutation import mutated, mutated_archive, mutated_xml
from transforms.correspondence.parsing import parse_letters
from transforms.edgar.filing import Document
from transforms.edgar.header import parse_header
from transforms.edgar.index import group_filings, parse_index
from transforms.edgar.reading import read_submission, read_zip
from transforms.edgar.rss import read_rss
from transforms.edgar.submission import header_of
from transforms.xbrl.document import parse_xml
from transforms.xbrl.instance.reading import read_facts
from transforms.xbrl.linkbase.parsing import parse_linkbases
from transforms.xbrl.schema import parse_schema


@dataclass(frozen=True)
class Reader:
    """A reader under test.

    Attributes:
        seeds: Gives the documents to begin with.
        read: Reads one; it may raise `InputError` alone.
        tokens: What the format is made of.
        mutate: Makes a document from seeds and tokens.
    """

    seeds: Callable[[], Sequence[bytes]]
    read: Callable[[bytes], object]
    tokens: Sequence[bytes] = ()
    mutate: Callable[[Sequence[bytes], Sequence[bytes], Random], bytes] = mutated


@cache
def _mirror() -> dict[str, bytes]:
    return dict(build_mirror())


@cache
def _members() -> dict[str, bytes]:
    """The documents in the archives of the sample mirror."""
    members = {}
    for path, content in _mirror().items():
        if path.endswith(".zip"):
            with zipfile.ZipFile(BytesIO(content)) as archive:
                members.update({name: archive.read(name) for name in archive.namelist()})
    return members


def _files(suffix: str) -> Callable[[], list[bytes]]:
    return lambda: [content for path, content in _mirror().items() if path.endswith(suffix)]


def _documents(*endings: str) -> Callable[[], list[bytes]]:
    return lambda: [
        content for name, content in _members().items() if any(map(name.endswith, endings))
    ]


def _instances() -> list[bytes]:
    return [content for content in _members().values() if b"<xbrli:xbrl" in content[:2000]]


def _letters() -> list[bytes]:
    submissions = [read_submission(content) for content in _files(".txt")()]
    return [
        document.content
        for filing in submissions
        if filing.header.form_type in ("UPLOAD", "CORRESP")
        for document in filing.documents
    ]


def _headers() -> list[bytes]:
    return [header_of(content) for content in _files(".txt")()]


_RSS = b"""<?xml version="1.0"?>
<rss version="2.0"><channel>
<item><edgar:xbrlFiling xmlns:edgar="https://www.sec.gov/Archives/edgar">
<edgar:companyName>Example Holdings, Inc.</edgar:companyName><edgar:formType>10-K</edgar:formType>
<edgar:filingDate>02/22/2021</edgar:filingDate><edgar:cikNumber>0000012345</edgar:cikNumber>
<edgar:accessionNumber>0000012345-21-000001</edgar:accessionNumber>
<edgar:fileNumber>001-12345</edgar:fileNumber>
<edgar:acceptanceDatetime>20210222161500</edgar:acceptanceDatetime>
<edgar:period>20201231</edgar:period><edgar:assignedSic>7372</edgar:assignedSic>
<edgar:fiscalYearEnd>1231</edgar:fiscalYearEnd>
</edgar:xbrlFiling></item></channel></rss>
"""

_XML_TOKENS = [
    *(b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"&b;", b"&#0;", b"&#xD800;", b"<![CDATA[", b"]]>"),
    *(b"<!--", b"-->", b"<?x y?>", b"xml:base='http://a/../b'", b"xmlns:link=''", b"/>", b"</"),
    *(b"xlink:href='#'", b'xlink:type="locator"', b'xlink:type="arc"', b"xlink:label"),
    *(b'use="prohibited"', b'priority="x"', b'weight="1E400"', b'weight="NaN"', b'order="-0"'),
    *(b"encoding='UTF-16'", b"encoding='utf-32'", b"\xfe\xff", b"#element(/1/2)", b"%FF"),
]
_INSTANCE_TOKENS = [
    *(b"contextRef", b"unitRef", b"decimals", b'decimals="INF"', b'decimals="-99999999"'),
    *(b'precision="0"', b'xsi:nil="true"', b"xbrli:measure", b"xbrli:divide", b"xbrli:forever"),
    *(b"2020-02-30", b"9999-12-31T24:00:00Z", b"0000-01-01", b"1E999999999", b"-", b"\xc2\xa0"),
]
_INLINE_TOKENS = [
    *(b'scale="999999999"', b'sign="-"', b'format="ixt:num-dot-decimal"', b"continuedAt"),
    *(b'format="ixt:date-month-day-year"', b'escape="true"', b"ix:exclude", b"ix:tuple"),
    *(b'id="a" continuedAt="a"', b"ix:fraction", b"ix:footnote", b'tupleRef="a"', b'order="1"'),
]
_SGML_TOKENS = [
    *(b"<SEC-HEADER>", b"</SEC-HEADER>", b"<DOCUMENT>", b"</DOCUMENT>", b"<TYPE>", b"<TEXT>"),
    *(b"<FILENAME>", b"</TEXT>", b"<XBRL>", b"<XML>", b"<PDF>", b"begin 644 a.pdf\n", b"\nend\n"),
    *(b"<IMS-HEADER>", b"CIK", b"FILER:", b"ACCESSION NUMBER:", b"<SUBMISSION>", b"GRAPHIC"),
]
_LETTER_TOKENS = [
    *(b"Re:", b"Form 10-K", b"Dear ", b"Sincerely,", b"Office of ", b"cc:", b"\n1. ", b"Page 2\n"),
    *(b"FirstName LastName", b"Comapany Name", b"May 1, 2020", b"February 30, 2020", b"00/00/0000"),
    *(b"Response:", b"ASC 280-10-50", b"Item 303(a)", b"$1,000", b"(202) 551-0000", b"<p>", b"<b>"),
]


def _read_letter(content: bytes) -> None:
    for form_type in ("UPLOAD", "CORRESP"):
        letters = parse_letters([Document("a.txt", content)], form_type=form_type)
        for dataset in ("letters", "letter_comments"):
            pa.array(letters.tables[dataset]["text"], pa.string())


def _read_schema(content: bytes) -> None:
    parse_schema("a.xsd", parse_xml("a.xsd", content))


def _read_linkbase(content: bytes) -> None:
    schemas = [(name, each) for name, each in _members().items() if name.endswith(".xsd")]
    parse_linkbases([("a_cal.xml", content), *schemas])


def _read_instance(content: bytes) -> None:
    read_facts([("a.xml", content)])


def _read_inline(content: bytes) -> None:
    read_facts([("a.htm", content)])


def _read_index(content: bytes) -> None:
    rows, _ = parse_index("form.idx", content)
    group_filings(rows)


def _check(content: bytes) -> None:
    """All that `edgar-arcs check` does with a file, but for showing it."""
    with tempfile.TemporaryDirectory() as directory:
        suffix = ".zip" if content.startswith(b"PK") else ".txt"
        path = Path(directory) / f"0000012345-21-000001{suffix}"
        path.write_bytes(content)
        tables = check_path(path)
    if not any(table.num_rows for table in tables.values()):
        raise AssertionError("neither a row nor a reject")


_SMALL = 400_000  # bytes of a package; mutants of large ones take long


def _packages() -> list[bytes]:
    """Real packages and submissions, each form and year as the file names sort."""
    data = CORPUS / "mirror" / "Archives" / "edgar" / "data"
    paths = sorted([*data.rglob("*.zip"), *data.rglob("*.txt")])
    small = [path for path in paths if path.stat().st_size < _SMALL]
    zips = [path for path in small if path.suffix == ".zip"]
    return [path.read_bytes() for path in (*zips, *small[::10])]


READERS = {
    "zip": Reader(_files(".zip"), read_zip, [b"PK\3\4", b"PK\1\2", b"PK\5\6"], mutated_archive),
    "submission": Reader(_files(".txt"), read_submission, _SGML_TOKENS),
    "header": Reader(_headers, parse_header, _SGML_TOKENS),
    "index": Reader(_files(".idx"), _read_index, [b"|", b"CIK|Company Name", b"edgar/data/", b"-"]),
    "rss": Reader(
        lambda: [_RSS],
        lambda content: read_rss("a.xml", BytesIO(content)),
        _XML_TOKENS,
        mutated_xml,
    ),
    "schema": Reader(_documents(".xsd"), _read_schema, _XML_TOKENS, mutated_xml),
    "linkbase": Reader(
        _documents("_cal.xml", "_pre.xml", "_def.xml", "_lab.xml"),
        _read_linkbase,
        _XML_TOKENS,
        mutated_xml,
    ),
    "instance": Reader(_instances, _read_instance, [*_XML_TOKENS, *_INSTANCE_TOKENS], mutated_xml),
    "inline": Reader(
        _documents(".htm"),
        _read_inline,
        [*_XML_TOKENS, *_INSTANCE_TOKENS, *_INLINE_TOKENS],
        mutated_xml,
    ),
    "letter": Reader(_letters, _read_letter, _LETTER_TOKENS),
    "check": Reader(
        _packages, _check, [*_XML_TOKENS, *_INSTANCE_TOKENS, *_SGML_TOKENS], mutated_archive
    ),
}
