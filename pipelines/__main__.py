"""`python -m pipelines` is `edgar-arcs`."""

from pipelines.entry import main

main()
