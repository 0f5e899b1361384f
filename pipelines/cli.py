"""The command `edgar-arcs`, under which every other is found.

Exit code 0: done, or nothing to do; 1: failed or incomplete; 2: usage or configuration;
75: try again later, since another job uses the store, the catalog or the warehouse, or EDGAR
blocks; 130: interrupted; 141: what read the output has left; 143: terminated.

A command imports what it needs when it is called: Beam alone takes seconds.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import click

from pipelines import output_commands, run_commands
from pipelines.check_command import check
from pipelines.load_commands import load
from pipelines.query_commands import query, shell
from pipelines.report_command import report
from pipelines.schema_command import schema
from pipelines.views.interrupt import heeded_signals, outcome

_NOT_READ: Final = 141  # as shells have it: 128 + SIGPIPE


class _Commands(click.Group):
    """The commands; Ctrl-C or SIGTERM ends each of them with one message."""

    def make_context(self, *arguments: Any, **more: Any) -> click.Context:  # noqa: ANN401 # as click's
        """What the command line says."""
        with _ended_by_signals():
            return super().make_context(*arguments, **more)

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; a signal ends it together with its threads and workers.

        So does a reader that leaves, such as `head`, in silence.
        """
        try:
            with _ended_by_signals():
                result = super().invoke(ctx)
                sys.stdout.flush()
        except BrokenPipeError:
            os._exit(_NOT_READ)
        else:
            return result


@contextmanager
def _ended_by_signals() -> Iterator[None]:
    """End the process at Ctrl-C or SIGTERM; click would say `Aborted!` of it."""
    try:
        with heeded_signals():
            yield
    except KeyboardInterrupt as interrupt:
        code, message = outcome(interrupt)
        click.echo(message, err=True)
        sys.stdout.flush()
        os._exit(code)


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(package_name="edgar-arcs")
def main() -> None:
    """Read EDGAR filings in bulk: XBRL arcs, facts, calculation verdicts, staff comments."""


_ALONE = (check, load, query, report, schema, shell)
for _command in (*run_commands.COMMANDS, *output_commands.COMMANDS, *_ALONE):
    main.add_command(_command)
