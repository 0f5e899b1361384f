"""ReadFilings: from a reference to the filing's documents, out of whatever container is there."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

import apache_beam as beam
from apache_beam.typehints import no_annotations

from transforms import filesystem
from transforms.edgar.accession import archive_path, folder_path, submission_path
from transforms.edgar.filing import Filing, FilingRef, Header
from transforms.edgar.limits import Limits
from transforms.edgar.reading import read_folder, read_submission, read_zip
from transforms.edgar.wanted import is_letter_form
from transforms.errors import Reject
from transforms.filing_step import FilingStep, FilingWork, StepOutput
from transforms.shard_filings import ShardItem


class ReadFilings(beam.PTransform):
    """Read each filing from the directory `Archives`.

    Args:
        archives: Path of the directory.
        limits: What a container may ask of a worker.
    """

    def __init__(self, archives: str, limits: Limits) -> None:
        super().__init__()
        self._archives = archives
        self._limits = limits

    @no_annotations  # Beam takes hints of single PCollections only
    def expand(self, items: beam.PCollection[ShardItem]) -> StepOutput:
        """Filings with their documents, and what of them could not be read."""
        works = items | "Begin" >> beam.Map(FilingWork)
        read = partial(read_work, archives=self._archives, limits=self._limits)
        output: StepOutput = works | "Read" >> FilingStep(read)
        return output


def read_work(work: FilingWork, archives: str, limits: Limits) -> FilingWork:
    """The filing with its documents."""
    if work.item.ref is None:
        return work
    filing = read_filing(work.item.ref, archives, limits)
    return replace(work, filing=filing, rejects=(*work.rejects, *filing.rejects))


def read_filing(ref: FilingRef, archives: str, limits: Limits) -> Filing:
    """The filing, from the first of its possible containers that is there."""
    for path, read in _containers(ref):
        place = filesystem.join(archives, path)
        if filesystem.exists(place):
            return read(filesystem.read(place), ref=ref, source=path, limits=limits)
    return _read_folders(ref, archives, limits) or _missing(ref)


def _containers(ref: FilingRef) -> Iterator[tuple[str, Callable[..., Filing]]]:
    """Paths below `Archives`. Only the submission has letters; of XBRL the zip is smaller."""
    ciks = [int(path.split("/")[2]) for path in ref.paths]
    archives = [(archive_path(cik, ref.accession_number), read_zip) for cik in ciks]
    submissions = [
        (path, read_submission)
        for cik in ciks
        for path in (
            submission_path(cik, ref.accession_number),
            f"{folder_path(cik, ref.accession_number)}/{ref.accession_number}.txt",
        )
    ]
    letter = is_letter_form(ref.form_type)
    yield from [*submissions, *archives] if letter else [*archives, *submissions]


def _read_folders(ref: FilingRef, archives: str, limits: Limits) -> Filing | None:
    for path in ref.paths:
        folder = folder_path(int(path.split("/")[2]), ref.accession_number)
        place = filesystem.join(archives, folder)
        names = list(filesystem.list_files(place))
        if names:
            files = ((name.rpartition("/")[2], filesystem.read(name)) for name in sorted(names))
            return read_folder(files, ref=ref, source=folder, limits=limits)
    return None


def _missing(ref: FilingRef) -> Filing:
    message = f"neither archive, submission nor folder of {ref.accession_number} is there"
    return Filing(Header(), "index", None, None, rejects=(Reject("read", "not-found", message),))
