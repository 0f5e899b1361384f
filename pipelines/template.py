"""Entry point of Dataflow's Flex Template: runs `edgar-arcs run` with its parameters.

Parameters are those of `configs/dataflow_template.json`; everything else that the launcher adds,
such as `--project` or `--template_location`, is an option of Beam's.
"""

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

PARAMETERS = ("config", "from", "to", "date", "set")
_DATAFLOW = ["--runner=DataflowRunner"]


def command(arguments: Sequence[str]) -> list[str]:
    """Arguments of `edgar-arcs` for those of the launcher."""
    parser = argparse.ArgumentParser(allow_abbrev=False, prog="template")
    for name in PARAMETERS:
        parser.add_argument(f"--{name}", required=name == "config")
    known, beam_options = parser.parse_known_args(arguments)
    given = vars(known)
    values = [f"select.{name}={given[name]}" for name in ("from", "to") if given[name]]
    values += given["set"].split(";") if given["set"] else []
    return [
        "run",
        f"--config={_local_copy(given['config'])}",
        *(f"--set={value}" for value in values),
        *([f"--date={given['date']}"] if given["date"] else []),
        *([] if any(each.startswith("--runner") for each in beam_options) else _DATAFLOW),
        *beam_options,
    ]


def _local_copy(path: str) -> str:
    """A temporary local copy of a file on a bucket."""
    if "://" not in path:
        return path
    from transforms.storage import files

    copy = Path(tempfile.mkdtemp()) / path.rpartition("/")[2]
    with files.open_read(path) as file:
        copy.write_bytes(file.read())
    return str(copy)


if __name__ == "__main__":
    from pipelines.cli import main

    main(command(sys.argv[1:]))
