"""A worker process of the local runner, called with the id of the process that it works for, and a name of the run.

It loads Beam and the steps, and then waits for its environment, which standard input brings as JSON
once the run begins; none comes where it does not. From there on it is Beam's own worker, but ends
with that process. Beam's alone can stay for minutes after its runner was killed, and meanwhile keeps
memory and the files that it has open.
"""

import gc
import json
import logging
import os
import sys
import threading

from pipelines.worker import end_with


def main() -> None:
    """Work for the process of that id, until it stops the worker or has ended."""
    program, parent, _ = sys.argv
    threading.Thread(target=end_with, args=(int(parent),), daemon=True).start()
    gc.disable()  # a fifth of the time that Beam takes to load, with nothing found
    from apache_beam.runners.worker import sdk_worker_main

    import pipelines.graph  # noqa: F401 # the steps, which Beam would load at the first use of each

    gc.enable()
    logging.getLogger().addHandler(logging.NullHandler())  # an error comes with its answer
    if environment := sys.stdin.read():
        os.environ.update(json.loads(environment))
        sdk_worker_main.main([program])


if __name__ == "__main__":
    main()
