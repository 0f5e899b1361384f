"""What the README says is so."""

import re
import tomllib
from pathlib import Path

import click
import pytest

from pipelines.cli import main
from pipelines.config import (
    Calculations,
    Config,
    Edgar,
    LimitsSection,
    Mirror,
    Output,
    Section,
    StoreSection,
)
from pipelines.config_file import load_config
from pipelines.query import query
from pipelines.views.summary import remarks
from tests.pipelines.commands import invoke
from transforms.datasets.examples import EXAMPLES, example_summary
from transforms.datasets.instance_schemas import SUMMATION_ITEM
from transforms.datasets.schema import DATASETS

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.MULTILINE | re.DOTALL)


def test_every_dataset_is_listed_with_what_a_row_stands_for() -> None:
    rows = re.findall(r"^\| `(\w+)` \| (.*) \|$", README, re.MULTILINE)
    listed = {name: rows_of for name, rows_of in rows if name in DATASETS}
    assert listed == {name: dataset.rows for name, dataset in DATASETS.items()}


@pytest.mark.parametrize("command", sorted(main.commands))
def test_every_command_is_shown_and_has_help(command: str) -> None:
    assert f"edgar-arcs {command}" in README
    assert main.commands[command].help


def test_every_command_line_shown_names_options_that_exist() -> None:
    for line in "\n".join(blocks("console")).replace("\\\n", " ").splitlines():
        words = line.removeprefix("$ ").partition("#")[0].split()
        if words[:1] != ["edgar-arcs"]:
            continue
        command = main.commands[words[1]]
        known = {name for option in command.params for name in option.opts}
        takes_beam_options = any(
            isinstance(option, click.Argument) and option.name == "beam_options"
            for option in command.params
        )
        for word in words[2:]:
            if word.startswith("--") and word.partition("=")[0] not in known:
                assert takes_beam_options, line


def test_every_target_of_make_that_is_named_exists() -> None:
    named = set(re.findall(r"^\$ make (\w+)", README, re.MULTILINE)) | {"help"}
    assert named <= set(re.findall(r"^(\w+):", MAKEFILE, re.MULTILINE))


def test_every_configuration_shown_is_accepted(tmp_path: Path) -> None:
    shown = [tomllib.loads(block) for block in blocks("toml")]
    base = shown[0]
    for number, document in enumerate(shown):
        file = tmp_path / f"{number}.toml"
        text = blocks("toml")[number]
        if document is not base:
            text += '[select]\nfrom = "2024Q1"\nto = "2024Q1"\n[output]\npath = "out"\n'
        file.write_text(text)
        load_config(str(file))


def test_every_key_of_the_configuration_is_in_the_readme() -> None:
    sections: list[type[Section]] = [Mirror, Edgar, StoreSection]
    sections += [
        field.annotation
        for field in Config.model_fields.values()
        if isinstance(field.annotation, type) and issubclass(field.annotation, Section)
    ]
    for section in sections:
        for name, field in section.model_fields.items():
            assert re.search(rf"\b{field.alias or name}\b", README), (section.__name__, name)


@pytest.mark.parametrize(
    ("section", "model", "own"),
    [
        ("source", Edgar, {"kind", "user_agent"}),
        ("output", Output, {"path", "datasets"}),
        ("calculations", Calculations, set()),
        ("limits", LimitsSection, set()),
    ],
)
def test_values_shown_are_those_of_a_key_that_is_left_out(
    section: str, model: type[Section], own: set[str]
) -> None:
    """But for those that each user has to give, or that show how a choice is written."""
    documents = [tomllib.loads(block) for block in blocks("toml")]
    shown = [each[section] for each in documents if section in each][-1]
    defaults = {name: field.default for name, field in model.model_fields.items()}
    assert {name: shown[name] for name in shown if name not in own} == {
        name: value for name, value in defaults.items() if name not in own
    }


def test_make_run_counts_what_is_shown(sample_output: Path) -> None:
    counted = {dataset: f"SELECT count(*) FROM {dataset}" for dataset in DATASETS}
    counted |= {
        f"{column} {verdict}": f"SELECT count(*) FROM calculations WHERE {column} = '{verdict}'{bound}"
        for column, bound in (("xbrl21", f" AND arcrole = '{SUMMATION_ITEM}'"), ("calc11", ""))
        for verdict in ("consistent", "inconsistent", "unbound")
    }
    counts = {name: int(str(query(sample_output, sql)[1][0][0])) for name, sql in counted.items()}
    shown = blocks("text")[0]
    # `│   xbrl21 consistent   │  15 │`
    rows = re.findall(r"^│ +(\S.*?) +│ +(\d+) │$", shown, re.MULTILINE)
    in_table = {name: int(number) for name, number in rows if name in counts}
    assert in_table == {name: counts[name] for name in in_table}
    assert in_table.keys() >= {"arcs", "xbrl21 consistent"}
    verdicts = {f"calculations/{name}": n for name, n in counts.items() if name not in DATASETS}
    rates = remarks(verdicts | {"filings": 1}, "2024Q1 to 2024Q2", 2)
    assert [rate for rate in rates if rate not in shown] == []
    assert len(rates) == 2


def test_the_query_of_make_run_gives_what_is_shown(sample_output: Path) -> None:
    written = re.search(r"^QUERY := (.*?)\n\n", MAKEFILE, re.MULTILINE | re.DOTALL)
    assert written
    names, rows = query(sample_output, written[1].replace("\\\n", " "))
    shown = [re.split(r"\s{2,}", line.strip()) for line in blocks("text")[0].splitlines()]
    assert names in shown
    for row in rows:
        assert [str(value) for value in row if value is not None] in shown


def test_the_ready_questions_are_listed_and_one_gives_what_is_shown(sample_output: Path) -> None:
    listed = re.findall(r"^\| `([\w-]+)` \| (.*\?) \|$", README, re.MULTILINE)
    assert listed == [(name, example_summary(name)) for name in EXAMPLES]
    answer = invoke("query", sample_output, "--example", "inconsistency-rate").output
    assert "\n".join(filter(None, map(str.rstrip, answer.splitlines()))) + "\n" in blocks("text")


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_ready_question_can_be_asked_of_the_sample(name: str, sample_output: Path) -> None:
    names, *_ = invoke("query", sample_output, "--example", name, "--format", "csv").output.split(
        "\n"
    )
    assert names.count(",") > 1


def test_the_folders_named_exist() -> None:
    for folder in re.findall(r"^(?:  )?(\w+)/  ", blocks("text")[-1], re.MULTILINE):
        assert (ROOT / folder).is_dir() or (ROOT / "transforms" / folder).is_dir(), folder


def test_the_python_shown_reads_the_tables(
    sample_output: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out/sample").symlink_to(sample_output)
    monkeypatch.chdir(tmp_path)
    code, _ = blocks("python")
    exec(compile(code, "README.md", "exec"), {})
    assert "calculation" in capsys.readouterr().out


def test_the_python_shown_reads_a_filing_and_a_letter(
    sample_mirror: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "samples").mkdir()
    (tmp_path / "samples/mirror").symlink_to(sample_mirror)
    monkeypatch.chdir(tmp_path)
    _, code = blocks("python")
    exec(compile(code, "README.md", "exec"), {})
    shown = capsys.readouterr().out
    assert "us-gaap:GrossProfit" in shown
    assert "inconsistent" in shown
    assert "Please reconcile net income." in shown
