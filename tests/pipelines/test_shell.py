"""The prompt, as a person types at it."""

import signal
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipelines.cli import main
from pipelines.views.shell import is_whole
from tests.pipelines.terminal import at_terminal
from transforms.datasets.catalog import Output


@pytest.mark.parametrize(
    ("text", "whole"),
    [("SELECT 1;", True), ("SELECT 1", False), ("SELECT 1; ", True), (".tables", True), ("", True)],
)
def test_enter_ends_what_is_whole(text: str, whole: bool) -> None:
    assert is_whole(text) == whole


@pytest.mark.slow
def test_a_person_asks_errs_lists_and_leaves(output_of_two: Output, tmp_path: Path) -> None:
    with at_terminal("shell", output_of_two.path, home=tmp_path) as terminal:
        terminal.wait_for("edgar-arcs>")
        terminal.type("SELECT count(*) AS filings_there,\r 40 + 2 AS sum FROM filings;\r")
        terminal.wait_for("42")
        terminal.type("SELECT no_such_column FROM filings;\r")
        terminal.wait_for("Binder Error")
        terminal.type("CREATE TABLE mine AS SELECT 123456 + 1 AS n;\rFROM mine;\r")
        terminal.wait_for("123457")
        terminal.type(".tables\r")
        terminal.wait_for("statement_lines")
        terminal.type(".examples\r")
        terminal.wait_for("inconsistent-totals")
        terminal.type(".example inconsistency-rate\r")
        terminal.wait_for("percent_xbrl21")
        terminal.wait_for("edgar-arcs>")
        terminal.type(".bogus\r")
        terminal.wait_for("there is no .bogus")
        terminal.type(".example nosuch\r")
        terminal.wait_for("nosuch is no ready question")
        terminal.wait_for("edgar-arcs>")
        terminal.type("no line\x03")  # Ctrl-C drops it
        terminal.type("SELECT 7 * 11 * 13 AS product;\r")
        terminal.wait_for("1001")
        terminal.wait_for(
            "edgar-arcs>"
        )  # before the prompt is there, Ctrl-D would be the terminal's
        terminal.type(
            f"SET threads = 1; COPY (SELECT 1) TO '{tmp_path}/begun.csv'; SELECT count(*) FROM range({10**15});\r"
        )
        terminal.send_once(tmp_path / "begun.csv")
        terminal.wait_for("Interrupted")
        terminal.wait_for("edgar-arcs>")
        terminal.type("\x04")
        assert terminal.end() == 0
    assert "SELECT no_such_column" in next(tmp_path.rglob("history")).read_text()


def test_sigterm_ends_it_at_the_prompt_and_amid_a_query(
    output_of_two: Output, tmp_path: Path
) -> None:
    begun = tmp_path / "begun.csv"
    slow = f"SET threads = 1; COPY (SELECT 1) TO '{begun}'; SELECT count(*) FROM range({10**15});"
    with at_terminal("shell", output_of_two.path, home=tmp_path) as terminal:
        terminal.wait_for("edgar-arcs>")
        terminal.send(signal.SIGTERM)
        terminal.wait_for("Terminated")
        assert terminal.end() == 143
    with at_terminal("shell", output_of_two.path, home=tmp_path) as terminal:
        terminal.wait_for("edgar-arcs>")
        terminal.type(f"{slow}\r")
        terminal.send_once(begun, signal.SIGTERM)
        terminal.wait_for("Terminated")
        assert terminal.end() == 143


def test_a_pipe_is_sent_to_query(output_of_two: Output) -> None:
    result = CliRunner().invoke(main, ["shell", output_of_two.path], input="SELECT 1;")
    assert result.exit_code == 2
    assert "query --file - reads a pipe" in result.output


def test_a_place_without_tables_is_explained(tmp_path: Path) -> None:
    with at_terminal("shell", str(tmp_path / "nowhere"), home=tmp_path) as terminal:
        terminal.wait_for("nothing is committed here")
        assert terminal.end() == 1


def test_a_missing_output_is_named_before_a_missing_terminal(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["shell", str(tmp_path / "nowhere")], input="")
    assert result.exit_code == 1
    assert "nothing is committed here" in result.output
