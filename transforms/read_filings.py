"""ReadFilings: reads the documents of each referenced filing from the container that is there."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from functools import partial

import apache_beam as beam
from apache_beam.typehints import no_annotations

from transforms.edgar.fetching.supplement import Supplement
from transforms.edgar.filing import Filing, FilingRef, Header
from transforms.edgar.forms import is_letter_form
from transforms.edgar.limits import Limits
from transforms.edgar.paths import archive_path, feed_submission_path, folder_path, submission_path
from transforms.edgar.reading import read_folder, read_submission, read_zip, too_large
from transforms.elements import FilingWork
from transforms.errors import Reject
from transforms.filing_step import FilingStep, StepOutput
from transforms.storage import files
from transforms.storage.folder import Folder


class ReadFilings(beam.PTransform):
    """Read each filing from the directory `Archives`.

    Args:
        archives: Path of the directory.
        limits: What a container may ask of a worker.
        exclude: Accession numbers of filings that are not opened, each a reject `excluded`.
    """

    def __init__(self, archives: str, limits: Limits, exclude: Collection[str] = ()) -> None:
        super().__init__()
        self._reader = FilingReader(archives, limits, frozenset(exclude))

    @no_annotations  # Beam takes hints of single PCollections only
    def expand(self, filings: beam.PCollection[FilingWork]) -> StepOutput:
        """Filings with their documents, and what of them could not be read."""
        output: StepOutput = filings | "Read" >> FilingStep(self._reader)
        return output


class FilingReader:
    """Reads filings from the directory `Archives`, with what lies beside them there.

    Args:
        archives: Path of the directory.
        limits: What a container may ask of a worker.
        exclude: Accession numbers of filings that are not opened.
    """

    def __init__(
        self, archives: str, limits: Limits, exclude: frozenset[str] = frozenset()
    ) -> None:
        self._archives = archives
        self._limits = limits
        self._exclude = exclude
        self._supplement = Supplement(Folder(archives.removesuffix("/Archives")))

    def __call__(self, work: FilingWork) -> FilingWork:
        """The filing with its documents."""
        if work.ref is None:
            return work
        filing = self.read(work.ref)
        return replace(work, filing=filing, rejects=(*work.rejects, *filing.rejects))

    def read(self, ref: FilingRef) -> Filing:
        """The filing, from the first of its possible containers that is there."""
        if ref.accession_number in self._exclude:
            reject = Reject("read", "excluded", "left out by select.exclude of the configuration")
            return Filing(Header(), "index", None, None, rejects=(reject,))
        for path, read in _containers(ref):
            try:
                content = files.read(files.join(self._archives, path), self._limits.total_bytes)
            except files.TooLargeError:
                return too_large(path, self._limits)
            if content is not None:
                filing = read(content, ref=ref, source=path, limits=self._limits)
                return self._supplement.with_header(ref, filing)
        return _read_folders(ref, self._archives, self._limits) or self._missing(ref)

    def _missing(self, ref: FilingRef) -> Filing:
        message = f"neither archive, submission nor folder of {ref.accession_number} is there"
        reasons = self._supplement.why_missing(ref) or (Reject("read", "not-found", message),)
        return Filing(Header(), "index", None, None, rejects=reasons)


def _containers(ref: FilingRef) -> Iterator[tuple[str, Callable[..., Filing]]]:
    """Paths below `Archives`. Only the submission has letters; of XBRL the zip is smaller."""
    # of a row whose path has another CIK than the row itself, either may have been fetched
    ciks = list(dict.fromkeys([*ref.path_ciks, *ref.ciks]))
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
    for cik in ciks:
        path = feed_submission_path(cik, ref.accession_number)
        yield path, partial(read_submission, container="feed")


def _read_folders(ref: FilingRef, archives: str, limits: Limits) -> Filing | None:
    for cik in ref.path_ciks:
        folder = folder_path(cik, ref.accession_number)
        there = sorted(files.walk(files.join(archives, folder)))
        if sum(file.size for file in there) > limits.total_bytes:
            return too_large(folder, limits)
        if there:
            documents = ((file.path.rpartition("/")[2], _read(file.path)) for file in there)
            return read_folder(documents, ref=ref, source=folder, limits=limits)
    return None


def _read(path: str) -> bytes:
    with files.open_read(path) as file:
        return file.read()
