"""Getting into the store what it lacks: the index of a slice, its filings, their headers.

What to ask for is decided here; `client` asks, `store` keeps. Whatever is in the store already
is not asked for, nor is what EDGAR has said it does not have.
"""

import hashlib
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from transforms.edgar.accession import archive_path, submission_path
from transforms.edgar.errors import NoAnswerError, RetrievalError
from transforms.edgar.fetching.answers import Body, NotAvailable
from transforms.edgar.fetching.client import Client
from transforms.edgar.fetching.feed import FeedSubmission, read_feed
from transforms.edgar.fetching.integrity import sha256
from transforms.edgar.fetching.store import Record, Store
from transforms.edgar.filing import FilingRef
from transforms.edgar.forms import is_letter_form
from transforms.edgar.paths import feed_path, feed_submission_path, header_path, rss_path
from transforms.edgar.slices import Slice
from transforms.errors import Reject

Headers = Literal["rss", "hdr_sgml", "submission", "index"]
"""Where headers come from: the month's RSS, one more file a filing, the full submission in place
of the zip, or from nowhere but the index."""

NO_ANSWER = "no-answer"
"""Reason of a record that says nothing about the file: asking later may bring it."""
NOT_AVAILABLE = "not-available"
"""Error code of a file that EDGAR does not have."""

_FIRST_RSS = date(2005, 5, 1)
"""End of the first month that has an RSS file."""

SETTLED = timedelta(days=7)
"""So long after its end the index of a quarter is corrected; until then it is asked for again."""


@dataclass(frozen=True, slots=True)
class Retrieved:
    """What came of a filing.

    Attributes:
        ref: The filing.
        path: Of what the store has of it, below `Archives/`; None if it has nothing.
        records: What was asked for.
        rejects: Why nothing, or not the better file, is there.
    """

    ref: FilingRef
    path: str | None
    records: tuple[Record, ...] = ()
    rejects: tuple[Reject, ...] = ()


class Retrieval:
    """Brings files from EDGAR into the store.

    Args:
        client: Asks for them.
        store: Keeps them.
        known: Latest record of each path that was asked for before.
        headers: Where headers come from.
        ask_again: Whether to ask again for what EDGAR did not have.
    """

    def __init__(
        self,
        client: Client,
        store: Store,
        known: Mapping[str, Record],
        *,
        headers: Headers = "rss",
        ask_again: bool = False,
    ) -> None:
        self._client = client
        self._store = store
        self._known = known
        self._headers = headers
        self._ask_again = ask_again

    def filing(self, ref: FilingRef) -> Retrieved:
        """Have the archive of a filing in the store, and its header if that is a file.

        Only the submission has letters. Of other filings the zip is smaller; those without one
        have their submission.

        Raises:
            BlockedError: See `Client.get`.
            UnreachableError: See `Client.get`.
        """
        paths = list(container_paths(ref, self._headers))
        held = next((path for path in paths if self._store.holds(path)), None)
        done = self._held(ref, held) if held else self._first_of(ref, paths)
        if done.path and done.path.endswith(".zip") and self._headers == "hdr_sgml":
            return self._with_header(done)
        return done

    def index(self, slice_: Slice, today: date) -> Record | None:
        """Have the index of a slice in the store, as new as it has to be.

        Returns:
            What came of asking; None if it is there and will not change.

        Raises:
            RetrievalError: It cannot be had, for other reasons than that there is none.
        """
        record = self._known.get(slice_.index)
        asked_on = date.fromisoformat(record.asked_at[:10]) if record else None
        held = self._store.holds(slice_.index)
        settled = slice_.is_day or (asked_on is not None and asked_on > slice_.last + SETTLED)
        if held and (settled or asked_on == today) and not self._ask_again:
            return None
        return self._ask(slice_.index)

    def rss(self, year: int, month: int, today: date) -> Record | None:
        """Have the RSS file of a month in the store, as new as it has to be.

        Returns:
            What came of asking; None if there was nothing to ask.

        Raises:
            RetrievalError: It cannot be had, for other reasons than that there is none.
        """
        path = rss_path(year, month)
        over = date(year + month // 12, month % 12 + 1, 1)
        record = self._known.get(path)
        if over < _FIRST_RSS or (self._is_answered(path) and _is_final(record, over, today)):
            return None
        return self._ask(path)

    def _is_answered(self, path: str) -> bool:
        """Whether the file is there, or EDGAR said that it has none and is not to be asked again."""
        record = self._known.get(path)
        absent = record is not None and record.outcome == "not_available"
        return self._store.holds(path) or (absent and not self._ask_again)

    def feed(self, day: date, refs: Sequence[FilingRef]) -> Iterator[Retrieved]:
        """Have the submissions of `refs` in the store, all out of the Feed of a day.

        The archive goes to a temporary file, is tested, and is read once; it is not kept.

        Raises:
            RetrievalError: The archive cannot be had.
        """
        lacking = {}
        for ref in refs:
            path = feed_submission_path(ref.cik, ref.accession_number)
            if self._store.holds(path):
                yield Retrieved(ref, path)
            else:
                lacking[ref.accession_number] = ref
        if lacking:
            yield from self._from_feed(feed_path(day), lacking)

    def _from_feed(self, source: str, lacking: Mapping[str, FilingRef]) -> Iterator[Retrieved]:
        answer = self._client.get(source)
        if isinstance(answer, NotAvailable):
            for ref in lacking.values():
                yield _absent(ref, source, answer.reason)
            return
        found: dict[str, Retrieved] = {}
        damage: list[Reject] = []
        with answer.content:
            for each in read_feed(source, answer.content, lacking.keys()):
                if isinstance(each, FeedSubmission):
                    ref = lacking[each.accession_number]
                    found[each.accession_number] = self._keep(ref, each, source)
                elif each.error != "unknown-member":
                    damage.append(each)
        yield from found.values()
        for accession, ref in lacking.items():
            if accession not in found:
                gone = _absent(ref, source, "not in the Feed of the day")
                yield replace(gone, rejects=(*gone.rejects, *damage))

    def _keep(self, ref: FilingRef, submission: FeedSubmission, source: str) -> Retrieved:
        path = feed_submission_path(ref.cik, ref.accession_number)
        digest = hashlib.sha256(submission.content).hexdigest()
        body = Body(path, io.BytesIO(submission.content), digest, len(submission.content))
        return Retrieved(ref, path, (replace(self._store.put(body), source=source),))

    def _held(self, ref: FilingRef, path: str) -> Retrieved:
        """What is there already; a killed run may have left it without its record."""
        if path in self._known:
            return Retrieved(ref, path)
        with self._store.open(path) as content:
            size = content.seek(0, 2)
            content.seek(0)
            record = Record.now(path, "stored", sha256=sha256(content), size=size)
        return Retrieved(ref, path, (record,))

    def _first_of(self, ref: FilingRef, paths: Sequence[str]) -> Retrieved:
        """The first file that EDGAR has, with what is wrong with those before it."""
        records: list[Record] = []
        rejects: list[Reject] = []
        for path in paths:
            record = self._known.get(path)
            if record is None or record.outcome != "not_available" or self._ask_again:
                record = self._ask_or_reject(path, rejects)
                records.append(record)
            if record.outcome == "stored":
                return Retrieved(ref, path, tuple(records), tuple(rejects))
            if record.outcome == "failed" and record.reason == NO_ANSWER:
                break  # of the filing's other files nothing is known either
        else:
            if not rejects:
                message = f"EDGAR has none of {', '.join(paths)}"
                rejects.append(Reject("fetch", NOT_AVAILABLE, message))
        return Retrieved(ref, None, tuple(records), tuple(rejects))

    def _with_header(self, done: Retrieved) -> Retrieved:
        path = header_path(done.ref.cik, done.ref.accession_number)
        if self._is_answered(path):
            return done
        rejects = list(done.rejects)
        record = self._ask_or_reject(path, rejects)
        return replace(done, records=(*done.records, record), rejects=tuple(rejects))

    def _ask_or_reject(self, path: str, rejects: list[Reject]) -> Record:
        try:
            return self._ask(path)
        except NoAnswerError as error:
            rejects.append(Reject.of("fetch", error))
            return Record.now(path, "failed", reason=NO_ANSWER)
        except RetrievalError as error:
            rejects.append(Reject.of("fetch", error))
            return Record.now(path, "failed", reason=error.error)

    def _ask(self, path: str) -> Record:
        answer = self._client.get(path)
        if isinstance(answer, NotAvailable):
            return Record.now(path, "not_available", reason=answer.reason)
        return self._store.put(answer)


def container_paths(ref: FilingRef, headers: Headers = "rss") -> Iterator[str]:
    """Paths of the files that could hold a filing's documents, the best first."""
    submission_first = headers == "submission" or is_letter_form(ref.form_type)
    for cik in (ref.cik, *(cik for cik in ref.ciks if cik != ref.cik)):
        archive = archive_path(cik, ref.accession_number)
        submission = submission_path(cik, ref.accession_number)
        yield from (submission, archive) if submission_first else (archive, submission)


def _is_final(record: Record | None, over: date, today: date) -> bool:
    """Whether what came of a month's file will not change: it was asked for after its end."""
    if record is None:
        return False
    asked_on = date.fromisoformat(record.asked_at[:10])
    return asked_on > over or asked_on == today


def _absent(ref: FilingRef, source: str, reason: str) -> Retrieved:
    path = feed_submission_path(ref.cik, ref.accession_number)
    record = Record.now(path, "not_available", reason=reason, source=source)
    reject = Reject("fetch", NOT_AVAILABLE, f"{source}: {reason}", source)
    return Retrieved(ref, None, (record,), (reject,))
