import tracemalloc
from contextlib import suppress
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samples.containers import (
    Attachment,
    Company,
    Submission,
    feed_submission,
    submission,
    uuencode,
)
from transforms.edgar.errors import SubmissionError
from transforms.edgar.submission import header_of, payload, split_submission

FILING = Submission("0000000011-24-000001", "10-K", date(2024, 2, 5), (Company(11, "ACME CO"),))
LINKBASE = b"<?xml version='1.0'?>\n<linkbase>\n</linkbase>\n"


def _documents(content: bytes) -> dict[str, bytes]:
    parts, rejects = split_submission(content)
    assert not rejects
    return {part.name: payload(content, part) for part in parts}


def _wrap(body: bytes, head: bytes = b"<TYPE>EX-101.CAL\n<FILENAME>a.xml\n") -> bytes:
    return b"<DOCUMENT>\n" + head + b"<TEXT>\n" + body + b"\n</TEXT>\n</DOCUMENT>\n"


@pytest.mark.parametrize("write", [submission, feed_submission])
def test_both_dialects_give_the_same_documents_byte_for_byte(write):
    content = write(
        FILING,
        [
            Attachment("10-K", "a.htm", b"<html>\n</html>", "ANNUAL REPORT"),
            Attachment("EX-101.CAL", "a_cal.xml", LINKBASE),
            Attachment("ZIP", "a-xbrl.zip", bytes(range(256))),
            Attachment("LETTER", "filename1.pdf", b"%PDF-1.5\n" + bytes(100)),
        ],
    )
    assert _documents(content) == {
        "a.htm": b"<html>\n</html>",
        "a_cal.xml": LINKBASE,
        "a-xbrl.zip": bytes(range(256)),
        "filename1.pdf": b"%PDF-1.5\n" + bytes(100),
    }
    parts, _ = split_submission(content)
    assert [(part.type, part.description) for part in parts][:2] == [
        ("10-K", "ANNUAL REPORT"),
        ("EX-101.CAL", None),
    ]


def test_the_header_is_what_precedes_the_documents():
    head = b"<SEC-HEADER>x\nACCESSION NUMBER: y\n</SEC-HEADER>\n"
    assert header_of(head + _wrap(b"x")) == head
    assert header_of(head) == head
    assert header_of(_wrap(b"x").rstrip()) == b""


@pytest.mark.parametrize("content", [b"", b"<html>Undeclared Automated Tool</html>", bytes(1000)])
def test_what_is_no_submission_is_an_error(content):
    with pytest.raises(SubmissionError) as caught:
        header_of(content)
    assert caught.value.error == "not-a-submission"


@pytest.mark.parametrize("line_break", [b"\r\n", b"\r"])
def test_any_line_break_will_do(line_break):
    content = submission(FILING, [Attachment("EX-101.CAL", "a.xml", LINKBASE)])
    content = content.replace(b"\n", line_break)
    assert _documents(content) == {"a.xml": LINKBASE.replace(b"\n", line_break)}


def test_a_document_without_a_name_is_called_by_its_number():
    content = _wrap(b"one") + _wrap(b"two", b"<TYPE>EX-27\n") + _wrap(b"three", b"")
    assert _documents(content) == {"a.xml": b"one", "document-2": b"two", "document-3": b"three"}


def test_fields_are_not_taken_from_the_body():
    content = _wrap(b"<FILENAME>evil.xml\n<TYPE>GRAPHIC\n<TEXT>\n", b"<TYPE>EX-99\n")
    [part] = split_submission(content)[0]
    assert (part.name, part.type) == ("document-1", "EX-99")
    assert payload(content, part) == b"<FILENAME>evil.xml\n<TYPE>GRAPHIC\n<TEXT>\n"


@pytest.mark.parametrize(
    "body",
    [
        b"see the </TEXT> tag",
        b"the <DOCUMENT> and </DOCUMENT> tags",
        b"<p>\n<DOCUMENT>\nis a tag\n</DOCUMENT>",
        b"<TEXT>nested</TEXT>\n",
    ],
)
def test_tags_in_a_body_that_only_look_alike_end_nothing(body):
    assert _documents(_wrap(body) + _wrap(b"x", b"<FILENAME>b\n")) == {"a.xml": body, "b": b"x"}


def test_a_letter_that_was_wrapped_before_it_was_wrapped_is_unwrapped():
    inner = _wrap(b"<html>letter</html>", b"<TYPE>CORRESP\n<SEQUENCE>1\n<FILENAME>inner.htm\n")
    content = _wrap(inner, b"<TYPE>CORRESP\n<FILENAME>outer.htm\n") + _wrap(b"x")
    assert _documents(content) == {"outer.htm": b"<html>letter</html>", "a.xml": b"x"}


def test_a_document_that_is_cut_off_is_rejected_and_costs_no_other():
    cut = b"<DOCUMENT>\n<TYPE>EX-101.PRE\n<FILENAME>cut.xml\n<TEXT>\n<XBRL>\n<link"
    for content in (_wrap(b"x") + cut, cut + b"\n" + _wrap(b"x")):
        parts, [reject] = split_submission(content)
        assert [payload(content, part) for part in parts] == [b"x"]
        assert (reject.stage, reject.error) == ("read", "document-not-closed")
        assert reject.file == "cut.xml"


def test_a_document_without_text_is_rejected_and_costs_no_other():
    for head, name in (
        (b"<TYPE>PAPER\n", None),
        (b"<FILENAME>\n", None),
        (b"<FILENAME>a.htm\n", "a.htm"),
    ):
        content = b"<DOCUMENT>\n" + head + b"</DOCUMENT>\n" + _wrap(b"x")
        parts, [reject] = split_submission(content)
        assert [payload(content, part) for part in parts] == [b"x"]
        assert (reject.error, reject.file) == ("document-without-text", name)


@pytest.mark.parametrize(
    "small",
    [
        _wrap(b"lost").lower(),
        _wrap(b"lost").replace(b"<DOCUMENT>", b"<Document>"),
        _wrap(b"lost").replace(b"<TYPE>", b"<type>"),
    ],
)
def test_a_document_whose_tags_are_not_in_capitals_is_rejected_and_costs_no_other(small):
    for content in (small, small + _wrap(b"x"), _wrap(b"x") + small):
        parts, [reject] = split_submission(content)
        assert [payload(content, part) for part in parts] == [b"x"] * content.count(b"\nx\n")
        assert (reject.stage, reject.error) == ("read", "document-without-text")
        assert "a.xml" in reject.message


def test_tags_in_small_letters_within_a_document_are_text():
    body = _wrap(b"text").lower()
    assert _documents(_wrap(body)) == {"a.xml": body}


@pytest.mark.parametrize("before", [b"", b"</SEC-HEADER>", b"<TEXT>", _wrap(b"first").rstrip()])
def test_a_document_that_begins_within_a_line_is_read(before):
    content = before + _wrap(b"x", b"<FILENAME>b\n") + _wrap(b"y", b"<FILENAME>c\n").rstrip()
    parts, rejects = split_submission(content)
    assert [payload(content, part) for part in parts][-2:] == [b"x", b"y"]
    assert rejects == []


@pytest.mark.parametrize("tag", [b"SEC-DOCUMENT", b"IMS-DOCUMENT", b"SUBMISSION"])
def test_a_submission_cut_off_between_two_documents_is_rejected_and_its_documents_are_read(tag):
    content = b"-----BEGIN-----\n<" + tag + b">0000000001-24-000001.txt\n" + _wrap(b"x")
    parts, [reject] = split_submission(content)
    assert [payload(content, part) for part in parts] == [b"x"]
    assert (reject.error, tag.decode() in reject.message) == ("truncated", True)
    assert split_submission(content + b"</" + tag + b">\n-----END-----\n")[1] == []


@pytest.mark.parametrize("form", ["plain", "wrapped", "uuencoded"])
def test_a_payload_takes_no_more_memory_than_what_it_is_of(form):
    body = b"A line of the document.\n" * 50_000
    if form == "wrapped":
        body = b"<XBRL>\n" + body + b"</XBRL>"
    if form == "uuencoded":
        body = uuencode("x", body)
    content = _wrap(body)
    (part,), _ = split_submission(content)
    payload(content, part)  # whatever it loads is there
    tracemalloc.start()
    try:
        payload(content, part)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 1.1 * len(body)


@pytest.mark.parametrize("wrapper", [b"XBRL", b"XML", b"PDF"])
def test_the_wrapper_of_a_payload_is_removed(wrapper):
    body = b"<" + wrapper + b">\n" + LINKBASE + b"\n</" + wrapper + b">"
    assert _documents(_wrap(body)) == {"a.xml": LINKBASE}


def test_html_is_no_wrapper():
    assert _documents(_wrap(b"<HTML>\n</HTML>")) == {"a.xml": b"<HTML>\n</HTML>"}


@pytest.mark.parametrize(
    "body",
    [
        b"begin 644 x.pdf\n" + b"M" + b"!" * 60 + b"\n",
        b"begin 644 x.pdf\n\xff\xff\xff\nend",
    ],
)
def test_uuencoding_that_is_cut_off_or_garbled_is_an_error(body):
    content = _wrap(body)
    [part] = split_submission(content)[0]
    with pytest.raises(SubmissionError) as caught:
        payload(content, part)
    assert caught.value.error == "damaged-uuencoding"
    assert caught.value.file == "a.xml"


def test_spaces_at_line_ends_that_were_eaten_are_restored():
    encoded = uuencode("x", bytes(100)).replace(b"`", b" ")
    stripped = b"\n".join(line.rstrip() for line in encoded.split(b"\n"))
    assert _documents(_wrap(stripped)) == {"a.xml": bytes(100)}


@given(
    st.lists(st.binary(max_size=200), max_size=4), st.sampled_from([submission, feed_submission])
)
def test_binary_documents_survive_byte_for_byte(contents, write):
    files = {f"{number}.pdf": content for number, content in enumerate(contents)}
    attachments = [Attachment("LETTER", name, content) for name, content in files.items()]
    assert _documents(write(FILING, attachments)) == files


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="<\r\n")), max_size=4))
def test_xbrl_documents_survive_byte_for_byte(lines):
    body = b"<a>" + "\n".join(lines).encode() + b"</a>"
    content = submission(FILING, [Attachment("EX-101.CAL", "a.xml", body)])
    assert _documents(content) == {"a.xml": body}


TOKENS = [b"<DOCUMENT>", b"</DOCUMENT>", b"<TEXT>", b"</TEXT>", b"<TYPE>X", b"<FILENAME>f", b"\n"]
TOKENS += [b"<XBRL>", b"</XBRL>", b"begin 644 x", b"end", b"MABC", b"\r", b" ", b"x"]


@given(st.lists(st.sampled_from(TOKENS)).map(b"".join))
def test_any_order_of_tags_is_documents_and_rejects(content):
    parts, rejects = split_submission(content)
    assert all(0 <= part.start <= part.end <= len(content) for part in parts)
    assert all(a.end <= b.start for a, b in pairwise(parts))
    assert len(parts) + len(rejects) <= content.count(b"<DOCUMENT>")
    for part in parts:
        with suppress(SubmissionError):
            assert payload(content, part) in content or b"begin" in content


@pytest.mark.parametrize(
    "content",
    [
        b"<DOCUMENT>\n<TYPE>X\n<TEXT>\n" * 40_000,
        b"<DOCUMENT>\n<TYPE>X\n" * 40_000,
        b"<DOCUMENT>\n<TEXT>\n" + b"</TEXT>" * 200_000,
        b"<DOCUMENT>\n<TEXT>\n" + b"</DOCUMENT>" * 200_000,
        _wrap(b"x") * 20_000,
    ],
)
@pytest.mark.timeout(60)
def test_time_grows_with_size_and_not_faster(content):
    split_submission(content)
