"""Retrieval: brings into the store the index of a slice, its filings and their headers.

What to ask for is decided here; `client` asks, `store` keeps. Whatever is in the store already
is not asked for, nor is what EDGAR has definitely said it does not have. After any other failure
the filing is lacking, and the next run asks for it.
"""

import hashlib
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import cast

from transforms.edgar.errors import NoAnswerError, RetrievalError, UnsoundBodyError
from transforms.edgar.fetching.answers import (
    NO_VALIDATORS,
    Body,
    NotAvailable,
    NotModified,
    Validators,
)
from transforms.edgar.fetching.client import Client
from transforms.edgar.fetching.feed import FeedSubmission, read_feed
from transforms.edgar.fetching.integrity import check_body, digest_of
from transforms.edgar.fetching.store import NOT_AVAILABLE, Record, Store, container_paths
from transforms.edgar.filing import FilingRef, HeaderSource
from transforms.edgar.paths import feed_path, feed_submission_path, header_path, rss_path
from transforms.edgar.slices import Slice, month_after
from transforms.errors import Reject

NO_ANSWER = "no-answer"
"""Reason of a record that says nothing about the file: asking later may bring it."""
ACCESS_DENIED = "access-denied"
"""Reason of a record of an answer that most often means that there is no such file."""

_FIRST_RSS = date(2005, 5, 1)
"""End of the first month that has an RSS file."""

SETTLED = timedelta(days=7)
"""Time after the end of a day, month or quarter during which its index or RSS may be corrected and
is requested again."""


@dataclass(frozen=True, slots=True)
class Retrieved:
    """What was found of a filing.

    Attributes:
        ref: The filing.
        path: Of what the store has of it, below `Archives/`; None if it has nothing.
        records: What was asked for.
        rejects: Why nothing, or not the better file, is there.
        is_lacking: Whether a file of the filing did not come although EDGAR may have it.
    """

    ref: FilingRef
    path: str | None
    records: tuple[Record, ...] = ()
    rejects: tuple[Reject, ...] = ()
    is_lacking: bool = False


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
        headers: HeaderSource = "rss",
        ask_again: bool = False,
    ) -> None:
        self._client = client
        self._store = store
        self._known = known
        self._headers = headers
        self._ask_again = ask_again

    def filing(self, ref: FilingRef) -> Retrieved:
        """Bring the archive of a filing into the store, and its header if that is a file.

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
        """Bring the index of a slice into the store, as recent as needed.

        Returns:
            What came of asking; None if it is there and will not change.

        Raises:
            RetrievalError: It did not come, although there may be one.
        """
        record = self._known.get(slice_.index)
        is_new = not self._ask_again and _is_settled(record, slice_.last, today)
        if is_new and self._store.holds(slice_.index):
            return None
        return self._ask(slice_.index)

    def rss(self, month: date, today: date) -> Record | None:
        """Bring the RSS file of a month, any day of it, into the store, as recent as needed.

        Returns:
            What came of asking; None if there was nothing to ask.

        Raises:
            RetrievalError: It did not come, although there may be one.
        """
        path, next_month = rss_path(month), month_after(month)
        record = self._known.get(path)
        if next_month < _FIRST_RSS:
            return None
        if self._is_answered(path) and _is_settled(record, next_month, today):
            return None
        return self._ask(path)

    def _is_answered(self, path: str) -> bool:
        """Whether the file is there, or EDGAR said that it has none and is not to be asked again."""
        record = self._known.get(path)
        absent = record is not None and record.outcome == "not_available"
        return self._store.holds(path) or (absent and not self._ask_again)

    def feed(self, day: date, refs: Sequence[FilingRef]) -> Iterator[Retrieved]:
        """Bring the submissions of `refs` into the store, all out of the Feed of a day.

        The archive goes to a temporary file, is tested, and is read once; it is not kept.

        Raises:
            RetrievalError: The archive did not come.
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
                    try:
                        kept = self._keep(lacking[each.accession_number], each, source)
                    except UnsoundBodyError as error:
                        damage.append(Reject.of("fetch", error))
                    else:
                        found[each.accession_number] = kept
                elif each.error != "unknown-member":
                    damage.append(each)
        yield from found.values()
        for accession, ref in lacking.items():
            if accession not in found:
                gone = _absent(ref, source, "not in the Feed of the day")
                yield replace(gone, rejects=(*gone.rejects, *damage))

    def _keep(self, ref: FilingRef, submission: FeedSubmission, source: str) -> Retrieved:
        path = feed_submission_path(ref.cik, ref.accession_number)
        content = io.BytesIO(submission.content)
        check_body(path, content)
        digest = hashlib.sha256(submission.content).hexdigest()
        body = Body(path, content, digest, len(submission.content))
        return Retrieved(ref, path, (replace(self._store.put(body), source=source),))

    def _held(self, ref: FilingRef, path: str) -> Retrieved:
        """What is there already; a killed run may have left it without its record."""
        if path in self._known:
            return Retrieved(ref, path)
        with self._store.open(path) as content:
            digest, size = digest_of(content)
        record = Record.now(path, "stored", sha256=digest, size=size)
        return Retrieved(ref, path, (record,))

    def _first_of(self, ref: FilingRef, paths: Sequence[str]) -> Retrieved:
        """The first file that EDGAR has, with what is wrong with those before it.

        After a file that may yet come only a submission will do, which holds all that the filing
        has: a zip in place of a submission would hide letters and header for good.
        """
        records: list[Record] = []
        asked: list[Record] = []
        rejects: list[Reject] = []
        for path in paths:
            if any(map(_may_come, records)) and not path.endswith(".txt"):
                continue
            record = self._known.get(path)
            if record is None or record.outcome != "not_available" or self._ask_again:
                record = self._ask_or_reject(path, rejects)
                asked.append(record)
            if record.outcome == "stored":
                return Retrieved(ref, path, tuple(asked), tuple(rejects))
            records.append(record)
            if record.reason == NO_ANSWER:
                break  # of the filing's other files nothing is known either
        is_lacking = any(record.outcome == "failed" for record in records)
        if not rejects:
            error = ACCESS_DENIED if is_lacking else NOT_AVAILABLE
            rejects.append(Reject("fetch", error, f"EDGAR has none of {', '.join(paths)}"))
        return Retrieved(ref, None, tuple(asked), tuple(rejects), is_lacking)

    def _with_header(self, done: Retrieved) -> Retrieved:
        path = header_path(done.ref.cik, done.ref.accession_number)
        if self._is_answered(path):
            return done
        rejects = list(done.rejects)
        record = self._ask_or_reject(path, rejects)
        return replace(
            done,
            records=(*done.records, record),
            rejects=tuple(rejects),
            is_lacking=record.outcome == "failed",
        )

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
        known = self._known.get(path)
        answer = self._client.get_if_changed(path, self._validators(known))
        if isinstance(answer, Body):
            return self._store.put(answer)
        if isinstance(answer, NotModified):
            return cast(Record, known).confirmed()  # without it there was no condition
        if answer.is_definite:
            return Record.now(path, "not_available", reason=answer.reason)
        return _denied(path, known)

    def _validators(self, known: Record | None) -> Validators:
        """Of the version that the store holds."""
        if known is None or known.outcome != "stored" or not self._store.holds(known.path):
            return NO_VALIDATORS
        return known.validators


def _may_come(record: Record) -> bool:
    """Whether EDGAR seems to have the file, though it did not give it."""
    return record.outcome == "failed" and record.reason != ACCESS_DENIED


def _denied(path: str, known: Record | None) -> Record:
    """The record of an answer that is definite only if it is the same on another day."""
    record = Record.now(path, "failed", reason=ACCESS_DENIED)
    if known and known.reason == ACCESS_DENIED and known.asked_on < record.asked_on:
        return replace(record, outcome="not_available")
    return record


def _is_settled(record: Record | None, last: date, today: date) -> bool:
    """Whether the file of a period that ends with `last` need not be asked for again today."""
    return record is not None and (record.asked_on > last + SETTLED or record.asked_on == today)


def _absent(ref: FilingRef, source: str, reason: str) -> Retrieved:
    path = feed_submission_path(ref.cik, ref.accession_number)
    record = Record.now(path, "not_available", reason=reason, source=source)
    reject = Reject("fetch", NOT_AVAILABLE, f"{source}: {reason}", source)
    return Retrieved(ref, None, (record,), (reject,))
