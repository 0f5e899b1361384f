"""Where the command `edgar-arcs` begins: Ctrl-C while its modules are imported is one line, too."""

import os
from typing import Final

_INTERRUPTED: Final = 130  # as in `pipelines.views.interrupt`, which is not imported yet


def main() -> None:
    """Run the command."""
    try:
        from pipelines.cli import main as commands

        commands(prog_name="edgar-arcs")
    except KeyboardInterrupt:
        os.write(2, b"Interrupted\n")
        os._exit(_INTERRUPTED)  # without the rest of an import that was cut short
