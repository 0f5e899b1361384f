import subprocess
import sys
from pathlib import Path

import pytest
from lxml import etree

from samples.build import build_mirror, main
from transforms.edgar.index import group_filings, parse_index
from transforms.edgar.paths import archive_path
from transforms.edgar.reading import read_submission, read_zip
from transforms.xbrl.document import kind_of, parse_xml
from transforms.xbrl.names import XLINK

FILES = dict(build_mirror())


def _filings():
    rows = [
        row
        for path in FILES
        if path.endswith("master.idx")
        for row in parse_index(path, FILES[path])[0]
    ]
    for ref in group_filings(rows):
        zipped = archive_path(ref.cik, ref.accession_number)
        if zipped in FILES:
            yield ref, read_zip(FILES[zipped], ref=ref, source=zipped)
        else:
            yield ref, read_submission(FILES[ref.paths[0]], ref=ref, source=ref.paths[0])


FILINGS = dict(_filings())


def test_the_mirror_is_the_same_each_time():
    assert dict(build_mirror()) == FILES


def test_every_filing_is_read_without_a_reject():
    assert len(FILINGS) == 9
    assert {ref.form_type for ref in FILINGS} == {
        "10-K",
        "10-K/A",
        "10-Q",
        "8-K",
        "UPLOAD",
        "CORRESP",
    }
    for ref, filing in FILINGS.items():
        assert filing.documents, ref
        assert not filing.rejects, ref


def test_the_layouts_of_each_quarter_agree():
    for path in FILES:
        if path.endswith("master.idx"):
            rows = sorted(parse_index(path, FILES[path])[0])
            for other in ("form.idx", "master.gz"):
                name = path.replace("master.idx", other)
                assert sorted(parse_index(name, FILES[name])[0]) == rows


def test_one_filing_has_two_filers():
    assert [ref.ciks for ref in FILINGS if len(ref.ciks) > 1] == [(1990004, 1990005)]


def test_one_linkbase_is_damaged_and_all_else_is_well_formed():
    damaged = []
    for filing in FILINGS.values():
        for document in filing.documents:
            try:
                etree.fromstring(document.content)
            except etree.XMLSyntaxError:
                damaged.append(document.name)
    assert damaged == ["filename2.txt", "filename1.txt", "mwl-20240331_cal.xml"]


@pytest.mark.parametrize("ref", FILINGS, ids=lambda ref: ref.accession_number)
def test_every_reference_into_the_filing_is_met(ref):
    documents = [d for d in FILINGS[ref].documents if kind_of(d.content) != "other"]
    documents = [d for d in documents if d.name != "mwl-20240331_cal.xml"]
    roots = {d.name: parse_xml(d.name, d.content) for d in documents}
    ids = {name: {e.get("id") for e in root.iter()} for name, root in roots.items()}
    names = {document.name for document in FILINGS[ref].documents}
    for root in roots.values():
        for element in root.iter("{*}loc", "{*}roleRef", "{*}schemaRef", "{*}linkbaseRef"):
            target, _, fragment = element.get(f"{{{XLINK}}}href").partition("#")
            assert target.startswith("http") or target in names, target
            if fragment and target in ids:
                assert fragment in ids[target], fragment


def test_the_command_writes_the_mirror_and_says_what(tmp_path, capsys):
    assert main([str(tmp_path)]) == 0
    assert capsys.readouterr().out == f"{len(FILES)} files in {tmp_path}\n"
    written = {
        path.relative_to(tmp_path / "Archives").as_posix(): path.read_bytes()
        for path in tmp_path.rglob("*")
        if path.is_file()
    }
    assert written == FILES


def test_the_command_needs_a_directory():
    root = Path(__file__).parents[2]
    run = subprocess.run(
        [sys.executable, "-m", "samples.build"],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 2
    assert "usage" in run.stderr
