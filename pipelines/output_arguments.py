"""Arguments and options that commands on an existing output share."""

import math
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from transforms.datasets.catalog import Output
    from transforms.datasets.state import State

_Command = TypeVar("_Command", bound=Callable[..., object])

_output = click.argument("output", metavar="OUTPUT")
_config = click.option(
    "--config", "config", metavar="FILE", help="Configuration whose [catalog] the output has."
)
_at = click.option(
    "--at",
    metavar="RUN",
    help="The state that an earlier run left: its id or number. Table runs lists all runs.",
)


class LocalPath(click.Path):
    """A path of this machine: a URL would be taken for a directory named `s3:`."""

    def convert(
        self,
        value: "str | os.PathLike[str]",
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> Any:  # noqa: ANN401 # as click's
        """The path.

        Raises:
            click.BadParameter: It is a URL, or not what the option takes.
        """
        if "://" in os.fspath(value):
            self.fail(
                f"{value} is a URL: name a path of this machine, and copy from there", param, ctx
            )
        return super().convert(value, param, ctx)


class Amount(click.ParamType):  # type: ignore[type-arg]  # generic since click 8.2 alone
    """A number of something, from 0 on.

    Args:
        unit: Of what, such as `days`.
    """

    def __init__(self, unit: str) -> None:
        self.name = f"number of {unit}"

    def convert(
        self, value: "str | float", param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """The number.

        Raises:
            click.BadParameter: It is none, or less than 0.
        """
        try:
            number = float(value)
        except ValueError:
            number = math.nan
        if not 0 <= number < math.inf:
            self.fail(f"{value} is not a {self.name}, from 0 on", param, ctx)
        return number


def of_output(command: _Command) -> _Command:
    """Give a command the arguments `output` and `config`."""
    return _output(_config(command))


def of_output_at(command: _Command) -> _Command:
    """Give a command the arguments `output` and `config`, and the run `at` which it is read."""
    return _output(_config(_at(command)))


def to_file(text: str, *, required: bool = False) -> Callable[[_Command], _Command]:
    """Give a command the file `target` to write to, with a line of help."""
    return click.option(
        "-o",
        "--output",
        "target",
        type=LocalPath(dir_okay=False, path_type=Path),
        required=required,
        help=text,
    )


def output_of(place: str, config: str | None) -> "Output":
    """The output at a path or URL, with the catalog of a configuration if one is given."""
    from transforms.datasets.catalog import Output, has_catalog
    from transforms.storage.files import SYSTEMS

    if not place:
        raise click.UsageError("OUTPUT is empty: name the directory or URL of an output")
    catalog = {}
    if config is not None:
        from pipelines.config_file import load_config

        catalog = load_config(config).catalog.properties
    if (scheme := place.partition("://")[0]) != place and scheme not in SYSTEMS:
        raise click.UsageError(f"{place}: use a local path, gs:// or s3://")
    path = place if "://" in place else os.path.abspath(place)  # noqa: PTH100 # without `..`
    output = Output(path.rstrip("/"), catalog)
    if not has_catalog(output):
        if "://" in path:
            raise click.ClickException(
                f"{place} is on a bucket: give the configuration with its [catalog] by --config FILE"
            )
        raise nothing_committed(place)
    return output


def state_of(place: str, config: str | None, at: str | None = None) -> "State":
    """The state of the output at a path or URL that the latest run, or run `at`, left."""
    from transforms.datasets.state import read_state

    state = read_state(output_of(place, config), at)
    if state is None:
        raise nothing_committed(place)
    return state


def nothing_committed(place: str) -> click.ClickException:
    """The error of a command on an output that is not there, or to which no run has committed."""
    found = f"{place}:"
    if "://" not in place and not Path(place).is_dir():
        why = "is a file, and an output a directory" if Path(place).exists() else "does not exist"
        found = f"{place} {why}:"
    return click.ClickException(
        f"{found} nothing is committed here; edgar-arcs run writes an output"
    )
