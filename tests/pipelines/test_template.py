"""The Flex Template: parameters become the command, and the metadata names each of them."""

import json
import re
from pathlib import Path

import pytest

from pipelines.template import PARAMETERS, command

ROOT = Path(__file__).resolve().parents[2]
METADATA = json.loads((ROOT / "configs" / "dataflow_template.json").read_text())


def test_parameters_become_the_command() -> None:
    assert command(
        [
            *("--config=a.toml", "--from=2024Q1", "--to=2024Q4"),
            "--set=output.max_text=0;select.limit=10",
            *("--project=p", "--template_location=gs://bucket/template"),
        ]
    ) == [
        *("run", "--config=a.toml", "--set=select.from=2024Q1", "--set=select.to=2024Q4"),
        *("--set=output.max_text=0", "--set=select.limit=10"),
        *("--runner=DataflowRunner", "--project=p", "--template_location=gs://bucket/template"),
    ]


def test_a_day_and_the_launchers_runner_are_passed_on() -> None:
    given = ["--config=a.toml", "--date=yesterday", "--runner=DataflowRunner"]
    assert command(given) == [
        *("run", "--config=a.toml", "--date=yesterday", "--runner=DataflowRunner")
    ]


def test_a_configuration_is_needed(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        command(["--project=p"])
    assert "--config" in capsys.readouterr().err


def test_the_metadata_has_every_parameter_and_no_other() -> None:
    assert tuple(each["name"] for each in METADATA["parameters"]) == PARAMETERS
    for each in METADATA["parameters"]:
        assert each["label"]
        assert each["helpText"]
        assert each.get("isOptional", False) == (each["name"] != "config")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("config", "gs://bucket/folder/dataflow.toml"),
        ("from", "2024Q1"),
        ("to", "2024-05-15"),
        ("date", "yesterday"),
        ("set", "output.max_text=0;select.limit=1000"),
    ],
)
def test_the_metadata_lets_through_what_the_command_takes(name: str, value: str) -> None:
    (parameter,) = (each for each in METADATA["parameters"] if each["name"] == name)
    (pattern,) = parameter["regexes"]
    assert re.fullmatch(pattern, value)
    assert not re.fullmatch(pattern, f" {value}")
