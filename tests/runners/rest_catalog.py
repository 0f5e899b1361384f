"""Iceberg's own REST catalog for tests, in a process of the test's own, on a port that is free."""

import os
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

from tests.runners.programs import REST_CATALOG

# What Jetty says when it listens: `Started ServerConnector@6f96c77{HTTP/1.1, (http/1.1)}{0.0.0.0:8181}`
_STARTED = re.compile(r"Started ServerConnector@.*\{[\d.]+:(\d+)\}")


@contextmanager
def rest_catalog(directory: Path) -> Iterator[str]:
    """Its address; what it knows is in a database in `directory`."""
    environment = {
        "CATALOG_REST_PORT": "0",
        "CATALOG_URI": f"jdbc:sqlite:{directory}/rest.db",
        "CATALOG_WAREHOUSE": str(directory),
    }
    with subprocess.Popen(
        ["java", "-cp", f"{REST_CATALOG}/*", "org.apache.iceberg.rest.RESTCatalogServer"],
        env=os.environ | environment,
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
    ) as server:
        assert server.stderr is not None
        said = []
        try:
            for line in server.stderr:
                said.append(line)
                if listening := _STARTED.search(line):
                    break
            else:
                raise RuntimeError("the catalog did not start:\n" + "".join(said))
            # Read on, so that the server never blocks on a full pipe.
            Thread(target=server.stderr.read, daemon=True).start()
            yield f"http://127.0.0.1:{listening[1]}"
        finally:
            server.kill()
