"""The pipeline on runners that are programs of their own; `make test-runners` sets them up."""
