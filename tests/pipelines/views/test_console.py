"""The width of a page."""

import io

import pytest

from pipelines.views.console import page


def test_a_file_has_room_for_long_lines_whatever_the_terminal(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    file = io.StringIO()
    monkeypatch.setattr("sys.stdout", file)
    page().print("word " * 31)
    assert file.getvalue().count("\n") == 1
