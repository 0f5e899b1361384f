"""Writes the sample mirror: `python -m samples.build DIRECTORY`.

The directory then holds `Archives/edgar` with indexes of two quarters and the invented
filings they list, the same bytes each time.
"""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from samples import companies, filings, harborlight, letters
from samples.containers import (
    Attachment,
    Submission,
    form_index,
    gzipped,
    master_index,
    submission,
    zip_archive,
)
from transforms.edgar.accession import quarter_of
from transforms.edgar.paths import archive_path, index_path, submission_path


def _archives() -> Iterator[tuple[Submission, dict[str, bytes]]]:
    annual = harborlight.annual_report()
    amended = harborlight.annual_report(amended=True)
    yield filings.HARBORLIGHT_ANNUAL, annual.classic_files()
    yield filings.HARBORLIGHT_AMENDED, amended.classic_files()
    yield filings.PINEWATER_QUARTER, companies.pinewater_quarter().inline_files("Form 10-Q")
    yield filings.QUILLSTONE_QUARTER, companies.quillstone_quarter().embedded_files("Form 10-Q")
    files = companies.merriwether_quarter().inline_files("Form 10-Q")
    broken = "mwl-20240331_cal.xml"
    yield filings.MERRIWETHER_QUARTER, {**files, broken: companies.damaged(files[broken])}


def _submissions() -> Iterator[tuple[Submission, list[Attachment]]]:
    yield filings.ASHGROVE_ANNUAL, companies.ashgrove_documents()
    yield filings.HARBORLIGHT_EVENT, harborlight.event_documents()
    yield letters.STAFF_LETTER, letters.staff_letter_documents()
    yield letters.RESPONSE, letters.response_documents()


def build_mirror() -> Iterator[tuple[str, bytes]]:
    """The files of the mirror: path below `Archives/`, and content."""
    listed = []
    for filing, files in _archives():
        listed.append(filing)
        cik = filing.companies[0].cik
        yield archive_path(cik, filing.accession), zip_archive(files)
    for filing, documents in _submissions():
        listed.append(filing)
        content = submission(filing, documents)
        for company in filing.companies:
            yield submission_path(company.cik, filing.accession), content
    yield from _indexes(listed)


def _indexes(all_filings: list[Submission]) -> Iterator[tuple[str, bytes]]:
    for quarter in sorted({quarter_of(filing.filed) for filing in all_filings}):
        listed = [filing for filing in all_filings if quarter_of(filing.filed) == quarter]
        master = master_index(listed)
        yield index_path(quarter, "master.idx"), master
        yield index_path(quarter, "master.gz"), gzipped(master)
        yield index_path(quarter, "form.idx"), form_index(listed)
        with_xbrl = [filing for filing in listed if filing.form not in ("UPLOAD", "CORRESP")]
        yield index_path(quarter, "xbrl.idx"), master_index(with_xbrl, "XBRL")


def write_mirror(directory: Path, files: Iterable[tuple[str, bytes]]) -> int:
    """Write files below `directory`/Archives; the number written."""
    written = 0
    for path, content in files:
        target = directory / "Archives" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        written += 1
    return written


def main(arguments: list[str]) -> int:
    """Write the mirror into the directory that the only argument names."""
    if len(arguments) != 1:
        sys.stderr.write("usage: python -m samples.build DIRECTORY\n")
        return 2
    written = write_mirror(Path(arguments[0]), build_mirror())
    sys.stdout.write(f"{written} files in {arguments[0]}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
