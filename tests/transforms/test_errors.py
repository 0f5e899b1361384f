"""Messages of rejects."""

from transforms.errors import MAX_MESSAGE, InputError, Reject, shortened


def test_a_message_is_cut_where_nobody_would_read_on() -> None:
    assert shortened("a" * MAX_MESSAGE) == "a" * MAX_MESSAGE
    assert shortened("a" * 10 * MAX_MESSAGE) == f"{'a' * MAX_MESSAGE}…"


def test_a_reject_cuts_its_message() -> None:
    long = InputError("empty", "a" * 10 * MAX_MESSAGE)
    assert len(Reject.of("linkbase", long).message) == MAX_MESSAGE + 1
    assert Reject("read", "empty", "short").message == "short"
