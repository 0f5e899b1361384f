"""`python -m pipelines` is `edgar-arcs`."""

from pipelines.cli import main

main(prog_name="edgar-arcs")
